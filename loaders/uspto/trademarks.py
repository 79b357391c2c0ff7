"""USPTO trade-mark applications, daily and annual XML (version 2.0): one case file is one transaction of a mark.

Invariants: a transaction replaces the groups that it carries and leaves the others as they were; an empty group is not
carried; a record with nothing but a status changes nothing but the status.
"""

from domain import numbers
from domain.dates import partial_date, years_later
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Dates, Goods, LegalEvent, Mark, Number, Origin, Statement, Status, Trademark
from domain.text import Wording
from loaders.elements import Element, content, context, every, first
from loaders.sources import Head, Layout, Skipped, Source, dated
from loaders.uspto.trademark_codes import category_of, kind_of_mark, state_of, statement_type
from loaders.uspto.trademark_goods import class_symbol, goods_class, resolved
from loaders.uspto.trademark_links import classes, foreign_numbers, international_numbers, parties, prior_numbers
from loaders.uspto.trademark_statuses import WORDS

ROOT = "trademark-applications-daily"
RECORD = "case-file"
_HEADER = "case-file-header"
_TEN_YEAR_TERMS_FROM = "1989-11-16"
_NONE = "0"

GROUPS: dict[str, tuple[str, ...]] = {
    "status": (
        "status", "dates.registered", "dates.in_force_from", "dates.ended_on", "dates.expires",
        "numbers.application", "numbers.registration",
    ),
    "header": ("language", "mark.text", "mark.kind", "dates.filed", "dates.published", "parties.examiner"),
    "statements": ("goods", "mark.statements"),
    "events": ("events",),
    "prior": ("numbers.related",),
    "foreign": ("numbers.priority", "numbers.related", "dates.priority"),
    "classes": ("classes.nice",),
    "correspondent": ("parties.agent",),
    "owners": ("parties.applicant", "parties.proprietor"),
    "designs": ("classes.usdesign",),
    "international": ("numbers.international", "dates.priority"),
}  # fmt: skip
_ELEMENTS = {
    "statements": "case-file-statements",
    "events": "case-file-event-statements",
    "prior": "prior-registration-applications",
    "foreign": "foreign-applications",
    "classes": "classifications",
    "correspondent": "correspondent",
    "owners": "case-file-owners",
    "designs": "design-searches",
    "international": "international-registration",
}


def recognises(head: Head) -> bool:
    """Recognise the file by its root element."""
    return head.root == ROOT


def carried(record: Element) -> frozenset[str]:
    """Return the groups that a transaction carries; a header without mark and filing date is a status alone."""
    found = {group for group, name in _ELEMENTS.items() if first(record, f"{name}/*") is not None}
    if _has(record, _HEADER):
        found.add("status")
        if _has(record, f"{_HEADER}/filing-date") or _has(record, f"{_HEADER}/mark-identification"):
            found |= {"header", "correspondent"}
    return frozenset(found)


def _has(record: Element, path: str) -> bool:
    return first(record, path) is not None


def parse(record: Element, origin: Origin) -> Trademark | Skipped:
    """Read one case file."""
    serial = content(record, "serial-number")
    if not serial or not serial.isdigit():
        raise RecordRejected("没有申请号（serial-number）", "there is no serial number", stage="format")
    around = context(record)
    if around.get("version-no", "2.0") != "2.0":
        raise UnknownSchemaVersion("只能读取 2.0 版", "only version 2.0 is read")
    if not carried(record):
        return Skipped("a transaction that carries no group")
    transacted = partial_date(content(record, "transaction-date")) or partial_date(
        around.get("creation-datetime", "")[:8]
    )
    status = _status(record)
    own = _own_numbers(record, serial)
    foreign, claimed = foreign_numbers(record)
    international, madrid_claimed = international_numbers(record)
    return Trademark(
        id=numbers.mark_id("US", serial),
        office="US",
        language="en",
        origin=dated(origin, transacted),
        status=status,
        numbers=own + prior_numbers(record) + foreign + international,
        dates=_dates(record, status, claimed or madrid_claimed, transacted),
        parties=parties(record),
        classes=classes(record),
        events=_events(record),
        mark=_mark(record),
        goods=_goods(record),
    )


def _date(record: Element, name: str) -> str | None:
    return partial_date(content(record, f"{_HEADER}/{name}"))


def _status(record: Element) -> Status:
    code = content(record, f"{_HEADER}/status-code")
    if not code:
        return Status(state="unknown")
    state, reason = state_of(code)
    return Status(state=state, since=_date(record, "status-date"), reason=reason, office_text=WORDS.get(code, code))


