"""Count what every file below the given paths holds: ``python -m bench.counts PATH... [--markdown FILE] [--unread]``.

For each file: the records that an independent scan counts, those that were read as parts, skipped, and rejected, and
whether the counts agree; or the name of the format that is not read. Files without records are summed up by folder.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import LoadError, Unrecognised
from loaders.archives import files_below
from loaders.load import read_parts

HEAD = (
    "| file | source | read | records | parts | skipped | rejected | other members | agrees | why rejected |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|---|---|"
)


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

    @property
    def agrees(self) -> bool:
        """Whether what the independent scan counts is what was read."""
        return self.read == self.records + self.skipped + self.rejected


def count_file(path: Path, name: str) -> FileCount:
    """Read one file and count."""
    found = FileCount(name)
    reasons: Counter[str] = Counter()
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
            reasons.update(f"{one.stage}: {one.reason_en}" for one in batch.rejects)
    except Unrecognised as error:
        found.note = f"not read: {error.format_name or 'unknown content'}"
    except LoadError as error:
        found.note = f"{error.reason}: {error.detail.en}"
    found.note = "; ".join(filter(None, (found.note, *sorted(reasons))))
    return found


def rows(counts: list[FileCount]) -> Iterator[str]:
    """Yield the lines of the two tables: files that hold records, and formats that are not read."""
    yield HEAD
    for one in counts:
        if one.sources:
            yield (
                f"| {one.name} | {' '.join(sorted(one.sources))} | {one.read} | {one.records} | {one.parts} "
                f"| {one.skipped} | {one.rejected} | {one.unrecognised} | {'yes' if one.agrees else 'NO'} | {one.note} |"
            )
    yield "\n| folder | files | not read |\n|---|--:|---|"
    others: Counter[tuple[str, str]] = Counter()
    for one in counts:
        if not one.sources:
            folder = "/".join(one.name.split("/")[:-1][:2])
            others[folder, one.note.removeprefix("not read: ") or f"{one.unrecognised} members, none of a source"] += 1
    for (folder, note), times in sorted(others.items()):
        yield f"| {folder} | {times} | {note} |"


def main() -> None:
    """Count, print, and say by the exit code whether all counts agree."""
    parser = argparse.ArgumentParser(description="Count the records of office files, twice, and compare.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--markdown", type=Path, help="write the tables as a page of documentation")
    parser.add_argument("--json", type=Path, help="write the counts of each file")
    parser.add_argument("--unread", action="store_true", help="also list elements that the source never looked at")
    wanted = parser.parse_args()
    counts = [
        count_file(path, path.relative_to(base.parent).as_posix())
        for base in wanted.paths
        for path in files_below(base)
    ]
    table = "\n".join(rows(counts)) + "\n"
    print(table)
    if wanted.unread:
        for one in counts:
            if one.unread:
                print(one.name, ", ".join(f"{name} {times}" for name, times in one.unread.most_common(30)))
    if wanted.markdown:
        bases = " ".join(f"DATA/{base.name}" for base in wanted.paths)
        command = f"python -m bench.counts {bases} --markdown docs/sources/counts.md"
        wanted.markdown.write_text(
            "# What the real files hold · 真实文件的记录数\n\n"
            "`read` is counted by a scan of the bytes that shares no code with the reader; it agrees where\n"
            "`read = records + skipped + rejected`. Elements never looked at: `--unread`.\n\n"
            f"```\n{command}\n```\n\n{table}",
            encoding="utf-8",
        )
    if wanted.json:
        plain = [{"file": one.name, "read": one.read, "records": one.records, "agrees": one.agrees} for one in counts]
        wanted.json.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
    raise SystemExit(0 if all(one.agrees for one in counts) else 1)


if __name__ == "__main__":
    main()
