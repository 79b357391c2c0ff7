"""What the measurements share: percentiles, the table of ``docs/performance.md``, and figures as JSON."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table: what was measured, ours, the bare peer, their ratio, and what is to be reached."""

    what: str
    ours: str
    bare: str
    ratio: float | None
    wanted: str
    met: bool


def arguments(doc: str | None, name: str, size: int) -> argparse.ArgumentParser:
    """Return the arguments that every measurement has."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=doc)
    parser.add_argument("--size", type=int, default=size, help="generated filings (%(default)s)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser


def table(title: str, figures: Sequence[Figure]) -> str:
    """Return the figures as a table."""
    lines = [f"| {title} | ours | bare | ratio | to reach | |", "|---|---|---|---|---|---|"]
    for one in figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f} ×"
        lines.append(
            f"| {one.what} | {one.ours} | {one.bare} | {ratio} | {one.wanted} | {'yes' if one.met else 'NO'} |"
        )
    return "\n".join(lines)


def told(title: str, figures: Sequence[Figure], path: Path | None) -> None:
    """Print the figures, and write them where a file is named."""
    print(table(title, figures))
    if path:
        found = {"title": title, "figures": [asdict(one) for one in figures]}
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5), percentile([5.0], 0.95)
    (2.5, 5.0)
    """
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
