"""One file, one drug."""
