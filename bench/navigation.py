"""Time every analysis over an index, and check navigation against the real collections: ``python -m bench.navigation``.

Times are of a service call over a scope of about 100,000 publications, in wall and in processor seconds (a busy machine
tells the second). With ``--check`` the gazette and the American grants of ``$IPATLAS_SHARED`` are loaded whole and every
table is compared with the independent script's, cell by cell; ``--judged`` repeats the judgement of 200 names.
"""

import gzip
import json
import lzma
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure, arguments, told
from bench.indexes import filled, index_of, opened
from bench.judged import JUDGED, LETTERS, SEED
from domain import codec
from domain.codec import as_json
from domain.engine import Searcher
from domain.errors import RecordRejected
from domain.filings import Origin
from domain.proprietors import type_of
from domain.query import Exact, SearchRequest
from indexer.embeddings import DEFAULT, open_embedder, stored_text
from loaders.cnipa.regions import place_of
from loaders.jsonl import us_patents
from search_api.navigation import answers, catalog, scope
from search_api.navigation.clustering import mapped
from search_api.navigation.frame import Frame, frame_of
from search_api.settings import Budgets
from tests.navigation import independent
from tests.navigation.options import OPTIONS

_BUDGETS = Budgets(points_per_minute=0, cost_ms=1e9)
_SHARED = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "bench"
_GAZETTE, _GRANTS = _SHARED / "cn" / "cn_biblio.jsonl.gz", _SHARED / "us" / "us_patents.jsonl.xz"
_CONCORDANCE = "ipc,gbt4754\nH01M,C38\nG06F,I65\nA61K,C27\n"
_SLOW = {"landscape": 20.0}
_UNITS = (("publication", "filed"), ("application", "filed"), ("family", "priority_date"))


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "navigation", 1_000_000)
    parser.add_argument("--index", type=Path, help="a folder to keep the index in, or that holds one already")
    parser.add_argument("--query", default="", help="the scope (default: the span of years nearest to 100,000 records)")
    parser.add_argument("--check", action="store_true", help="compare all tables of the real collections, cell by cell")
    parser.add_argument("--judged", action="store_true", help="places of the gazette, and 200 judged names")
    parser.add_argument("--map", action="store_true", help="the stability of the topic map of the American grants")
    wanted = parser.parse_args(given)
    figures: list[Figure] = []
    if wanted.map:
        figures.append(stability())
    if wanted.judged:
        figures += [*places(), types()]
    if wanted.check:
        figures += checked()
    if not wanted.judged and not wanted.check and not wanted.map:
        with index_of(wanted.size, wanted.index) as folder:
            engine = opened(folder)
            figures += timed(engine.searcher(), wanted.query)
            engine.close()
    told("navigation", figures, wanted.json)
    return 0


def timed(searcher: Searcher, query: str) -> list[Figure]:
    """Time every analysis apart, then the twelve of the dashboard over one frame."""
    pairs = [("q", query or _span(searcher)), ("concordance", _CONCORDANCE), ("q2", "title:method")]
    found = []
    for name, analysis in catalog.ANALYSES.items():
        asked = scope.read(pairs, "en", _BUDGETS, analysis.unit)
        wall, spent, answer = _measured(lambda asked=asked, one=analysis: answers.answer(searcher, asked, one))
        most = _SLOW.get(name, 1.0)
        found.append(_figure(f"{name}, {answer.total:,} units", wall, spent, most))
    asked = scope.read(pairs, "en", _BUDGETS)

    def dashboard() -> Frame:
        frame = frame_of(searcher, asked)
        for name in catalog.DASHBOARD:
            answers.body(answers.analyse(frame, catalog.ANALYSES[name]))
        return frame

    wall, spent, frame = _measured(dashboard)
    found.append(_figure(f"dashboard of twelve, {len(frame.hits):,} publications", wall, spent, 4.0))
    return found


def _span(searcher: Searcher) -> str:
    """Return the years of publication that together hold about 100,000 records."""
    asked = scope.read([("q", "*"), ("right", "patent")], "en", _BUDGETS)
    rows = answers.answer(searcher, asked, catalog.ANALYSES["trend"]).found.rows[:-1]
    total, years = 0, []
    for one in rows:
        years.append(str(one.values[0]))
        total += int(one.values[1] or 0)
        if total >= 100_000:
            break
    return f"right:patent AND published:{years[0]}..{years[-1]}" if years else "*"


def _measured(call: Callable[[], Any]) -> tuple[float, float, Any]:
    call()  # the second call is measured: files are mapped and read by then, as in a service
    wall, spent = time.perf_counter(), time.process_time()
    answer = call()
    return time.perf_counter() - wall, time.process_time() - spent, answer


