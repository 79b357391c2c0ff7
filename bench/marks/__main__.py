"""Conflict searches in the frozen register of a million marks, by the protocol of its README.

The register and the planted marks are loaded through the product's loaders into ``--index`` (kept for the next run), then
each set, the rules and guards on generated marks, latency over HTTP and audit mode are measured and printed.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.marks import report, rules, timing
from bench.marks.measured import K, measured, sets_of
from bench.marks.plain import plain_search
from bench.marks.register import Pair, built, digest, marks_of, read_pairs, write_planted
from domain.engine import Engine
from domain.marks.check import Check
from domain.marks.register import MarkRegister
from indexer.build import LoadOptions, load
from indexer.engines.connect import EngineSettings, connect
from search_api.conflicts.core import find_conflicts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.marks", description=__doc__)
    parser.add_argument("--register", type=Path, help="register CSV (default: built by the shared folder's script)")
    parser.add_argument("--pairs", type=Path, help="decided pairs (default: dev_pairs.csv of the shared folder)")
    parser.add_argument("--office-pairs", type=Path, help="office pairs (default: dev_office_pairs.csv)")
    parser.add_argument("--index", type=Path, help="folder of the index; kept")
    parser.add_argument("--engine", help="IPATLAS_ENGINE of a cluster to measure in place of the embedded engine")
    parser.add_argument("--perturbations", type=int, default=500, help="marks of each rule and guard (%(default)s)")
    parser.add_argument("--names", type=int, default=500, help="names asked for latency (%(default)s)")
    parser.add_argument("--audits", type=int, default=500, help="names audited (%(default)s)")
    parser.add_argument("--only", choices=["build", "sets", "rules", "timing"], help="one part alone")
    parser.add_argument("--json", type=Path, help="where to write the figures, after each part")
    given = parser.parse_args()
    shared = Path(os.environ.get("IPATLAS_SHARED", "../shared"))
    conflicts = shared / "data" / "trademark-conflicts"
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.index or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        register = given.register or built(shared, folder)
        pairs = read_pairs(given.pairs or conflicts / "dev_pairs.csv")
        pairs += read_pairs(given.office_pairs or conflicts / "dev_office_pairs.csv")
        made: dict[str, Any] = {"register_sha256": digest(register)}
        settings = {"IPATLAS_ENGINE": given.engine or f"embedded:{folder / 'index'}", "IPATLAS_STATE": str(folder)}
        for name, figures in _parts(given, folder, settings, register, pairs):
            made[name] = figures
            if given.json:
                given.json.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(report.table(made))


def _parts(
    given: argparse.Namespace, folder: Path, settings: Mapping[str, str], register: Path, pairs: list[Pair]
) -> Iterator[tuple[str, Any]]:
    """Yield each part's name and figures as it is measured."""
    engine = connect(EngineSettings(settings["IPATLAS_ENGINE"], folder))
    if (seconds := _loaded(engine, folder, register, pairs)) is not None:
        yield "build", {"seconds": seconds}
    if given.only in (None, "sets"):
        yield "sets", _sets(engine, pairs)
    if given.only in (None, "timing"):
        yield "latency", timing.latency(settings, register, given.names)
    if given.only in (None, "rules"):
        found, guards = rules.measured(engine, register, given.perturbations)
        yield "rules", found
        yield "guards", guards
    if given.only in (None, "timing"):
        yield "audit", timing.audit(engine, register, given.audits)
    engine.close()


def _loaded(made: Engine, folder: Path, register: Path, pairs: list[Pair]) -> float | None:
    """Load the register and the planted marks where they are not there; return how many seconds that took, if known."""
    noted = folder / "build.json"
    planted = folder / "planted.csv"
    write_planted(pairs, planted)
    searcher = made.searcher()
    marks = sum(one.records for one in searcher.coverage() if one.right == "trademark")
    searcher.close()
    if marks == len(pairs) + marks_of(register):
        return float(json.loads(noted.read_text())["seconds"]) if noted.exists() else None
    started = time.perf_counter()
    done = load(made, [planted, register], LoadOptions(source_date="2024-01-01"))
    if done.outcome != "complete":
        raise SystemExit(f"the register did not load: {done.line()}")
    seconds = round(time.perf_counter() - started, 1)
    if done.counts["indexed"] != marks_of(register) + len(pairs):
        return None  # a load that went on where another had ended
    noted.write_text(json.dumps({"seconds": seconds}), encoding="utf-8")
    return seconds


def _sets(engine: Engine, pairs: list[Pair]) -> dict[str, dict[str, float]]:
    searcher = engine.searcher()
    assert isinstance(searcher, MarkRegister)
    sets = sets_of(pairs)

    def ask(check: Check) -> list[str]:
        found = find_conflicts(searcher, check, K).conflicts
        return [one.filing.mark.text or "" for one in found if getattr(one.filing, "mark", None)]  # type: ignore[union-attr]

    ours = measured(sets, ask)
    plain = measured(sets, lambda check: plain_search(searcher, check, K))
    found = {}
    for name, one in ours.items():
        other = plain[name].as_json()
        found[name] = {**one.as_json(), "ngram_r10": other["r10"], "ngram_r100": other["r100"]}
    return found


if __name__ == "__main__":
    main()
