"""Payment codes: what a QR holds, checked before, and how it is drawn."""
