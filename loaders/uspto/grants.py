"""Grants in the Red Book format: ``us-patent-grant``, versions 4.0 to 4.7."""

from typing import Any

from domain.filings import Origin, Parsed
from domain.text import Wording
from loaders.elements import Element, local
from loaders.sources import Head, Layout, Skipped, Source
from loaders.uspto.bibliography import filing, opened
from loaders.uspto.citations import citations
from loaders.uspto.legal import disclaimers, grant_dates, grant_status
from loaders.uspto.schema import check_schema

ROOT = "us-patent-grant"
SEQUENCES = "sequence-cwu"


def parse(root: Element, origin: Origin) -> Parsed | Skipped:
    """Read one grant; a sequence listing that stands beside the grants is skipped."""
    if local(root) == SEQUENCES:
        return Skipped("a sequence listing")
    check_schema(root, ROOT)
    document = opened(root, "us-bibliographic-data-grant")
    own: dict[str, Any] = {
        "status": grant_status(document.publication),
        "dates": grant_dates(
            document.publication, document.application, document.numbers, document.right, document.biblio
        ),
        "citations": citations(document.biblio),
        "events": disclaimers(document.biblio),
    }
    return filing(document, origin, **own)


def _recognises(head: Head) -> bool:
    return head.root == ROOT or (head.root == SEQUENCES and "<kind>A" not in head.text)


SOURCE = Source(
    name="uspto-grants",
    title=Wording("美国专利授权公告全文", "US patent grants, full text"),
    office="US",
    rights=("patent", "design"),
    rank="full_text",
    layout=Layout("documents"),
    recognises=_recognises,
    parse=parse,
    url="https://data.uspto.gov/bulkdata/datasets/ptgrxml",
    reads="us-patent-grant 4.0-4.7 (Red Book, 2005 and later)",
)
