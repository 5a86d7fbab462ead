"""How Reflex builds and serves patch_sim_ui: node from the Python wheel, one port, nothing sent home."""

import os
import sys
from pathlib import Path

os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "0")

import reflex as rx

PORT = int(os.environ.get("REFLEX_FRONTEND_PORT", "3000"))  # Reflex sets it to what --frontend-port says
ORIGINS = [f"http://{host}:{PORT}" for host in ("localhost", "127.0.0.1")]

config = rx.Config(
    react_compiler=True,
    app_name="patch_sim_ui",
    frontend_port=3000,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    backend_host="127.0.0.1",
    cors_allowed_origins=ORIGINS,
    disable_plugins=[rx.plugins.SitemapPlugin],
)
