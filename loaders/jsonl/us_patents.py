"""American grants as JSON lines: title, abstract, owner, the beginning of the description, and the patents cited.

Invariants: ``date`` is the filing date, and no other date is known, so the day of the grant and the kind are absent and
an id ends in ``-X``; a number that begins with D is a design's; statutory invention registrations (H) give no right.
"""

from typing import Any

from domain import numbers
from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import Citation, Dates, Design, Number, Origin, Patent, Right, Section, Status
from domain.terms import term_end
from domain.text import Text, Wording
from loaders.jsonl.lines import Line, has_keys, paragraphs, parties, said, several
from loaders.sources import Head, Layout, Source, dated


def recognises(head: Head) -> bool:
    """Recognise the lines by their keys."""
    return has_keys(head, "number", "title", "abstract", "owner", "desc", "cites")


def parse(record: Line, origin: Origin) -> Patent | Design:
    """Read one line."""
    printed = said(record, "number")
    if not printed:
        raise RecordRejected("没有专利号", "there is no patent number", stage="format")
    number = numbers.normal("US", "publication", printed)
    filed = partial_date(said(record, "date"))
    right: Right = "design" if number.startswith("D") else "patent"
    title, abstract, description = (
        said(record, "title"), paragraphs(record, "abstract"), paragraphs(record, "desc"),
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": numbers.publication_id("US", number, None),
        "office": "US",
        "language": "en",
        "origin": dated(origin, filed),
        "status": Status(state="unknown" if number.startswith("H") else "in_force"),
        "numbers": (_number(printed, number),),
        "dates": Dates(filed=filed, expires=term_end(right, "US", _kind(number), filed, None)),
        "title": (Text("en", title),) if title else (),
        "abstract": (Text("en", abstract),) if abstract else (),
        "description": (Section(lang="en", text=description),) if description else (),
        "parties": _owners(record),
        "citations": tuple(_citation(one) for one in several(record, "cites")),
    }
    return Design(**values, product=title) if right == "design" else Patent(**values)


def _number(printed: str, number: str) -> Number:
    text = printed if printed != number else None
    return Number(type="publication", office="US", number=number, text=text)


def _kind(number: str) -> str:
    """Return what the number says of the kind: reissues and registrations of inventions have no term by the rule."""
    return "E" if number.startswith("RE") else "H" if number.startswith("H") else "B"


def _owners(record: Line) -> tuple[Any, ...]:
    owner = said(record, "owner")
    place = {"country": said(record, "country"), "city": said(record, "city")}
    return tuple(parties("assignee", [owner] if owner else [], **place))


def _citation(printed: str) -> Citation:
    return Citation(office="US", number=numbers.normal("US", "publication", printed))


SOURCE = Source(
    name="us-patents-jsonl",
    title=Wording("美国授权专利摘录（JSON 行）", "Extracts of American grants (JSON lines)"),
    office="US",
    rights=("patent", "design"),
    rank="extract",
    layout=Layout("json"),
    recognises=recognises,
    parse=parse,
    reads="JSON lines: number, title, abstract, owner, city, country, date, desc, cites",
)
