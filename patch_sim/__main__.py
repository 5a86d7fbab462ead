"""``python -m patch_sim`` is ``patch-sim``."""

from .cli import main

main()
