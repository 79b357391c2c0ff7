"""A small office of our own for tests of reading: its source, and bulk files of any number of records."""

from collections.abc import Iterator

from domain.errors import RecordRejected
from domain.filings import Amendment, Dates, LegalEvent, Origin, Parsed, Patent, Withdrawal
from domain.text import Text, Wording
from loaders.elements import Element, attribute, content, context
from loaders.sources import Layout, Skipped, Source, dated


def document(number: int, title: str = "A pump", extra: str = "") -> bytes:
    """Return one document of the office."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<pub n="{number}" date="2020-01-02">'
        f"<title>{title}</title>{extra}</pub>\n"
    ).encode()


def documents(count: int) -> Iterator[bytes]:
    """Yield documents with the numbers 0 to ``count``."""
    return (document(number) for number in range(count))


def parse(record: Element, origin: Origin) -> Parsed | Skipped:
    """Read one document."""
    if record.tag == "sequence":
        return Skipped("a sequence listing")
    number = attribute(record, "n") or ""
    if not number.isdigit():
        raise RecordRejected("没有号码", "there is no number", stage="format")
    origin = dated(origin, attribute(record, "date") or context(record).get("made"))
    if attribute(record, "act") == "withdraw":
        return Withdrawal(id=f"XX-{number}-A", right="patent", origin=origin)
    if attribute(record, "act") == "event":
        event = LegalEvent(date="2021-01-01", code="E1", office="XX", category="fee")
        return Amendment(target=f"XX-{number}", origin=origin, group="events", events=(event,))
    if attribute(record, "act") == "fail":
        raise KeyError("SECRET TEXT OF THE RECORD")
    title = content(record, "title")
    return Patent(
        id=f"XX-{number}-A",
        office="XX",
        origin=origin,
        title=(Text("en", title),) if title else (),
        dates=Dates(published=content(record, "published")),
    )


def source(layout: Layout | None = None, **more: object) -> Source:
    """Return the office's source, for one layout."""
    return Source(
        name="test-office",
        title=Wording("测试局", "Test office"),
        office="XX",
        rights=("patent",),
        rank="full_text",
        layout=layout or Layout("documents"),
        recognises=lambda head: head.root in ("pub", "list") or head.text.startswith('[{"n"'),
        parse=parse,
        **more,  # type: ignore[arg-type]
    )
