"""A small invented register in office formats, and what a load of it must leave behind."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from bench.corpus.write import size, write
from domain import codec
from domain.engine import Engine
from domain.query import All, SearchRequest
from indexer import ledger
from indexer.build import COUNTS, LoadOptions, LoadReport, load
from indexer.engines.connect import ledger_of

HERE = LoadOptions(readers=0)
State = tuple[list[bytes], list[object], list[object]]


def write_corpus(folder: Path, patents: int = 40, marks: int = 16, seed: int = 3) -> list[Path]:
    """Write the register's files, and one again with other titles; return them by name."""
    write(folder, seed, size(patents, marks, 0.0), "none")
    raw = (folder / "us-grants-01.xml").read_bytes()
    (folder / "us-grants-02.xml").write_bytes(raw.replace(b"</invention-title>", b" corrected</invention-title>"))
    return sorted(folder.iterdir())


def loaded(engine: Engine, files: Sequence[Path], options: LoadOptions = HERE) -> LoadReport:
    """Load files; every count must agree with what was read."""
    report = load(engine, files, options)
    assert report.outcome == "complete", [(one.path.name, one.failure, one.counts) for one in report.files]
    counts = report.counts
    assert counts["read"] == sum(counts[name] for name in COUNTS[1:6])
    return report


def state_of(engine: Engine) -> State:
    """Return all that a load leaves: the export, every part of every record, and the ledger's files."""
    searcher = engine.searcher()
    lines = [codec.encode(one) for one in searcher.stream(SearchRequest(query=All()))]
    assert searcher.count(All()) == len(lines) == searcher.state().records
    assert searcher.state().sequence == searcher.state().indexed_sequence
    ids = [codec.decode(line).id for line in lines]
    parts: list[object] = [(id, searcher.parts(id)) for id in ids]
    with closing(ledger_of(engine)) as connection:
        files: list[object] = sorted(
            (one.sha256, one.name, one.source, one.complete, tuple(sorted(one.counts.items())))
            for one in ledger.files(connection)
        )
        rejects: list[object] = [(one.sha256, one.reject) for one in ledger.rejects(connection)]
    return lines, parts, [*files, *sorted(rejects, key=repr)]


def records_only(state: State) -> tuple[list[bytes], list[object]]:
    """Return what must not depend on the order of the files; the counts of each file may."""
    return state[0], state[1]


def names(paths: Iterable[Path]) -> list[str]:
    return [one.name for one in paths]
