"""One file, one kind of epoch."""