def _own_numbers(record: Element, serial: str) -> tuple[Number, ...]:
    found = [Number(type="application", office="US", number=serial)]
    printed = content(record, "registration-number") or ""
    number = numbers.normal("US", "registration", printed, right="trademark")
    if number and number != _NONE:
        text = printed if printed != number else None
        found.append(
            Number(type="registration", office="US", number=number, date=_date(record, "registration-date"), text=text)
        )
    return tuple(found)


def _dates(record: Element, status: Status, priority: str | None, transacted: str | None) -> Dates:
    registered = _date(record, "registration-date")
    ended = None
    if status.state in ("lapsed", "expired"):
        ended = _date(record, "cancellation-date") or _date(record, "abandonment-date") or status.since
    return Dates(
        filed=_date(record, "filing-date"),
        published=_date(record, "published-for-opposition-date"),
        registered=registered,
        priority=priority,
        in_force_from=registered,
        ended_on=ended,
        expires=_term(status, _date(record, "renewal-date") or registered, transacted),
    )


def _term(status: Status, begun: str | None, transacted: str | None) -> str | None:
    """Return the end of the term begun by registration or renewal: 20 years before 16 November 1989, 10 since.

    A term that was over when the office wrote the record was renewed without a date here: it is left out.
    """
    if status.state != "in_force" or not begun:
        return None
    end = years_later(begun, 10 if begun >= _TEN_YEAR_TERMS_FROM else 20)
    return end if end >= (transacted or "") else None


def _events(record: Element) -> tuple[LegalEvent, ...]:
    found = []
    for one in every(record, "case-file-event-statements/case-file-event-statement"):
        code = content(one, "code")
        if code:
            order = content(one, "number") or ""
            event = LegalEvent(
                date=partial_date(content(one, "date")),
                code=code,
                office="US",
                category=category_of(code),
                text=content(one, "description-text"),
            )
            found.append((event.date or "", int(order) if order.isdigit() else 0, event))
    return tuple(event for _, _, event in sorted(found, key=lambda entry: entry[:2]))


def _mark(record: Element) -> Mark | None:
    text = content(record, f"{_HEADER}/mark-identification")
    kind = kind_of_mark(content(record, f"{_HEADER}/mark-drawing-code") or "")
    statements = _statements(record)
    return Mark(text=text, kind=kind, statements=statements) if text or kind or statements else None


def _statements(record: Element) -> tuple[Statement, ...]:
    """Return what is said of the mark; goods that the registration has less are a statement, not goods."""
    found = []
    for code, text in _stated(record):
        about = goods_class(code)
        if about is None:
            found.append(Statement(type=statement_type(code), text=text))
        else:
            excluded = resolved(text, about[1]).excluded
            found += [Statement(type="goods excluded", text=f"{about[0]}: {one}") for one in excluded]
    return tuple(found)


def _stated(record: Element) -> list[tuple[str, str]]:
    found = []
    for one in every(record, "case-file-statements/case-file-statement"):
        code = content(one, "type-code")
        text = " ".join(filter(None, (content(part) for part in every(one, "text"))))
        if code and text:
            found.append((code, text))
    return found


def _goods(record: Element) -> tuple[Goods, ...]:
    """Return the goods by class; the code of an old statement is a US class, whose international classes are given."""
    international = _classes_by_primary(record)
    found: dict[str, list[str]] = {}
    for code, text in _stated(record):
        about = goods_class(code)
        covered = resolved(text, about[1]).covered if about else ""
        if about and covered:
            for symbol in international.get(about[0], [about[0]]):
                found.setdefault(symbol, []).append(covered)
    return tuple(Goods(class_=symbol, lang="en", text="\n".join(texts)) for symbol, texts in found.items())


def _classes_by_primary(record: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in every(record, "classifications/classification"):
        primary = class_symbol(content(one, "primary-code") or "")
        symbols = filter(None, (class_symbol(content(code) or "") for code in every(one, "international-code")))
        if primary:
            known = found.setdefault(primary, [])
            known += [symbol for symbol in symbols if symbol not in known]
    return {primary: symbols for primary, symbols in found.items() if symbols}


SOURCE = Source(
    name="uspto-trademarks",
    title=Wording("美国专利商标局商标申请（每日与年度 XML）", "USPTO trade-mark applications (daily and annual XML)"),
    office="US",
    rights=("trademark",),
    rank="bibliography",
    layout=Layout("children", (RECORD,)),
    recognises=recognises,
    parse=parse,
    groups=GROUPS,
    carried=carried,
    url="https://data.uspto.gov/bulkdata/datasets/trtdxfap",
    reads="trademark-applications-daily 2.0",
)
