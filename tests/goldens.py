"""Compare what a source reads off our samples with the golden beside each; a missing golden is written and fails."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent / "samples"


def check_golden(sample: Path, read: Sequence[dict[str, Any]]) -> None:
    """Compare ``read`` (plain JSON values, one for each record) with ``<sample>.json``."""
    golden = sample.with_name(sample.name + ".json")
    text = json.dumps(list(read), ensure_ascii=False, indent=1) + "\n"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: read it, then commit it")
    assert json.loads(golden.read_text(encoding="utf-8")) == json.loads(text)
