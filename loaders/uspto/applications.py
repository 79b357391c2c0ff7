"""Published applications in the Red Book format: ``us-patent-application``, versions 4.0 to 4.7."""

from domain.filings import Origin, Parsed, Status
from domain.text import Wording
from loaders.elements import Element, local
from loaders.sources import Head, Layout, Skipped, Source
from loaders.uspto.bibliography import filing, opened
from loaders.uspto.citations import citations
from loaders.uspto.legal import application_dates
from loaders.uspto.schema import check_schema

ROOT = "us-patent-application"
SEQUENCES = "sequence-cwu"


def parse(root: Element, origin: Origin) -> Parsed | Skipped:
    """Read one published application; a sequence listing that stands beside them is skipped."""
    if local(root) == SEQUENCES:
        return Skipped("a sequence listing")
    check_schema(root, ROOT)
    document = opened(root, "us-bibliographic-data-application")
    filed = document.application.date if document.application else None
    return filing(
        document,
        origin,
        status=Status(state="pending", since=filed),
        dates=application_dates(document.publication, document.application, document.numbers),
        citations=citations(document.biblio),
    )


def _recognises(head: Head) -> bool:
    return head.root == ROOT or (head.root == SEQUENCES and "<kind>A" in head.text)


SOURCE = Source(
    name="uspto-applications",
    title=Wording("美国专利申请公开全文", "US patent applications, full text"),
    office="US",
    rights=("patent", "design"),
    rank="full_text",
    layout=Layout("documents"),
    recognises=_recognises,
    parse=parse,
    url="https://data.uspto.gov/bulkdata/datasets/appxml",
    reads="us-patent-application 4.0-4.7 (Red Book, 2005 and later)",
)
