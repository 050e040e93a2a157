"""What a mail that came back says: its class, its new text, what it promises, what it answers."""
