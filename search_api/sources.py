"""The sources as the API lists them: the format, its rights, where the office offers it, and what is loaded of it."""

from typing import Any

from domain.engine import Searcher
from loaders.catalog import SOURCES


def sources_body(searcher: Searcher) -> dict[str, Any]:
    """Return every source with the records loaded from it."""
    loaded: dict[str, int] = {}
    for row in searcher.coverage():
        loaded[row.source] = loaded.get(row.source, 0) + row.records
    return {
        "sources": [
            {
                "name": one.name,
                "title": {"zh": one.title.zh, "en": one.title.en},
                "office": one.office,
                "rights": list(one.rights),
                "rank": one.rank,
                "reads": one.reads,
                "url": one.url,
                "records": loaded.get(one.name, 0),
            }
            for one in SOURCES
        ]
    }
