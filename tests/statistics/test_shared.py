"""The yearly tables over real files: a cut of the gazette and of the American grants, EU marks and designs, the GI register."""

import gzip
import json
import lzma
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from domain.codec import as_json
from domain.engine import Engine, Searcher
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.embeddings import OFF
from indexer.engines.connect import EngineSettings, connect
from tests.shared_files import shared_path
from tests.statistics import independent
from tests.statistics.test_tables import book, differing

pytestmark = pytest.mark.shared


def _cut(name: str, folder: Path, step: int) -> None:
    """Take every so many-th file out of an archive."""
    with tarfile.open(shared_path(name)) as archive:
        for at, member in enumerate(one for one in archive if one.isfile()):
            if at % step == 0:
                (folder / f"{at}-{Path(member.name).name}").write_bytes(archive.extractfile(member).read())  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    files, folder = tmp_path_factory.mktemp("real"), tmp_path_factory.mktemp("real-index")
    with gzip.open(shared_path("bench/cn/cn_biblio.jsonl.gz"), "rb") as lines:
        (files / "gazette.jsonl").write_bytes(b"".join(islice(lines, 0, None, 260)))
    with lzma.open(shared_path("bench/us/us_patents.jsonl.xz"), "rb") as packed:
        cut = [json.loads(line) for line in islice(packed, 0, None, 200)]
    text = "".join(json.dumps({**one, "desc": one["desc"][:60]}) + "\n" for one in cut)
    (files / "grants.jsonl").write_text(text, encoding="utf-8")
    rows = json.loads((shared_path("gi") / "defra_register.json").read_text(encoding="utf-8"))
    (files / "register.json").write_text(json.dumps(rows[::3]), encoding="utf-8")
    _cut("euipo/designs.tar.xz", files, 2)
    _cut("euipo/trademarks.tar.xz", files, 20)
    made = connect(EngineSettings(f"embedded:{folder / 'index'}", folder, embedding=OFF))
    load(made, [files])
    yield made
    made.close()


def test_every_cell_over_real_files(real: Engine) -> None:
    searcher: Searcher = real.searcher()
    exported: list[dict[str, Any]] = [
        json.loads(json.dumps(as_json(one))) for one in searcher.stream(SearchRequest(query=All()))
    ]
    assert {one["right"] for one in exported} >= {"patent", "trademark", "design", "gi"}
    for year, address in ((2019, "filing"), (2017, "current")):
        expected = independent.tables(exported, year, _day(searcher), address)
        assert differing(book(searcher, year=str(year), address=address), expected) == {}, year
    searcher.close()


def _day(searcher: Searcher) -> str:
    date = str(searcher.state().data_date)
    assert len(date) == 10
    return date
