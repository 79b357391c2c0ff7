"""Count what every file below the given paths holds: ``python -m bench.counts PATH... [--markdown]``.

For each file: the records that an independent scan counts, those that were read as parts, skipped, and rejected, and
whether the counts agree; or the name of the format that is not read.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import LoadError, Unrecognised
from loaders.archives import files_below
from loaders.load import read_parts


@dataclass(slots=True)
class FileCount:
    """What one file holds."""

    name: str
    sources: set[str] = field(default_factory=set)
    read: int = 0
    records: int = 0
    parts: int = 0
    skipped: int = 0
    rejected: int = 0
    unrecognised: int = 0
    note: str = ""
    unread: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def agrees(self) -> bool:
        return self.read == self.records + self.skipped + self.rejected


def count_file(path: Path, name: str) -> FileCount:
    """Read one file and count."""
    found = FileCount(name)
    begun = time.perf_counter()
    try:
        for batch in read_parts(path):
            if batch.source:
                found.sources.add(batch.source.name)
            found.read += batch.read
            found.records += len(batch.records)
            found.parts += len(batch.parts)
            found.skipped += batch.skipped
            found.rejected += batch.rejected
            found.unrecognised += len(batch.unrecognised)
            found.unread.update(batch.unread_elements)
            reasons = Counter(f"{one.stage}: {one.reason_en}" for one in batch.rejects)
            found.note = "; ".join(filter(None, (found.note, *sorted(reasons))))
    except Unrecognised as error:
        found.note = f"not read: {error.format_name or 'unknown content'}"
    except LoadError as error:
        found.note = f"{error.reason}: {error.detail.en}"
    found.seconds = time.perf_counter() - begun
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the records of office files, twice, and compare.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--unread", action="store_true", help="also list elements that the source never looked at")
    wanted = parser.parse_args()
    print("| file | source | read | records | parts | skipped | rejected | other members | agrees | note |")
    print("|---|---|--:|--:|--:|--:|--:|--:|---|---|")
    for base in wanted.paths:
        for path in files_below(base):
            one = count_file(path, str(path.relative_to(base.parent)))
            print(
                f"| {one.name} | {' '.join(sorted(one.sources))} | {one.read} | {one.records} | {one.parts} "
                f"| {one.skipped} | {one.rejected} | {one.unrecognised} | {'yes' if one.agrees else 'NO'} | {one.note} |"
            )
            if wanted.unread and one.unread:
                print("unread:", ", ".join(f"{name} {times}" for name, times in one.unread.most_common(30)))


if __name__ == "__main__":
    main()
