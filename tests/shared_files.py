"""Where the real files for tests lie: ``$IPATLAS_SHARED``, by default ``../shared`` beside the checkout."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parent.parent.parent / "shared"))


def shared_path(name: str) -> Path:
    """Return a folder or file of real data, or skip the test with the reason."""
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"real files not here: {name} (set IPATLAS_SHARED to the folder that holds data/)")
    return path
