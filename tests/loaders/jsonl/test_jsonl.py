"""Collections as JSON lines: our samples, how the files are told apart, and the real collections counted."""

import doctest
import gzip
import io
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.codec import parsed_json
from domain.errors import RecordRejected
from domain.filings import Filing, Origin, Patent
from domain.parts import with_occurrence
from loaders.catalog import BY_NAME
from loaders.detect import head_of, source_of
from loaders.jsonl import cn_gazette, cn_patents, lines, us_patents
from loaders.records import cut
from loaders.sources import Source
from loaders.splitting import occurrence, parts_of
from loaders.streams import Ahead
from tests.goldens import SAMPLES, check_golden
from tests.shared_files import shared_path

_SAMPLES = {
    us_patents.SOURCE.name: ("grants.jsonl", 3),
    cn_patents.SOURCE.name: ("publications.jsonl", 3),
    cn_gazette.SOURCE.name: ("rows.jsonl", 3),
}


def _sample(name: str) -> Path:
    return SAMPLES / name / _SAMPLES[name][0]


def _read(source: Source, rows: list[dict[str, Any]]) -> Iterator[Filing | str]:
    for row in rows:
        try:
            found = source.parse(row, Origin(source=source.name, file="x.jsonl"))
        except RecordRejected as error:
            yield error.detail.en
        else:
            assert not isinstance(found, str)
            yield found  # type: ignore[misc]


@pytest.mark.parametrize("name", sorted(_SAMPLES))
def test_sample_golden(name: str) -> None:
    rows = [json.loads(line) for line in _sample(name).read_text(encoding="utf-8").splitlines()]
    found = [one for one in _read(BY_NAME[name], rows) if not isinstance(one, str)]
    assert len(found) == _SAMPLES[name][1]
    check_golden(_sample(name), [parsed_json(one) for one in found])


@pytest.mark.parametrize("name", sorted(_SAMPLES))
def test_found_by_content_and_cut_line_by_line(name: str) -> None:
    with _sample(name).open("rb") as stream:
        ahead = Ahead(stream)
        assert source_of(head_of("anything", ahead)).name == name
        records = list(cut(ahead, BY_NAME[name].layout))
    lines_of_file = _sample(name).read_bytes().splitlines()
    assert [one.raw for one in records] == lines_of_file and not any(one.fault for one in records)


def test_examples() -> None:
    assert doctest.testmod(lines).failed == 0


def test_other_objects_are_not_recognised() -> None:
    assert not any(
        BY_NAME[name].recognises(head_of("x", Ahead(io.BytesIO(b'{"number": "1", "title": "x"}\n'))))
        for name in _SAMPLES
    )


@pytest.mark.shared
def test_real_american_grants() -> None:
    with lzma.open(shared_path("bench/us") / "us_patents.jsonl.xz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    found = list(_read(us_patents.SOURCE, rows))
    filings = [one for one in found if not isinstance(one, str)]
    assert len(rows) == 46_947 and len(filings) == 46_946 == len({one.id for one in filings})
    assert Counter(one.right for one in filings) == {"patent": 46_926, "design": 20}
    assert sum(len(one.citations) for one in filings) == sum(len(set(row["cites"])) for row in rows)
    assert all(one.dates.filed for one in filings)


@pytest.mark.shared
def test_real_chinese_collections() -> None:
    patents = list(_read(cn_patents.SOURCE, _gz("cn_patents.jsonl.gz")))
    gazette = list(_read(cn_gazette.SOURCE, _gz("cn_biblio.jsonl.gz")))
    kept = [one for one in patents if not isinstance(one, str)]
    assert len(kept) == len(patents) == 31_871 == len({one.id for one in kept})
    assert Counter(one.right for one in kept) == {"patent": 31_727, "design": 144}
    assert sum(1 for one in kept if isinstance(one, Patent) and not one.kind) == 2_804
    rows = [one for one in gazette if not isinstance(one, str)]
    assert len(rows) == 81_564 and len({one.id for one in rows}) == 78_013
    numbered = sum(any(number.type == "application" for number in one.numbers) for one in rows)
    assert numbered == 81_564 - 53_692


def _gz(name: str) -> list[dict[str, Any]]:
    with gzip.open(shared_path("bench/cn") / name, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def test_of_several_rows_of_one_publication_the_first_is_the_newest() -> None:
    row = json.loads(_sample("cn-gazette-jsonl").read_bytes().splitlines()[0])
    versions = []
    for times, title in enumerate(("first", "second"), 1):
        parsed = cn_gazette.parse({**row, "name": title}, Origin(source="cn-gazette-jsonl", file="x"))
        (part,) = parts_of(cn_gazette.SOURCE, title.encode(), parsed, None, None)
        versions.append(with_occurrence(part.version, occurrence(cn_gazette.SOURCE, times)))
    assert versions[0] > versions[1]
