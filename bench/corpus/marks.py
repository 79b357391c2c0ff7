"""The register entry of each mark: its office, classes, goods, owner, dates and status, as a function of its place."""

from dataclasses import dataclass
from datetime import date, timedelta

from bench.corpus.dice import Dice
from bench.corpus.mark_words import Sign, sign, twin_of
from bench.corpus.phrases import Row, rows, words

FIRST_DAY, LAST_DAY = date(2006, 1, 3), date(2026, 3, 20)
_SPAN = (LAST_DAY - FIRST_DAY).days
TODAY = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner as the United States register prints it; the European one gives only ``identifier``."""

    name: str
    street: str
    city: str
    state: str
    country: str
    identifier: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark in the register; ``fate`` is pending, published, registered, renewed, abandoned, cancelled or expired."""

    place: int
    office: str
    number: str
    sign: Sign
    goods: tuple[tuple[int, tuple[Row, ...]], ...]
    owner: Owner
    filed: date
    published: date
    registered: date
    fate: str
    licensed: bool
    pledged: bool

    @property
    def id(self) -> str:
        return f"{self.office}-TM-{self.number}"

    @property
    def is_registered(self) -> bool:
        return self.fate in ("registered", "renewed", "cancelled", "expired")

    @property
    def ended(self) -> date | None:
        """Return the day on which the mark ceased, with the grace that both offices give."""
        if self.fate == "expired":
            return years_after(self.registered, 10) + timedelta(183)
        if self.fate == "cancelled":
            return years_after(self.registered, 6) + timedelta(183)
        return self.filed + timedelta(400) if self.fate == "abandoned" else None


def years_after(day: date, years: int) -> date:
    """Return the same day some years later (28 February for 29 February)."""
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def entry(seed: int, count: int, place: int) -> Entry:
    """Return the mark at a place of a register of ``count`` marks; all 45 classes occur."""
    dice = Dice(seed, 44, place)
    shown = sign(seed, place)
    twin = twin_of(seed, place)
    chosen = _goods(seed, place if twin is None else twin.earlier)
    filed = FIRST_DAY + timedelta(_SPAN * place // max(count, 1))
    published = filed + timedelta(150 + dice.below(120))
    registered = published + timedelta(84 + dice.below(60))
    european = dice.chance(0.85 if shown.script == "zh" else 0.4)
    number = f"{80_000_000 + place:09d}" if european else str(95_000_000 + place)
    return Entry(
        place, "EM" if european else "US", number, shown, chosen, _owner(dice, shown), filed, published, registered,
        _fate(dice, published, registered), dice.chance(0.06), dice.chance(0.03),
    )  # fmt: skip


def _fate(dice: Dice, published: date, registered: date) -> str:
    if published > TODAY:
        return "pending"
    if registered > TODAY:
        return "published"
    if dice.chance(0.12):
        return "abandoned"
    age = (TODAY - registered).days // 365
    if age >= 11:
        return "expired" if dice.chance(0.4) else "renewed"
    return "cancelled" if age >= 7 and dice.chance(0.2) else "registered"


def _goods(seed: int, place: int) -> tuple[tuple[int, tuple[Row, ...]], ...]:
    dice = Dice(seed, 45, place)
    numbers = {1 + place % 45, *(1 + dice.below(45) for _ in range(dice.below(3)))}
    table = words("goods")["classes"]
    return tuple((number, tuple(dice.some(rows(table[str(number)]), 2 + dice.below(3)))) for number in sorted(numbers))


def _owner(dice: Dice, shown: Sign) -> Owner:
    names = words("names")
    if shown.script == "zh" or dice.chance(0.2):
        stem, city = dice.pick(names["company_stems"]), dice.pick(names["cities_cn"])
        trade = dice.pick(("Trading", "Food", "Cultural Creative", "Brand Management", "Daily Products"))
        return Owner(f"{city[1]} {stem[1]} {trade} Co., Ltd.", city[6], city[1], "", "CN", 7_000_000 + dice.below(900))
    if dice.chance(0.7):
        row = dice.pick(names["companies_us"])
        trade = dice.pick(("Brands, Inc.", "Holdings, LLC", "Consumer Products, Inc."))
        return Owner(f"{row[0]} {trade}", row[3], row[1], row[2], "US", 7_100_000 + dice.below(900))
    row = dice.pick(names["companies_eu"])
    return Owner(
        f"{row[0]} {dice.pick(('GmbH', 'S.A.', 'B.V.'))}", row[3], row[1], "", row[2], 7_200_000 + dice.below(900)
    )
