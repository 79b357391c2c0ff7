"""Hybrid searches of both engines over the same filings: ``python -m bench.hybrid --engine both --size N``.

A question is the title and the abstract of one of the filings, asked as ``mode=hybrid``; its own record is left out of
the ten hits that are compared. The two engines answer in turns, so that what else the machine does burdens both alike.
``--cluster`` (or ``IPATLAS_TEST_ELASTICSEARCH``) names a running Elasticsearch; ``--files`` are read instead of generated
filings, the first N of them.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from bench.figures import milliseconds, percentile
from bench.indexes import publications
from bench.relevance.corpus import filings_of
from domain.engine import Engine, Searcher
from domain.filings import Filing
from domain.parts import Part, part_version
from domain.query import SearchRequest, Terms
from indexer.embeddings import DEFAULT
from indexer.engines.elastic import settings as clusters
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.similar.modes import Mode, search_by_meaning

_STEP, _TOP = 1_000, 10
_PREFIX = f"bench{os.getpid()}"
Given = Callable[[], Iterator[Filing]]
ENGINES = ("embedded", "elasticsearch")


@dataclass(frozen=True, slots=True)
class Side:
    """What one engine needed, in milliseconds, and what it found first, question by question."""

    times: list[float]
    found: list[list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``overlap`` is the mean share of the top ten that both engines show."""

    mode: str
    embedded: str
    elasticsearch: str
    overlap: float | None


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = _arguments()
    wanted = parser.parse_args(given)
    names = ENGINES if wanted.engine == "both" else (wanted.engine,)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = wanted.files or publications(folder / "files", wanted.size)

        def filings() -> Iterator[Filing]:
            return islice((one for file in files for one in filings_of(file)), wanted.size)

        asked = _questions(filings, wanted.size, wanted.questions)
        engines = [opened(name, folder, wanted.cluster) for name in names]
        try:
            for engine in engines:
                print(
                    f"{type(engine).__name__}: loaded in {milliseconds(partial(filled, engine, filings)) / 1000:.0f} s"
                )
            rows = [_row(mode, names, engines, asked) for mode in ("semantic", "hybrid")]
        finally:
            for engine in engines:
                _closed(engine)
    _told(f"{wanted.size:,} filings, {len(asked)} questions", rows, wanted.json)
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.hybrid", description=__doc__)
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    parser.add_argument("--size", type=int, default=10_000, help="filings (%(default)s)")
    parser.add_argument("--questions", type=int, default=100, help="questions (%(default)s)")
    parser.add_argument("--files", type=Path, nargs="+", help="files of filings to read instead of generated ones")
    parser.add_argument("--cluster", default=os.environ.get("IPATLAS_TEST_ELASTICSEARCH"), help="address of a cluster")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser


def opened(name: str, folder: Path, url: str | None) -> Engine:
    """Return an engine with vectors, empty."""
    if name == "embedded":
        return EmbeddedEngine(folder / "index", DEFAULT)
    if not url:
        raise SystemExit("name a running Elasticsearch in --cluster or IPATLAS_TEST_ELASTICSEARCH")
    settings = clusters.named(clusters.ClusterSettings(prefix=_PREFIX), url)
    engine = ElasticEngine(settings, folder / "state", DEFAULT)
    cleared(engine)
    return engine


def _closed(engine: Engine) -> None:
    if isinstance(engine, ElasticEngine):
        cleared(engine)
    engine.close()


def cleared(engine: ElasticEngine) -> None:
    """Delete what was measured."""
    client = engine.cluster.client.options(request_timeout=60)
    names = list(client.indices.get(index=f"{_PREFIX}-*"))
    if names:
        client.indices.delete(index=",".join(names))


def filled(engine: Engine, filings: Given) -> None:
    """Write filings into an engine."""
    version = part_version("2020-01-01", 0, 1, b"\0\0\0")
    given = filings()
    with engine.writer() as writer:
        while some := list(islice(given, _STEP)):
            writer.write(
                [
                    Part(id=one.id, source="bench", rank="extract", version=version, right=one.right, content=one)
                    for one in some
                ]
            )
        writer.finish()


def _questions(filings: Given, size: int, count: int) -> list[tuple[str, str]]:
    """Return ids and texts of filings evenly spread."""
    step = max(1, size // count)
    found = []
    for one in islice(filings(), 0, None, step):
        text = " ".join(said.text for said in (*one.title[:1], *one.abstract[:1]))
        if len(text.split()) > 20 and len(found) < count:
            found.append((one.id, text))
    return found


def _row(mode: Mode, names: Sequence[str], engines: Sequence[Engine], asked: Sequence[tuple[str, str]]) -> Row:
    sides = [Side([], []) for _ in engines]
    searchers = [engine.searcher() for engine in engines]
    for warm in (True, False):
        for own, text in asked:
            for searcher, side in zip(searchers, sides, strict=True):
                hits: list[str] = []

                def ask(searcher: Searcher = searcher, text: str = text, hits: list[str] = hits) -> None:
                    request = SearchRequest(query=Terms("text", text), size=_TOP + 1)
                    hits.extend(hit.id for hit in search_by_meaning(searcher, request, mode).hits)

                took = milliseconds(ask)
                if not warm:
                    side.times.append(took)
                    side.found.append([one for one in hits if one != own][:_TOP])
    told = {
        name: f"p50 {percentile(side.times, 0.5):.1f} ms, p95 {percentile(side.times, 0.95):.1f} ms"
        for name, side in zip(names, sides, strict=True)
    }
    shares = (
        [len(set(one) & set(other)) / _TOP for one, other in zip(*(side.found for side in sides), strict=True)]
        if len(sides) == 2
        else []
    )
    overlap = sum(shares) / len(shares) if shares else None
    return Row(mode, told.get("embedded", ""), told.get("elasticsearch", ""), overlap)


def _told(title: str, rows: Sequence[Row], path: Path | None) -> None:
    print(f"| {title} | embedded | Elasticsearch | overlap of the top 10 |\n|---|---|---|---|")
    for one in rows:
        overlap = "" if one.overlap is None else f"{one.overlap:.3f}"
        print(f"| {one.mode} | {one.embedded} | {one.elasticsearch} | {overlap} |")
    if path:
        found = {"title": title, "rows": [asdict(one) for one in rows]}
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
