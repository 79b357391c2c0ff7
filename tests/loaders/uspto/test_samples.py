"""The invented samples of both sources against their goldens."""

from pathlib import Path
from typing import Any

import pytest

from domain.codec import as_json, from_json
from loaders.sources import Skipped
from tests.goldens import SAMPLES, check_golden
from tests.loaders.uspto.reading import results

FILES = sorted((SAMPLES / "uspto-grants").glob("*.xml")) + sorted((SAMPLES / "uspto-applications").glob("*.xml"))


def test_there_are_samples_of_both() -> None:
    assert {path.parent.name for path in FILES} == {"uspto-grants", "uspto-applications"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_reads_as_its_golden(path: Path) -> None:
    found: list[dict[str, Any]] = []
    for one in results(path, path.parent.name):
        if isinstance(one, Skipped):
            found.append({"skipped": one.reason})
        else:
            assert one is not None and not isinstance(one, Exception), one
            found.append(as_json(one))
            assert from_json(as_json(one)) == one
    check_golden(path, found)
