"""Small invented filings and parts for the tests of engines; the same seed gives the same filings."""

import random
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from domain.filings import (
    Amendment,
    Citation,
    Claim,
    ClassSymbol,
    Dates,
    Filing,
    Goods,
    LegalEvent,
    Mark,
    Number,
    Origin,
    Party,
    Patent,
    Section,
    State,
    Status,
    Trademark,
)
from domain.parts import Part, Rank, part_version
from domain.text import Text

WORDS = [
    "battery",
    "batteries",
    "electrode",
    "anode",
    "cathode",
    "separator",
    "lithium",
    "carbon",
    "charging",
    "charger",
    "cell",
]
CHINESE = ("锂离子", "电池", "隔膜", "正极材料", "充电装置")
APPLICANTS = ("Nordlicht Zellen GmbH", "Aoyama Works", "江河电池有限公司", "Nordlicht zellen gmbh")
SYMBOLS = ("H01M10/052", "H01M10/0525", "H01M4/13", "H02J7/00", "G06F3/01")


def origin(source: str = "invented", date: str = "2020-01-07", offset: int = 0, file: str = "a.xml") -> Origin:
    return Origin(source=source, file=file, offset=offset, source_date=date)


def patent(number: int, *, title: str = "A battery", kind: str = "A1", office: str = "US", **changes: object) -> Patent:
    """Return a small patent publication."""
    digits = str(2_000_000 + number)
    made = Patent(
        id=f"{office}-{digits}-{kind}",
        office=office,
        kind=kind,
        language="en",
        origin=origin(offset=number),
        status=Status(state="pending"),
        numbers=(
            Number(type="publication", office=office, number=digits, kind=kind, date="2019-01-03"),
            Number(type="application", office=office, number=str(12_000_000 + number), date="2018-01-04"),
        ),
        dates=Dates(filed="2018-01-04", published="2019-01-03"),
        title=(Text("en", title),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def mark(number: int, text: str = "ZELLA", **changes: object) -> Trademark:
    """Return a small record of a mark."""
    made = Trademark(
        id=f"US-TM-{75_000_000 + number}",
        office="US",
        language="en",
        origin=origin(offset=number),
        status=Status(state="pending"),
        numbers=(Number(type="application", office="US", number=str(75_000_000 + number)),),
        mark=Mark(text=text, kind="word"),
        goods=(Goods(class_="9", lang="en", text="batteries for torches"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def part(
    content: Filing | Amendment | None,
    *,
    source: str = "invented",
    date: str = "2020-01-07",
    rank: Rank = "full_text",
    group: str = "whole",
    id: str | None = None,
    occurrence: int = 1,
    paths: tuple[str, ...] = (),
) -> Part:
    """Return a part as a loader would make it."""
    if isinstance(content, Amendment):
        named, right = content.target, None
    elif content is not None:
        named, right = content.id, content.right
    else:
        named, right = id or "", "patent"
    version = part_version(date, 0, occurrence, sha256(repr(content).encode()).digest())
    return Part(
        id=named,
        source=source,
        group=group,
        rank=rank,
        version=version,
        right=right,  # type: ignore[arg-type]
        content=content,
        paths=paths,
    )


def parts(filings: Sequence[Filing]) -> list[Part]:
    return [part(one) for one in filings]


def lapse(target: str, date: str, group: str = "lapse") -> Amendment:
    """Return the event that ends a right for unpaid fees."""
    event = LegalEvent(date=date, code="MM4A", office=target[:2], category="lapse")
    return Amendment(target=target, origin=origin("events", date), group=group, events=(event,))


def sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(length)).capitalize() + "."


def chinese(dice: random.Random, length: int) -> str:
    return "".join(dice.choice(CHINESE) for _ in range(length)) + "。"


def random_patent(dice: random.Random, number: int) -> Patent:
    """Return a patent whose every field is drawn; some have none of a field."""
    year = dice.randint(1999, 2019)
    filed = f"{year}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    published = dice.choice([f"{year + 1}-{dice.randint(1, 12):02d}-05", f"{year + 2}", f"{year + 2}-03"])
    office = dice.choice(("US", "EP", "CN"))
    claims = tuple(
        Claim(lang="en", number=at, text=sentence(dice, dice.randint(3, 9)), depends_on=(1,) if at > 1 else ())
        for at in range(1, dice.randint(1, 4))
    )
    base = patent(number, title=sentence(dice, 4)[:-1], office=office, kind=dice.choice(("A1", "B2")))
    return replace(
        base,
        title=(*base.title, Text("zh", chinese(dice, 3)[:-1])) if dice.random() < 0.5 else base.title,
        abstract=(Text("en", " ".join(sentence(dice, dice.randint(2, 8)) for _ in range(3))),),
        claims=claims,
        description=(Section(lang="en", text="\n".join(sentence(dice, 7) for _ in range(2))),),
        dates=Dates(
            filed=filed,
            published=published,
            granted=f"{year + 3}-05-06" if dice.random() < 0.5 else None,
            expires=f"{year + 20}-01-02" if dice.random() < 0.7 else None,
        ),
        status=random_status(dice, year),
        parties=(
            Party(role="applicant", name=dice.choice(APPLICANTS), country=dice.choice(("DE", "JP", "CN"))),
            *(
                [Party(role="inventor", name=dice.choice(("Ada Quell", "Bo Rind", "林清")))]
                if dice.random() < 0.8
                else []
            ),
        ),
        classes=tuple(ClassSymbol(scheme="ipc", symbol=one) for one in dice.sample(SYMBOLS, dice.randint(0, 3))),
        citations=tuple(
            Citation(office="US", number=str(2_000_000 + dice.randint(0, 40)), kind="A1", category="X")
            for _ in range(dice.randint(0, 2))
        ),
        family=str(dice.randint(1, 12)) if dice.random() < 0.8 else None,
    )


def random_status(dice: random.Random, year: int) -> Status:
    state: State = dice.choice(("pending", "in_force", "lapsed", "expired", "unknown"))
    since = f"{year + dice.randint(1, 12)}-06-01" if dice.random() < 0.6 else None
    return Status(state=state, since=since)


def random_patents(seed: int, count: int) -> list[Patent]:
    dice = random.Random(seed)
    return [random_patent(dice, number) for number in range(count)]
