"""The invented samples of the European and Chinese sources against their goldens."""

from pathlib import Path
from typing import Any

import pytest

from domain.codec import from_json, parsed_json
from domain.errors import LoadError
from domain.filings import Amendment, Withdrawal
from loaders.cnipa import patents, patents_2006
from loaders.epo import docdb, fulltext
from loaders.sources import Skipped
from tests.goldens import SAMPLES, check_golden
from tests.loaders.epo.reading import results

SOURCES = {module.SOURCE.name: module.SOURCE for module in (patents, patents_2006, fulltext, docdb)}
FILES = [path for name in SOURCES for path in sorted((SAMPLES / name).glob("*.xml"))]


def test_there_are_samples_of_each() -> None:
    assert {path.parent.name for path in FILES} == set(SOURCES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_reads_as_its_golden(path: Path) -> None:
    found: list[dict[str, Any]] = []
    for one in results(path, SOURCES[path.parent.name]):
        assert not isinstance(one, LoadError | Skipped), one
        found.append(parsed_json(one))
        if not isinstance(one, Amendment | Withdrawal):
            assert from_json(parsed_json(one)) == one
    check_golden(path, found)
