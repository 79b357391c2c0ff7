"""Read queries of up to 16,000 characters, against lark alone over the same pieces: ``python -m bench.syntax``.

Each figure is the best of the rounds, in CPU time of one core. Hostile texts are refused; how fast is printed too.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.errors import QueryError
from search_api.syntax import parse
from search_api.syntax.grammar import structure
from search_api.syntax.leaves import leaves
from search_api.syntax.scanner import scan

LONGEST = 16_000
MOST_TERMS = 1_000
FIGURES = {"milliseconds": 100.0}


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m bench.syntax", description=__doc__)
    parser.add_argument("--size", type=int, default=5, help="rounds (%(default)s)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    told = parser.parse_args(arguments)
    found = {
        "queries": {name: measured(text, told.size) for name, text in queries().items()},
        "refused": {name: refused(text, told.size) for name, text in hostile().items()},
        "figures": FIGURES,
    }
    print(table(found))
    if told.json:
        told.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def queries() -> dict[str, str]:
    """Return queries by name, most of them as long as a query may be."""
    words = [f"electrolyte{number:03d}" for number in range(MOST_TERMS)]
    chinese = [f"固态电解质与隔膜{number}" for number in range(MOST_TERMS)]
    groups = [f"(title:solid{number} -liquid ipc:H01M10/052)" for number in range(MOST_TERMS)]
    return {
        "three words": "solid electrolyte battery",
        "a query of an expert": 'right:patent text:(solid electrolyte) ipc:H01M10/0562 filed:>=2020 NOT status(lapsed)',
        "words, AND": _filled(words, " AND "),
        "Chinese terms, OR": _filled(chinese, " OR "),
        "groups with fields": _filled(groups[: MOST_TERMS // 3], " OR "),
        "numbers, blanks": _filled([f"US{7_000_000 + 17 * number}B2" for number in range(MOST_TERMS)], " "),
    }  # fmt: skip


def hostile() -> dict[str, str]:
    """Return texts that must be refused at once."""
    return {
        "50,000 brackets": "(" * 50_000,
        "25,000 pairs": "()" * 25_000,
        "1,000,000 letters": "a" * 1_000_000,
        "16,000 operators": "AND " * (LONGEST // 4),
    }


def _filled(parts: list[str], joint: str) -> str:
    """Return as many parts, joined, as a query may have characters."""
    length, kept = 0, []
    for part in parts:
        length += len(part) + len(joint)
        if length > LONGEST:
            break
        kept.append(part)
    return joint.join(kept)


def measured(text: str, rounds: int) -> dict[str, Any]:
    """Return the milliseconds of a whole reading and of lark alone."""
    pieces, _ = leaves(scan(text), text, "en")
    whole, bare = _best(lambda: parse(text), rounds), _best(lambda: structure(pieces), rounds)
    return {"characters": len(text), "milliseconds": whole, "lark": bare, "ratio": whole / bare}


def refused(text: str, rounds: int) -> dict[str, Any]:
    """Return the milliseconds until a text is refused, and why it is."""
    try:
        parse(text)
    except QueryError as error:
        return {"characters": len(text), "milliseconds": _best(lambda: _try(text), rounds), "code": error.reason}
    raise ValueError("a hostile text was read")


def _try(text: str) -> None:
    try:
        parse(text)
    except QueryError:
        return


def _best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) * 1_000


def table(found: dict[str, Any]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| query | characters | ms | lark alone, ms | ratio |", "|---|---:|---:|---:|---:|"]
    for name, one in found["queries"].items():
        lines.append(
            f"| {name} | {one['characters']:,} | {one['milliseconds']:.2f} | {one['lark']:.2f} | {one['ratio']:.1f} |"
        )
    lines += ["", "| refused | characters | ms | code |", "|---|---:|---:|---|"]
    for name, one in found["refused"].items():
        lines.append(f"| {name} | {one['characters']:,} | {one['milliseconds']:.2f} | {one['code']} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
