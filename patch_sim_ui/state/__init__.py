"""The state of a page: values of patch_sim, and handlers that call pure functions."""
