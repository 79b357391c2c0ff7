"""The benchmark's records: read by the product's loaders, written into an embedded engine of the product's."""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from domain.engine import Engine
from domain.filings import Amendment, Filing
from domain.nearness import Nearness
from domain.parts import Part, part_version
from indexer.build import load
from indexer.embeddings import DEFAULT, open_embedder
from indexer.engines.embedded.engine import EmbeddedEngine
from loaders.load import read_parts

_STEP = 2_000


def loaded(folder: Path, files: list[Path], model: str = DEFAULT) -> Engine:
    """Return an engine that holds the files; a folder that holds them already is used as it is."""
    engine = _opened(folder, model)
    if not engine.searcher().state().records:
        load(engine, files)
    return engine


def _opened(folder: Path, model: str) -> EmbeddedEngine:
    """Open an engine; where it was kept from the time of another model, its vectors are made anew."""
    engine = EmbeddedEngine(folder, model)
    held = engine.searcher()
    embedder = open_embedder(model)
    if isinstance(held, Nearness) and (found := held.embedding()) and embedder and found.revision != embedder.revision:
        with engine.writer():
            pass
    return engine


def filings_of(path: Path) -> Iterator[Filing]:
    """Yield the filings that the product's loaders read off a file."""
    for batch in read_parts(path):
        for part in batch.parts:
            if part.content is not None and not isinstance(part.content, Amendment):
                yield part.content


def written(folder: Path, filings: Iterable[Filing], cut: Callable[[Filing], Filing], model: str = DEFAULT) -> Engine:
    """Return an engine that holds the filings cut down to what is to be found."""
    engine = _opened(folder, model)
    if engine.searcher().state().records:
        return engine
    with engine.writer() as writer:
        parts: list[Part] = []
        for filing in map(cut, filings):
            version = part_version("2020-01-01", 0, 1, b"\0\0\0")
            parts.append(
                Part(id=filing.id, source="bench", rank="extract", version=version, right=filing.right, content=filing)
            )
            if len(parts) == _STEP:
                writer.write(parts)
                parts.clear()
        writer.write(parts)
        writer.finish()
    return engine


def pairs(path: Path) -> list[tuple[str, str]]:
    """Return the two columns of a file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row[0], row[1]) for row in csv.reader(stream, delimiter="\t") if len(row) > 1]
