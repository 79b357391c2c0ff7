"""Ids of records, and the keys under which records are found and linked.

A key is a number in one spelling, without kind: ``US-7272630`` (publication, registration of a patent),
``US-AP-10123456`` (application; a priority is the application that it names), ``US-TM-75932504`` (a mark: its id),
``US-TM-RN-3068631`` (registration of a mark), ``WO-TM-1234567`` (international registration of a mark), ``EM-D-…``,
``GB-GI-…``, ``CN-LD-…``, ``CN-SIGN-…`` (their ids), and ``*-7272630``: the digits alone, whatever the office.

Invariants: ``keys_of`` holds the id; equal numbers in any spelling give equal keys; the key of a publication is
the id without its kind.
"""

import re
from functools import lru_cache

from domain.filings import Citation, Filing, Number, NumberType, PartialDate, Right
from domain.numbers import cn, docdb, ep, marks, others, us, wo
from domain.numbers.spelling import folded, kind_of

_CACHE = 16_384  # a filing's numbers are asked for again by each of its fields
OWN_TYPES: tuple[NumberType, ...] = ("publication", "application", "registration", "international")
_CITED = re.compile(
    r"\s*([A-Z]{2})[\s-]*(?:PATENT|PAT)?\.?\s*(?:NOS?\.?)?\s*"
    r"((?:D|PP|RE|H|T)?\s*\d[\d\s,./-]*\d)\s*-?\s*([A-Z]\d?)?\s*"
)
_DESIGN_PATENTS = ("US", "CN", "JP", "KR")
"""Offices whose designs are published with a number and kind as patents are."""


@lru_cache(_CACHE)
def normal(
    office: str, number_type: NumberType, text: str, kind: str | None = None, *, date: PartialDate | None = None,
    right: Right = "patent",
) -> str:  # fmt: skip
    """Return the number in our normal form, without the office.

    ``date`` (of filing) completes an application number that lacks its series; ``right`` matters for marks and
    designs, whose numbers are kept as printed.

    >>> normal("US", "publication", "07272630"), normal("US", "application", "10/123,456")
    ('7272630', '10123456')
    >>> normal("EP", "application", "01963450.0"), normal("CN", "application", "201410408762.5")
    ('01963450', '2014104087625')
    >>> normal("WO", "application", "PCT/EP2003/011007"), normal("WO", "publication", "WO 2022/259205")
    ('PCTEP2003011007', '2022259205')
    >>> normal("US", "priority", "331477 P", date="2001-11-16")
    '60331477'
    >>> normal("EM", "application", "018222473", right="trademark")
    '018222473'
    """
    if right == "trademark":
        return marks.registration(text) if number_type == "registration" else marks.printed(text)
    if right != "patent" and not (right == "design" and office in _DESIGN_PATENTS):
        return marks.printed(text)
    if number_type in ("application", "priority", "international"):
        international = wo.application(text, office, kind)
        if international:
            return international
        if number_type == "international":
            return wo.publication(text)
        return _application(office, text, kind, date)
    if number_type == "original":
        return folded(text)
    return _publication(office, text)


def _application(office: str, text: str, kind: str | None, date: PartialDate | None) -> str:
    if office == "US":
        return us.application(text, kind, date)
    if office == "CN":
        return cn.application(text)
    if office == "EP":
        return ep.application(text)
    if office == "JP" and date:
        return docdb.application("JP", others.application("JP", text), kind, date)[1]
    return others.application(office, text, kind)


def _publication(office: str, text: str) -> str:
    if office == "US":
        return us.publication(text)
    if office == "CN":
        return cn.publication(text)
    if office == "EP":
        return ep.publication(text)
    if office == "WO":
        return wo.publication(text)
    return others.publication(office, text)


def publication_id(office: str, number: str, kind: str | None) -> str:
    """Return the id of a publication.

    >>> publication_id("US", "07272630", "B2"), publication_id("CN", "102025678", "A")
    ('US-7272630-B2', 'CN-102025678-A')
    >>> publication_id("US", "D0607201", "S1"), publication_id("WO", "2022/259205", "A1")
    ('US-D607201-S1', 'WO-2022259205-A1')
    >>> publication_id("US", "675108", " ")
    'US-675108-X'
    """
    return f"{office}-{_publication(office, number)}-{kind_of(kind) or 'X'}"


def mark_id(office: str, number: str) -> str:
    """Return the id of a mark's record, its number as printed.

    >>> mark_id("US", "75/932,504"), mark_id("EM", "012345678")
    ('US-TM-75932504', 'EM-TM-012345678')
    """
    return f"{office}-TM-{marks.printed(number)}"


def design_id(office: str, number: str, kind: str | None = None) -> str:
    """Return the id of a design: of a publication where there is a kind.

    >>> design_id("US", "D0607201", "S1"), design_id("EM", "000123456-0001")
    ('US-D607201-S1', 'EM-D-000123456-0001')
    """
    return publication_id(office, number, kind) if kind_of(kind) else f"{office}-D-{marks.printed(number)}"


def gi_id(office: str, number: str) -> str:
    """Return the id of a geographical indication.

    >>> gi_id("GB", "PGI-IT-02305")
    'GB-GI-PGI-IT-02305'
    """
    return f"{office}-GI-{marks.file_number(number)}"


