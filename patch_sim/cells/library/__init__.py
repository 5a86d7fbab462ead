"""One file, one cell."""
