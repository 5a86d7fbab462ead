"""Pure functions between values of patch_sim and rows of the page; nothing here knows Reflex."""
