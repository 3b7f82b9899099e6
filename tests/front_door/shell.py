"""`levelhead` as it is called from a shell."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "SYSTEMROOT", "PYTHONPYCACHEPREFIX")


def levelhead(folder: Path, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty folder with nothing but these variables, and `given` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=clean_environment(folder, **environment),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def clean_environment(folder: Path, **environment: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **environment}
