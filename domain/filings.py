"""The six kinds of filing, and the amendment and withdrawal that arrive apart from one.

Every record is frozen; a sequence is a tuple; what is absent is ``None`` or empty and has no key in JSON.
The order of the fields is the order of the keys in the public JSON. Dates are ISO text of the precision that the
office gave: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Nothing here depends on when a file was loaded.
"""

from dataclasses import dataclass
from typing import Literal

from domain.text import Text

PartialDate = str
Right = Literal["patent", "trademark", "design", "gi", "layout", "sign"]
RIGHTS: tuple[Right, ...] = ("patent", "trademark", "design", "gi", "layout", "sign")
State = Literal["pending", "in_force", "lapsed", "expired", "unknown"]
STATES: tuple[State, ...] = ("pending", "in_force", "lapsed", "expired", "unknown")
NumberType = Literal["publication", "application", "priority", "registration", "international", "related", "original"]
PartyRole = Literal[
    "applicant",
    "inventor",
    "designer",
    "proprietor",
    "assignee",
    "agent",
    "examiner",
    "opponent",
    "licensee",
    "pledgee",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read: file and member names without folders, byte offset of the record in the member."""

    source: str
    file: str
    member: str | None = None
    offset: int = 0
    source_date: PartialDate | None = None
    loader_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The legal status by our five states beside the office's own word; ``reason`` says which lapse it is."""

    state: State
    since: PartialDate | None = None
    reason: str | None = None
    office_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a filing: ``number`` in our normal form, ``text`` as printed where it differs."""

    type: NumberType
    office: str
    number: str
    kind: str | None = None
    date: PartialDate | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of a filing; ``priority`` is the earliest claimed, ``expires`` the end of the term if fees are paid."""

    filed: PartialDate | None = None
    published: PartialDate | None = None
    granted: PartialDate | None = None
    registered: PartialDate | None = None
    priority: PartialDate | None = None
    in_force_from: PartialDate | None = None
    ended_on: PartialDate | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim; ``depends_on`` lists the numbers of the claims that it refers to, ascending."""

    lang: str
    number: int
    text: str
    depends_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a description; its paragraphs are separated by a line feed."""

    lang: str
    heading: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or company; ``name`` as the record gives it, ``original`` in the original script where it differs."""

    role: PartyRole
    name: str
    original: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSymbol:
    """A symbol in our normal form: ``H01M10/052``, Locarno ``14-02``, Nice ``9``, group ``0901``, Vienna ``24.07.01``."""

    scheme: Literal["ipc", "cpc", "uspc", "locarno", "nice", "group", "vienna", "usdesign"]
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A cited publication (office, number, kind) or other literature (text alone); category X, Y, A…"""

    office: str | None = None
    number: str | None = None
    kind: str | None = None
    date: PartialDate | None = None
    category: str | None = None
    phase: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEvent:
    """A legal event: the office's code and text, and our category (see ``domain/legal_events.py``)."""

    date: PartialDate | None = None
    code: str | None = None
    office: str
    category: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement on a mark: translation, transliteration, disclaimer, description, colour…"""

    type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The sign itself; ``kind`` is word, figurative, combined, sound, shape, colour, position, motion or other."""

    text: str | None = None
    kind: str | None = None
    image: str | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """The goods and services of one Nice class in one language; ``class_`` is the class number as text."""

    class_: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingBase:
    """What filings of every right share."""

    id: str
    right: Right
    office: str
    kind: str | None = None
    language: str | None = None
    family: str | None = None
    origin: Origin
    status: Status = Status(state="unknown")
    numbers: tuple[Number, ...] = ()
    dates: Dates = Dates()
    title: tuple[Text, ...] = ()
    abstract: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = ()
    description: tuple[Section, ...] = ()
    parties: tuple[Party, ...] = ()
    classes: tuple[ClassSymbol, ...] = ()
    citations: tuple[Citation, ...] = ()
    events: tuple[LegalEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patent(FilingBase):
    """A publication of a patent, utility model, plant patent or application for one.

    ``designated``: the states (ST.3) for which a regional or international one asks protection, extensions included.
    """

    right: Literal["patent"] = "patent"
    designated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trademark(FilingBase):
    """The record of a mark in a register."""

    right: Literal["trademark"] = "trademark"
    mark: Mark | None = None
    goods: tuple[Goods, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Design(FilingBase):
    """A design, registered or granted as a design patent; ``views`` are the names of its pictures in the file."""

    right: Literal["design"] = "design"
    product: str | None = None
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographicalIndication(FilingBase):
    """A geographical indication: names in ``title``, the product it covers and the area it comes from."""

    right: Literal["gi"] = "gi"
    product: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutDesign(FilingBase):
    """A layout design (topography) of an integrated circuit."""

    right: Literal["layout"] = "layout"
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialSign(FilingBase):
    """A special sign with protection of its own (official symbol, emblem, hallmark…), from a list and its edition."""

    right: Literal["sign"] = "sign"
    mark: Mark | None = None
    product: str | None = None


Filing = Patent | Trademark | Design | GeographicalIndication | LayoutDesign | SpecialSign


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What arrives apart from its filing: events, a status, new parties, a reclassification.

    ``target`` is a record id or a number key (``numbers.number_key``); it meets every filing that has that number.
    ``group`` tells amendments of one target apart: a later one of the same group replaces the earlier.
    ``parties`` replace those of the same roles.
    """

    target: str
    origin: Origin
    group: str
    events: tuple[LegalEvent, ...] = ()
    status: Status | None = None
    parties: tuple[Party, ...] = ()
    classes: tuple[ClassSymbol, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The source takes its record of ``id`` back; what other sources say of it stays."""

    id: str
    right: Right
    origin: Origin


Parsed = Filing | Amendment | Withdrawal
