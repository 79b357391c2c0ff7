"""The publishers' own reference tables: how many titles each gives, and that every parent is there."""

import io
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.classification import SCHEMES, parse_symbol
from domain.engine import ClassTitle
from domain.goods import tables
from domain.technology import FIELDS
from loaders.reference.catalog import table_of
from loaders.sources import Head
from tests.shared_files import shared_path

FILES = {
    "ref/ipc/titles/labels_group_id_4.tsv": {"ipc": 647},
    "ref/ipc/titles/labels_group_id_6.tsv": {"ipc": 7545},
    "ref/nice/alphabetical_list.csv": {"goods": 10_029},
    "ref/nice/classes.json": {"nice": 45},
    "ref/nice/coordinated_classes.csv": {"coordinated": 45},
    "ref/nice-cn/cn_similar_groups.csv": {"group": 45 + 487, "goods": 10_634},
    "ref/nice-cn/nice_en_to_cn_group.csv": {"goods": 8_596},
    "ref/cn/areas.csv": {"place": 2_971},
    "ref/cn/cities.csv": {"place": 333},
    "ref/cn/provinces.csv": {"place": 31},
    "ref/st3/country-codes.csv": {"country": 249},
    "ref/vienna/ViennaCodes.csv": {"vienna": 2_027},
    "ref/wipo35/ipc_technology.csv": {"technology": 35},
}


def read(name: str, raw: bytes) -> list[ClassTitle]:
    start = raw[:65536]
    root = re.search(rb"<([A-Za-z][\w-]*)", start) if start.lstrip().startswith(b"<") else None
    table = table_of(Head(name, start, root[1].decode() if root else None, start.decode("utf-8", "ignore")))
    assert table is not None
    return list(table.read(io.BytesIO(raw)))


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield member.name, stream.read()


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_lists(name: str) -> None:
    found = read(name, shared_path(name).read_bytes())
    assert Counter(one.scheme for one in found) == FILES[name]
    assert len({(one.scheme, one.symbol) for one in found}) == len(found)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("archive", "distinct"),
    [("ref/ipc/ipc_scheme_xml.tar.xz", 56_196), ("ref/cpc/cpc_scheme_xml_sample.tar.xz", 9_816)],
)
def test_schemes(archive: str, distinct: int) -> None:
    found: dict[str, ClassTitle] = {}
    for name, raw in members(shared_path(archive)):
        found.update((one.symbol, one) for one in read(name, raw))
    assert len(found) == distinct
    for one in found.values():
        assert parse_symbol(one.scheme, one.symbol) == one.symbol
        if one.level > 4:
            assert one.parent is not None and found[one.parent].level < one.level


@pytest.mark.shared
def test_symbols_of_the_lists_are_in_normal_form() -> None:
    for name in FILES:
        for one in read(name, shared_path(name).read_bytes()):
            if one.scheme in SCHEMES:
                assert parse_symbol(one.scheme, one.symbol) == one.symbol


@pytest.mark.shared
def test_the_table_that_ships_is_the_one_that_can_be_loaded() -> None:
    name = "ref/nice/coordinated_classes.csv"
    assert tables.coordinated_loaded(read(name, shared_path(name).read_bytes())) == tables.coordinated()


@pytest.mark.shared
def test_our_fields_of_technology_are_those_of_the_table() -> None:
    lines = shared_path("ref/wipo35/ipc_technology.csv").read_text(encoding="utf-8-sig").splitlines()
    patterns = {
        re.sub(r"[\s%]", "", found[1]) for line in lines if (found := re.search(r",([A-H]\d\d[A-Z][ \d]*/?%)", line))
    }
    assert patterns == {pattern for field in FIELDS for pattern in field.patterns.split()}
