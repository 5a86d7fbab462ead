"""How Reflex builds and serves patch_sim_ui: node from the Python wheel, one port, nothing sent home."""

import os
import sys
from pathlib import Path

os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "0")

import reflex as rx

config = rx.Config(
    app_name="patch_sim_ui",
    frontend_port=3000,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[],
)
