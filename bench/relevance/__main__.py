"""Measure how well the nearest records are found: ``python -m bench.relevance us|cn|models``.

The files are those of ``$IPATLAS_SHARED/data/bench``; they go through the product's loaders into an embedded engine and
its service answers. Printed beside: BM25 over one field, k1 1.2 and b .75.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from bench.relevance import american, chinese, models


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("set", choices=("us", "cn", "models"))
    parser.add_argument("--queries", choices=("title_abstract", "whole"), default="whole")
    parser.add_argument("--qrels", type=Path, help="query and relevant in two columns, in place of the set's own")
    parser.add_argument("--not-family", type=Path, help="those of the links that are not one family")
    parser.add_argument("--data", type=Path, help="the folder that holds us/ and cn/")
    parser.add_argument("--index", type=Path, help="a folder to keep the indexes in, or that holds them already")
    parser.add_argument("--limit", type=int, help="only so many queries")
    parser.add_argument("--model", action="append", default=[], help="a model to compare; once for each")
    parser.add_argument("--size", type=int, default=10_000, help="records that each model embeds (%(default)s)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    asked = parser.parse_args(given)
    shared = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[3] / "shared"))
    data = (asked.data or shared / "data" / "bench") / ("cn" if asked.set == "cn" else "us")
    with tempfile.TemporaryDirectory() as folder:
        index = asked.index or Path(folder)
        if asked.set == "us":
            report = american.measure(
                american.Given(data, index, asked.queries, asked.qrels, asked.not_family, asked.limit)
            )
        elif asked.set == "models":
            report = models.measure(models.Given(data, asked.qrels, tuple(asked.model), asked.size))
        else:
            report = chinese.measure(chinese.Given(data, index, asked.limit))
    print("\n".join(_lines(report)))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def _lines(report: Any, path: str = "") -> list[str]:
    """Return a line for each set of figures."""
    if not isinstance(report, dict):
        return [f"{path}: {report}"]
    if report and all(isinstance(one, float) for one in report.values()):
        return [f"{path}: " + " ".join(f"{name} {value:.3f}" for name, value in report.items())]
    return [line for name, inner in report.items() for line in _lines(inner, f"{path}/{name}" if path else name)]


if __name__ == "__main__":
    raise SystemExit(main())
