"""Rows of the Chinese patent gazette as JSON lines: bibliography alone.

Invariants: the publication number is the key; an application number that a spreadsheet turned into a rounded number
(``2.01E+12``) is left out, for its digits are lost; the filing date is kept; of several rows of one publication the
first counts.
"""

import re

from domain.dates import partial_date
from domain.filings import Design, Origin, PartyRole, Patent
from domain.text import Text, Wording
from loaders.atlas.columns import language_of
from loaders.cnipa import publication
from loaders.cnipa.publication import Printed
from loaders.cnipa.regions import place_of
from loaders.jsonl.cn_patents import filing, printed
from loaders.jsonl.lines import Line, has_keys, parties, said
from loaders.sources import Head, Layout, Source
from loaders.symbols import symbols

_APPLICATION = re.compile(r"\d{12}[\dX]|\d{8}[\dX]")
_SEVERAL = re.compile(r"[;；?]+")
_EDITION = re.compile(r"\([^)]*\)[A-Z]*")


def recognises(head: Head) -> bool:
    """Recognise the lines by their keys."""
    return has_keys(head, "authorization_notice_id", "filing_id", "patentee", "Int.Cl.")


def parse(record: Line, origin: Origin) -> Patent | Design:
    """Read one line."""
    published = printed(said(record, "authorization_notice_id"), said(record, "authorized_announcement_date"))
    number = said(record, "filing_id") or ""
    filed = partial_date(said(record, "filing_date"))
    applied = Printed("CN", number if _APPLICATION.fullmatch(number) else "", None, filed)
    design = publication.is_design(published.kind, "")
    holder: PartyRole = "proprietor" if publication.is_granted(published.kind, published.date) else "applicant"
    place = place_of(said(record, "address"))
    title = said(record, "name")
    return filing(
        origin, published, applied,
        language="zh",
        title=(Text(language_of(title), title),) if title else (),
        parties=(
            *parties(holder, _parted(said(record, "patentee")),
                     country=place.country, region=place.region, city=place.city),
            *parties("designer" if design else "inventor", _parted(said(record, "designer"))),
        ),
        classes=symbols("locarno" if design else "ipc", _symbols(said(record, "Int.Cl."))),
        product=title,
    )  # fmt: skip


def _parted(text: str | None) -> list[str]:
    """Return the names of a cell; a line end inside it came out of the gazette as question marks."""
    return [name for one in dict.fromkeys(_SEVERAL.split(text or "")) if (name := one.strip())]


def _symbols(text: str | None) -> list[str]:
    return [_EDITION.sub("", one).strip() for one in _parted(text)]


SOURCE = Source(
    name="cn-gazette-jsonl",
    title=Wording("中国专利公报条目（JSON 行）", "Rows of the Chinese patent gazette (JSON lines)"),
    office="CN",
    rights=("patent", "design"),
    rank="extract",
    layout=Layout("json"),
    recognises=recognises,
    parse=parse,
    repeats="first",  # a row that stands again is a slip of the spreadsheet; of some, only the first is whole
    reads="JSON lines: name, authorization_notice_id, filing_id, patentee, designer, address, Int.Cl.",
)
