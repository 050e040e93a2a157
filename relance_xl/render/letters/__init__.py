"""Letters on paper: the same `Letter` as PDF (typst), as Word file, and as one print run."""
