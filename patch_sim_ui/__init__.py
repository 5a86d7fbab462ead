"""The web app of patch_sim: the only place that knows Reflex."""
