"""One file, one solution."""