def _figure(what: str, wall: float, spent: float, most: float) -> Figure:
    return Figure(what, f"{wall:.2f} s", f"{spent:.2f} s of processor", None, f"≤ {most:g} s", wall <= most)


def stability() -> Figure:
    """Embed the American grants as an index does, and tell how well the maps of five seeds agree."""
    embedder = open_embedder(DEFAULT)
    assert embedder is not None
    texts = []
    for row in _lines(_GRANTS):
        with suppress(RecordRejected):
            texts.append(stored_text(codec.plain(us_patents.parse(row, Origin(source="bench", file=_GRANTS.name)))))
    steps = range(0, len(texts), 1_000)
    vectors = np.vstack([embedder.encode(texts[at : at + 1_000]) for at in steps]).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    spent = time.process_time()
    _, reached = mapped(vectors)
    what = f"topic map of {len(vectors):,} grants, adjusted Rand index over five seeds"
    said = f"{time.process_time() - spent:.1f} s of processor"
    return Figure(what, f"{reached:.3f}", said, None, "≥ .65, ≤ 20 s", reached >= 0.65)


def places() -> list[Figure]:
    """Tell how many addresses of the gazette have a province, a city, a country."""
    seen: dict[str, str] = {}
    for row in _lines(_GAZETTE):
        seen.setdefault(row["authorization_notice_id"], row["address"])
    found = [place_of(address) for address in seen.values()]
    mainland = [one for one in found if one.country in (None, "CN")]
    abroad = [one for one in found if one.country != "CN"]
    return [
        _share("gazette, mainland addresses with a province", sum(one.region is not None for one in mainland), len(mainland), 0.99),
        _share("gazette, mainland addresses with a city", sum(one.city is not None for one in mainland), len(mainland), 0.98),
        _share("gazette, other addresses with a country", sum(one.country is not None for one in abroad), len(abroad), 0.99),
    ]  # fmt: skip


def types() -> Figure:
    """Compare the type of proprietor with the judgement of 200 sampled names."""
    gazette: dict[str, str] = {}
    for row in _lines(_GAZETTE):
        gazette.setdefault(row["authorization_notice_id"], re.split(r"[;；?]+", row["patentee"])[0].strip())
    owners = [row["owner"] for row in _lines(_GRANTS) if row.get("owner")]
    dice = random.Random(SEED)
    names = dice.sample(list(gazette.values()), 140) + dice.sample(owners, 60)
    wrong = sum(LETTERS.get(type_of(name) or "") != judged for name, judged in zip(names, JUDGED, strict=True))
    return Figure("type of proprietor, 200 judged names, wrong", f"{wrong / 200:.3f}", "", None, "≤ .03", wrong <= 6)


def _share(what: str, part: int, whole: int, least: float) -> Figure:
    reached = part / whole if whole else 1.0
    return Figure(what, f"{reached:.4f} ({part:,} of {whole:,})", "", None, f"≥ {least}", reached >= least)


def checked() -> list[Figure]:
    """Load each real collection and compare every table with the independent script's."""
    found = []
    for name, path in (("cn-gazette-jsonl", _GAZETTE), ("us-patents-jsonl", _GRANTS)):
        with tempfile.TemporaryDirectory() as temporary:
            engine = opened(Path(temporary) / "index")
            filled(engine, [path])
            searcher = engine.searcher()
            exported = [_plain(one) for one in searcher.stream(SearchRequest(query=Exact("source", name)))]
            for unit, date in _UNITS:
                found.append(_compared(searcher, exported, name, unit, date))
            engine.close()
    return found


def _plain(filing: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(as_json(filing)))
    for name in ("description", "abstract", "claims"):
        whole.pop(name, None)
    return whole


def _compared(searcher: Searcher, exported: list[dict[str, Any]], name: str, unit: str, date: str) -> Figure:
    expected = independent.tables(exported, unit, date, str(searcher.state().data_date))
    cells = wrong = 0
    for key, table in expected.items():
        analysis, options = OPTIONS.get(key, (key, {}))
        asked = scope.read([("unit", unit), ("date", date), *options.items()], "en", _BUDGETS)
        rows = [list(one.values) for one in answers.answer(searcher, asked, answers.named(analysis)).found.rows]
        cells += sum(len(row) for row in table)
        wrong += abs(len(rows) - len(table))
        wrong += sum(
            one != other for mine, row in zip(rows, table, strict=False) for one, other in zip(mine, row, strict=True)
        )
    what = f"{name}, {len(exported):,} records by {unit}: cells that differ"
    return Figure(what, f"{wrong} of {cells:,}", "", None, "0", wrong == 0)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else lzma.open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
