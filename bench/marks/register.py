"""The frozen register with the planted marks, loaded through the product's loaders and kept for the next run."""

import csv
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ["id", "mark", "classes", "groups", "goods", "owner", "status", "filed"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a file of pairs: the asked mark, the earlier one, and what is known of them."""

    id: str
    mark_a: str
    classes_a: tuple[str, ...]
    goods_a: str
    mark_b: str
    classes_b: tuple[str, ...]
    goods_b: str
    office: str
    conflict: bool
    axes: frozenset[str]
    certainty: str


def read_pairs(path: Path) -> list[Pair]:
    """Read a file of decided pairs or of office pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["pair_id"], row["mark_a"], _classes(row["class_a"]), row.get("goods_a") or "", row["mark_b"],
                _classes(row["class_b"]), row.get("goods_b") or "", row.get("office") or row.get("forum") or "",
                (row.get("outcome") or row.get("label")) == "1",
                frozenset(one.strip() for one in (row.get("axis") or "").split(",")), row.get("certainty") or "",
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def _classes(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace(";", ",").split(",") if one.strip().isdigit())


def drawn_class(pair_id: str) -> str:
    """Return the class of a planted mark that names none."""
    return str(int(hashlib.sha1(pair_id.encode()).hexdigest(), 16) % 45 + 1)


def planted(pair: Pair) -> list[str]:
    """Return the planted row: in force, filed in 2000, with the pair's classes and goods."""
    classes = pair.classes_b or (drawn_class(pair.id),)
    goods = "" if "not stated" in pair.goods_b else pair.goods_b
    said = f"{classes[0]}: {goods}" if goods else ""
    return [pair.id, pair.mark_b, ";".join(classes), "", said, f"Earlier right {pair.id}", "in_force", "2000-01-01"]


def register_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a register."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def marks_of(path: Path) -> int:
    """Return how many marks a register has."""
    return sum(1 for _ in register_rows(path))


def write_planted(pairs: list[Pair], path: Path) -> None:
    """Write the planted marks as a register of their own."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(planted(one) for one in pairs)


def built(shared: Path, folder: Path) -> Path:
    """Return the frozen register, built where it is not there yet."""
    path = folder / "register.csv"
    if not path.exists():
        script = shared / "data" / "trademark-register" / "build.py"
        subprocess.run([sys.executable, str(script), str(path)], check=True)
    return path


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
