"""Chinese publications as JSON lines: title, abstract, first claim, classes, applicants, inventors.

Invariants: office, number and kind are read off ``pubno``, since ``kind`` is empty for some; a line may be another
office's (Taiwan, Japan, Hong Kong); without a Chinese kind nothing is known of the status; a claim loses its number.
"""

import re
from dataclasses import replace
from typing import Any

from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import Claim, Dates, Design, Origin, Patent, Status
from domain.text import Text, Wording
from loaders.atlas.columns import language_of
from loaders.cnipa import publication
from loaders.cnipa.claims import without_number
from loaders.cnipa.publication import Printed
from loaders.cnipa.regions import province_named
from loaders.jsonl.lines import Line, has_keys, paragraphs, parties, said, several
from loaders.sources import Head, Layout, Source, dated
from loaders.symbols import symbols

_NUMBER = re.compile(r"([A-Z]{2})([A-Z]?\d+)([A-Z]\d?)?")


def recognises(head: Head) -> bool:
    """Recognise the lines by their keys."""
    return has_keys(head, "pubno", "title", "abstract", "claim1", "applicant", "ipc")


def parse(record: Line, origin: Origin) -> Patent | Design:
    """Read one line."""
    published = printed(said(record, "pubno"), said(record, "pubdate"), said(record, "kind"))
    title, abstract, claim = said(record, "title"), paragraphs(record, "abstract"), paragraphs(record, "claim1")
    lang = language_of(f"{title or ''}{abstract or ''}")
    return filing(
        origin, published, None,
        language=lang,
        title=(Text(lang, title),) if title else (),
        abstract=(Text(language_of(abstract), abstract),) if abstract else (),
        claims=(Claim(lang=language_of(claim), number=1, text=without_number(claim, 1)[1]),) if claim else (),
        parties=(
            *parties("applicant", several(record, "applicant"), region=province_named(said(record, "province"))),
            *parties("inventor", several(record, "inventor")),
        ),
        classes=symbols("locarno" if publication.is_design(published.kind, "") else "ipc", several(record, "ipc")),
    )  # fmt: skip


def printed(text: str | None, date: str | None, kind: str | None = None) -> Printed:
    """Return a publication number's office, digits and kind; raises ``RecordRejected`` where it has no such shape."""
    found = _NUMBER.fullmatch(text or "")
    if found is None:
        raise RecordRejected(
            "没有公布号，或其写法不对", "there is no publication number of a known shape", stage="format"
        )
    return Printed(found[1], found[2], found[3] or kind, partial_date(date))


def filing(origin: Origin, published: Printed, applied: Printed | None, **read: Any) -> Patent | Design:
    """Build the filing of a publication from its number, kind and date and from what the line says beside."""
    kind = "20" if (published.kind or "")[:1] in ("U", "Y") else "10"
    numbers = [publication.number("publication", published)]
    if applied is not None and applied.text:
        numbers.append(publication.number("application", applied))
    made = publication.filing(dated(origin, published.date), published, applied, kind, tuple(numbers), **read)
    if published.office == "CN" and published.kind:
        return made
    return replace(made, status=Status(state="unknown"), dates=Dates(published=published.date))


SOURCE = Source(
    name="cn-patents-jsonl",
    title=Wording("中国专利摘录（JSON 行）", "Extracts of Chinese publications (JSON lines)"),
    office="CN",
    rights=("patent", "design"),
    rank="extract",
    layout=Layout("json"),
    recognises=recognises,
    parse=parse,
    reads="JSON lines: pubno, kind, title, abstract, claim1, applicant, inventor, province, pubdate, ipc",
)
