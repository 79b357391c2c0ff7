"""A sentence is one value of tantivy's; its words must stand where the analysis says, across every gap."""

from itertools import pairwise

import pytest
import tantivy

from domain.analysis import analyse
from domain.engine import Paragraph
from indexer.engines.embedded import schema
from indexer.engines.embedded.tantivy_documents import tantivy_document
from indexer.engines.entries import Entry

_PARAGRAPHS = [
    Paragraph("en", "Alpha beta. Gamma delta? epsilon"),
    Paragraph("en", "zeta"),
    Paragraph("zh", "一种锂电池。包括壳体"),
    Paragraph("en", " ".join(f"w{at}" for at in range(1_030))),
]


@pytest.fixture(scope="module")
def searcher() -> tantivy.Searcher:
    index = tantivy.Index(schema.build())
    schema.register(index)
    writer = index.writer(20_000_000, 1)
    words = [("title", analyse(_PARAGRAPHS).marked())]
    entry = Entry(words=words, stems=[], terms=[], integers=[], rows=[], languages=[], counted=b"")
    writer.add_document(tantivy_document(entry, 1))
    writer.commit()
    index.reload()
    return index.searcher()


def test_words_stand_at_their_positions(searcher: tantivy.Searcher) -> None:
    analysed = analyse(_PARAGRAPHS)
    placed = list(zip(analysed.terms, analysed.positions, strict=True))
    sch = schema.build()
    for (term, at), (following, then) in pairwise(placed):
        for shift in (-1, 0, 1):
            if then - at + shift > 0:
                places: list[str | tuple[int, str]] = [(0, term), (then - at + shift, following)]
                found = searcher.search(tantivy.Query.phrase_query(sch, "title", places), 1).hits
                assert bool(found) == (shift == 0), (term, following, shift)
