"""Write a corpus into a folder, one record after the other, so that its size does not matter."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.corpus import docdb, euipo, events, gis, tables, us, uspto_marks
from bench.corpus.files import Files, Packing
from bench.corpus.mark_words import twin_of
from bench.corpus.marks import TODAY, entry
from bench.corpus.patents import DOCDB, patents
from bench.corpus.plan import Register

_TABLES = {
    "layout-designs": tables.LAYOUT_COLUMNS,
    "special-signs": tables.SIGN_COLUMNS,
    "legal-events": events.COLUMNS,
}
_FIRST_DESIGN, _LAST_DESIGN = date(2012, 1, 3), date(2025, 11, 25)


@dataclass(frozen=True, slots=True)
class Size:
    """How many filings of each right; ``fulltext`` is the share of patents with 80,000 characters of description.

    ``short`` patents have 3 KB each.
    """

    patents: int
    marks: int
    designs: int
    gis: int
    layouts: int
    signs: int
    fulltext: float = 0.0
    short: bool = False


DEMO_SEED = 20_260
DEMO = Size(patents=1280, marks=540, designs=100, gis=40, layouts=25, signs=15)


def size(patents: int, marks: int, fulltext: float = 0.0, short: bool = False) -> Size:
    """Return a corpus with the smaller rights in a fixed proportion, up to a few thousand of each."""
    return Size(
        patents=patents,
        marks=marks,
        designs=min(patents // 12, 20_000),
        gis=min(patents // 25, 3_000),
        layouts=min(patents // 40, 3_000),
        signs=min(patents // 70, 500),
        fulltext=fulltext,
        short=short,
    )


def write(folder: Path, seed: int, wanted: Size, packing: Packing = "none") -> dict[str, object]:
    """Write the corpus into ``folder``; return its manifest: records by file name, filings by right, planted pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {one.name: one for one in _files(folder, packing)}
    register = Register(seed, wanted.patents, wanted.short)
    streams: tuple[Iterator[tuple[str, str]], ...] = (
        patents(register, wanted.fulltext),
        _marks(seed, wanted.marks),
        _designs(seed, wanted.designs),
        (("gi-register", gis.gi(seed, wanted.gis, place)) for place in range(wanted.gis)),
        tables.layouts(seed, wanted.layouts),
        tables.signs(seed, wanted.signs),
        events.events(register, wanted.marks),
    )
    for stream in streams:
        for name, record in stream:
            files[name].add(record)
    for one in files.values():
        one.close()
    return manifest(seed, wanted, {one.name: one.records for one in files.values()})


def manifest(seed: int, wanted: Size, records: dict[str, int]) -> dict[str, object]:
    """Return what the corpus holds; ``planted`` lists the pairs of marks that are alike, and in what."""
    planted = []
    for place in range(wanted.marks):
        twin = twin_of(seed, place)
        if twin:
            earlier, later = entry(seed, wanted.marks, twin.earlier), entry(seed, wanted.marks, place)
            planted.append([earlier.id, later.id, twin.likeness])
    return {"seed": seed, "size": asdict(wanted), "records": records, "planted": planted}


def write_manifest(path: Path, held: dict[str, object]) -> None:
    """Write a manifest as JSON."""
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _files(folder: Path, packing: Packing) -> Iterator[Files]:
    def xml(name: str, head: str = "", tail: str = "") -> Files:
        return Files(folder, name, "xml", packing, head, tail)

    yield from map(
        xml, ("us-grants", "us-applications", "cn-patents", "ep-patents", "us-designs", "eu-marks", "eu-designs")
    )
    yield xml(DOCDB, docdb.head(TODAY), docdb.TAIL)
    yield xml("us-marks", uspto_marks.head(TODAY), uspto_marks.TAIL)
    yield Files(folder, "gi-register", "json", packing, "[\n", "\n]\n", ",\n")
    for name, columns in _TABLES.items():
        yield Files(folder, name, "csv", packing, tables.table_row(columns))


def _marks(seed: int, count: int) -> Iterator[tuple[str, str]]:
    for place in range(count):
        one = entry(seed, count, place)
        if one.office == "US":
            yield "us-marks", uspto_marks.record(one)
        else:
            yield "eu-marks", euipo.mark(seed, one)


def _designs(seed: int, count: int) -> Iterator[tuple[str, str]]:
    span = (_LAST_DESIGN - _FIRST_DESIGN).days
    writers: tuple[Callable[[int, int, date], str], ...] = (us.design_grant, euipo.design)
    for place in range(count):
        half = place // 2
        at = half if place % 2 == 0 else half - half % 2
        day = _FIRST_DESIGN + timedelta(span * at // max(count // 2, 1))
        name = "eu-designs" if place % 2 else "us-designs"
        yield name, writers[place % 2](seed, half, day - timedelta((day.weekday() - 1) % 7))
