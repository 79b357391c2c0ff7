"""Conflict searches in the frozen register of a million marks, by the protocol of its README.

The register and the planted marks are loaded through the product's loaders into ``--index`` (kept for the next run), then
each set, the rules and guards on generated marks, latency over HTTP and audit mode are measured and printed.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.marks import report, rules, timing
from bench.marks.measured import K, measured, sets_of
from bench.marks.plain import plain_search
from bench.marks.register import built, digest, read_pairs, register_rows, write_planted
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
    parser.add_argument("--perturbations", type=int, default=500, help="generated marks of each rule and guard")
    parser.add_argument("--names", type=int, default=500, help="names asked for latency")
    parser.add_argument("--audits", type=int, default=20, help="names audited")
    parser.add_argument("--only", choices=["sets", "rules", "timing"], help="one part alone")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    shared = Path(os.environ.get("IPATLAS_SHARED", "../shared"))
    conflicts = shared / "data" / "trademark-conflicts"
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.index or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        register = given.register or built(shared, folder)
        pairs = read_pairs(given.pairs or conflicts / "dev_pairs.csv")
        pairs += read_pairs(given.office_pairs or conflicts / "dev_office_pairs.csv")
        engine, seconds = _loaded(folder, register, pairs, given.engine)
        made: dict[str, Any] = {"register_sha256": digest(register), "build": {"seconds": seconds}}
        if given.only in (None, "sets"):
            made["sets"] = _sets(engine, pairs)
        if given.only in (None, "rules"):
            made["rules"], made["guards"] = rules.measured(engine, register, given.perturbations)
        if given.only in (None, "timing"):
            made["latency"] = timing.latency(engine, register, given.names)
            made["audit"] = timing.audit(engine, register, given.audits)
        engine.close()
    print(report.table(made))
    if given.json:
        given.json.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _loaded(folder: Path, register: Path, pairs: Any, engine: str | None) -> tuple[Engine, float]:
    """Return the engine with the register and the planted marks, and how long loading took (0: it was there)."""
    made = connect(EngineSettings(engine or f"embedded:{folder / 'index'}", folder))
    planted = folder / "planted.csv"
    write_planted(pairs, planted)
    searcher = made.searcher()
    marks = sum(one.records for one in searcher.coverage() if one.right == "trademark")
    searcher.close()
    if marks == len(pairs) + sum(1 for _ in register_rows(register)):
        return made, 0.0
    started = time.perf_counter()
    done = load(made, [planted, register], LoadOptions(source_date="2024-01-01"))
    if done.outcome != "complete":
        raise SystemExit(f"the register did not load: {done.line()}")
    return made, round(time.perf_counter() - started, 1) if done.counts["indexed"] else 0.0


def _sets(engine: Engine, pairs: Any) -> dict[str, dict[str, float]]:
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