def layout_id(office: str, number: str) -> str:
    """Return the id of a layout design.

    >>> layout_id("CN", "BS.185001234")
    'CN-LD-BS.185001234'
    """
    return f"{office}-LD-{marks.file_number(number)}"


def sign_id(office: str, number: str) -> str:
    """Return the id of a special sign.

    >>> sign_id("CN", "2008-17")
    'CN-SIGN-2008-17'
    """
    return f"{office}-SIGN-{marks.file_number(number)}"


@lru_cache(_CACHE)
def number_key(number_type: NumberType, office: str, number: str, right: Right = "patent") -> str:
    """Return the key of a number in normal form (other spellings are made normal first).

    >>> number_key("publication", "US", "07272630"), number_key("priority", "US", "10/123,456")
    ('US-7272630', 'US-AP-10123456')
    >>> number_key("application", "EP", "PCTEP2003011007"), number_key("application", "US", "75932504", "trademark")
    ('WO-AP-PCTEP2003011007', 'US-TM-75932504')
    >>> number_key("registration", "US", "3,068,631", "trademark")
    'US-TM-RN-3068631'
    >>> number_key("international", "WO", "1234567", "trademark")
    'WO-TM-1234567'
    """
    if right == "trademark":
        return _mark_key(number_type, office, number)
    if right == "gi":
        return gi_id(office, number)
    if right == "layout":
        return layout_id(office, number)
    if right == "sign":
        return sign_id(office, number)
    normalised = normal(office, number_type, number, right=right)
    if normalised.startswith("PCT"):
        return f"WO-AP-{normalised}"
    if number_type == "international":
        return f"WO-{normalised}"
    if right == "design" and office not in _DESIGN_PATENTS:
        return f"{office}-D-{normalised}"
    if number_type in ("application", "priority"):
        return f"{office}-AP-{normalised}"
    return f"{office}-{normalised}"


def _mark_key(number_type: NumberType, office: str, number: str) -> str:
    if number_type == "international":
        return f"WO-TM-{marks.international(number)}"
    if number_type == "registration" and office != "EM":
        return f"{office}-TM-RN-{marks.registration(number)}"
    return mark_id(office, number)


def bare_key(number: str) -> str | None:
    """Return the key of the digits alone, from six digits on.

    >>> bare_key("018222473"), bare_key("D607201"), bare_key("123"), bare_key("PGI-IT-02305")
    ('*-18222473', '*-607201', None, None)
    """
    digits = re.sub(r"\D", "", number)
    return f"*-{digits.lstrip('0')}" if len(digits) >= 6 and len(digits.lstrip("0")) >= 1 else None


def completed(number: Number) -> str:
    """Return the number in normal form, completed by its date where it lacks its series."""
    if number.type in ("application", "priority"):
        return normal(number.office, number.type, number.number, number.kind, date=number.date)
    return number.number


def key_of(number: Number, right: Right = "patent") -> str:
    """Return the key of one number of a filing.

    >>> key_of(Number(type="priority", office="US", number="331477", kind="P", date="2001-11-16"))
    'US-AP-60331477'
    """
    value = completed(number) if right in ("patent", "design") else number.number
    return number_key(number.type, number.office, value, right)


def keys_of(filing: Filing) -> tuple[str, ...]:
    """Return every key that a filing answers to: its id, its own numbers with and without kind, their digits."""
    keys = [filing.id]
    if filing.right in ("patent", "design") and filing.id.count("-") == 2:
        keys.append(filing.id.rpartition("-")[0])
    for number in filing.numbers:
        if number.type not in OWN_TYPES:
            continue
        keys.append(key_of(number, filing.right))
        if number.type == "publication" and kind_of(number.kind) and filing.right in ("patent", "design"):
            keys.append(f"{keys[-1]}-{kind_of(number.kind)}")
        bare = bare_key(number.number)
        if bare:
            keys.append(bare)
    return tuple(dict.fromkeys(keys))


def application_key(filing: Filing) -> str:
    """Return the key of the application that the filing is a publication of; its id without kind where none is known."""
    for number in filing.numbers:
        if number.type == "application":
            return key_of(number, filing.right)
    return id_without_kind(filing)


def id_without_kind(filing: Filing) -> str:
    """Return what the publications of one application share of their ids, where nothing else says so."""
    if filing.right in ("patent", "design") and filing.id.count("-") == 2:
        return filing.id.rpartition("-")[0]
    return filing.id


def citation_key(citation: Citation) -> str | None:
    """Return the key of the publication cited, ``None`` for other literature.

    >>> citation_key(Citation(office="US", number="1483338", kind="A")), citation_key(Citation(text="WO91/06571"))
    ('US-1483338', 'WO-1991006571')
    >>> citation_key(Citation(text="U.S.S.N. 662,276 filed February 28, 1991")), citation_key(Citation(text="A book"))
    (None, None)
    """
    if citation.office and citation.number:
        return number_key("publication", citation.office, citation.number)
    found = _CITED.fullmatch(folded(citation.text or "").replace("U.S.", "US"))
    if found and sum(one.isdigit() for one in found[2]) >= 5:
        return number_key("publication", found[1], found[2])
    return None
