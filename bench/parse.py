"""Parse American grants, bytes to filing, against bare lxml over the same bytes: ``python -m bench.parse``.

The grants are the real ones below ``$IPATLAS_SHARED`` (default ``../shared``); where they are not, the corpus writes
some. Both sides take turns, round after round, on one core; each side's figure is its best round, in CPU time.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from domain.filings import Origin
from loaders.archives import files_below, members
from loaders.elements import parse_xml
from loaders.records import cut
from loaders.sources import Layout
from loaders.uspto import grants

FIGURES = {"ratio": 0.15, "megabytes_per_second": 25.0}
_ROUNDS = 5
_ORIGIN = Origin(source=grants.SOURCE.name, file="bench.xml")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m bench.parse", description=__doc__)
    parser.add_argument("--size", type=int, default=1_000, help="grants to parse in all rounds together (%(default)s)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    told = parser.parse_args(arguments)
    origin, documents = real_grants()
    if not documents:
        origin, documents = generated_grants(min(told.size, 500))
    found = {"grants": origin, **measure(documents, max(_ROUNDS, told.size // len(documents)))}
    print(table(found))
    if told.json:
        told.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def real_grants() -> tuple[str, list[bytes]]:
    """Return the grants of the weekly files, none where they are not here."""
    shared = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[2] / "shared"))
    folder = shared / "data" / "uspto" / "grants"
    return "real", grants_below(folder) if folder.is_dir() else []


def generated_grants(count: int) -> tuple[str, list[bytes]]:
    """Return full-text grants that the corpus writes."""
    from bench.corpus.write import size, write  # slow to import, and needed only where there is nothing real

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), 1, size(count, 0, 1.0))
        return "generated", grants_below(Path(folder))


def grants_below(folder: Path) -> list[bytes]:
    """Return the bytes of every grant in the files of a folder."""
    return [
        record.raw
        for path in files_below(folder)
        for member in members(path)
        for record in cut(member.stream, Layout("documents"))
        if b"<us-patent-grant" in record.raw[:1000]
    ]


def measure(documents: list[bytes], rounds: int) -> dict[str, float | int]:
    """Time both sides in turns and return the figures."""

    def whole() -> None:
        for raw in documents:
            grants.parse(parse_xml(raw), _ORIGIN)

    def bare() -> None:
        for raw in documents:
            etree.fromstring(raw)

    megabytes = sum(map(len, documents)) / 1e6
    ours, peer = [], []
    for _ in range(rounds):
        peer.append(_timed(bare))
        ours.append(_timed(whole))
    return {
        "documents": len(documents),
        "megabytes": round(megabytes, 2),
        "rounds": rounds,
        "megabytes_per_second": round(megabytes / min(ours), 1),
        "bare_megabytes_per_second": round(megabytes / min(peer), 1),
        "ratio": round(min(peer) / min(ours), 3),
        "median_ratio": round(statistics.median(peer) / statistics.median(ours), 3),
    }


def _timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def table(found: Mapping[str, object]) -> str:
    """Return the figures as the table of docs/performance.md."""
    return "\n".join(
        [
            f"| {found['documents']} {found['grants']} grants, {found['megabytes']} MB, one core | ours | bare lxml | ratio | median ratio | figure |",
            "|---|---|---|---|---|---|",
            f"| parse, bytes to filing | {found['megabytes_per_second']} MB/s | {found['bare_megabytes_per_second']} MB/s "
            f"| {found['ratio']} × | {found['median_ratio']} × "
            f"| ≥ {FIGURES['ratio']} ×, ≥ {FIGURES['megabytes_per_second']:.0f} MB/s |",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
