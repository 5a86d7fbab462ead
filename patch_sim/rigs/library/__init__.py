"""One file, one rig."""
