"""``status``: what the engine holds, whether a load runs, which files are not read to their end."""

from contextlib import closing
from typing import Any

from domain.text import Wording
from indexer import ledger
from indexer.engines.connect import ledger_of, writing
from indexer.ledger import Run
from ui.cli.doors import AsJson, opened_engine, print_json, say


def status_command(as_json: AsJson = False) -> None:
    """Say what is held, whether a load is running, and what is not finished. 显示载入状态。"""
    with opened_engine() as engine, closing(ledger_of(engine)) as connection:
        busy = writing(engine)
        with closing(engine.searcher()) as searcher:
            state = searcher.state()
        runs = ledger.runs(connection, 10)
        files = ledger.files(connection)
        rejects = ledger.reject_count(connection)
    unfinished = [one for one in files if not one.complete]
    body: dict[str, Any] = {
        "engine": state.engine,
        "generation": state.generation,
        "records": state.records,
        "sequence": state.sequence,
        "indexed_sequence": state.indexed_sequence,
        "data_date": state.data_date,
        "loading": busy,
        "files": len(files),
        "unfinished": [{"file": one.name, "member": one.member, "next_record": one.next_record} for one in unfinished],
        "rejects": rejects,
        "runs": [_run(one, busy and at == 0) for at, one in enumerate(runs)],
    }
    if as_json:
        print_json(body)
        return
    for name in ("engine", "generation", "records", "data_date", "loading", "files", "rejects"):
        print(f"{name}\t{body[name] if body[name] is not None else ''}")
    for run in body["runs"]:
        counts = " ".join(f"{name}={count}" for name, count in run["counts"].items() if count)
        print(f"run {run['number']}\t{run['started']}\t{run['outcome']}\t{counts}")
    for one in unfinished:
        name = f"{one.name}: {one.member}" if one.member else one.name
        say(
            Wording(
                f"{name} 只读到第 {one.next_record:,} 条；再次载入即可继续。",
                f"{name} was read up to record {one.next_record:,}; load it again to go on.",
            )
        )


def _run(one: Run, live: bool) -> dict[str, Any]:
    """A run that says it is running and holds no lock was killed."""
    outcome = "interrupted" if one.outcome == "running" and not live else one.outcome
    return {
        "number": one.num,
        "started": one.started,
        "finished": one.finished,
        "outcome": outcome,
        "counts": dict(one.counts),
    }
