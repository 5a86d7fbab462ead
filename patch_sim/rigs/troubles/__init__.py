"""One file, one trouble."""
