"""The app's manifest: the one list of scopes, events, commands and shortcuts."""

import json
from pathlib import Path
from typing import Any

INSTALLED = Path(__file__).parent / "manifest.json"
IN_CHECKOUT = Path(__file__).parent.parent / "manifest.json"


def read_manifest() -> dict[str, Any]:
    """The parsed manifest: at the top of a checkout, inside the package of a wheel."""
    found = INSTALLED if INSTALLED.exists() else IN_CHECKOUT
    manifest: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return manifest
