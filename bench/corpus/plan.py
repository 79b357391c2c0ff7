"""What is filed where and when: the plan of every invention, as a pure function of the seed and its place.

Invariants: an invention's publications follow from its place alone, so any of them can be cited without having been
written; numbers lie in ranges that no office has reached, so none is the number of a real publication.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bench.corpus.dice import Dice, mixed
from bench.corpus.phrases import TECHNOLOGIES
from domain.numbers import cn, ep

FIRST_DAY = date(2007, 1, 2)
LAST_DAY = date(2020, 8, 31)
_SPAN = (LAST_DAY - FIRST_DAY).days
TECHNOLOGY_COUNT = len(TECHNOLOGIES)

US_GRANT, US_APPLICATION, CN, EP = "us-grants", "us-applications", "cn-patents", "ep-patents"
_US = (("US", "A1"), ("US", "B2"))
_CYCLE: tuple[tuple[tuple[str, str], ...], ...] = (
    _US,
    (("CN", "A"), ("CN", "B")),
    (("US", "A1"), ("US", "B2"), ("EP", "A1"), ("CN", "A"), ("CN", "B")),
    (("CN", "A"),),
    (("US", "B1"),),
    (("CN", "U"),),
    (("EP", "A1"), ("EP", "B1")),
    (("CN", "A"), ("US", "A1"), ("EP", "A1")),
    (("US", "A1"),),
    (("CN", "A"), ("CN", "B")),
    _US,
    (("EP", "A1"),),
    (("CN", "A"), ("CN", "B"), ("US", "B2")),
    _US,
    (("CN", "U"),),
    (("US", "A1"), ("US", "B2"), ("EP", "A1"), ("EP", "B1"), ("CN", "A")),
    (("CN", "A"),),
    (("US", "A1"),),
    (("EP", "A1"), ("CN", "A")),
    _US,
    (("CN", "A"), ("CN", "B")),
    (("CN", "U"),),
    (("US", "B1"),),
)
_PER_CYCLE = sum(len(one) for one in _CYCLE)
CONTINUATIONS = frozenset({13, 19})
"""Places in the cycle whose United States application continues an earlier one."""
_DELAYS = {"A1": (540, 570), "A": (180, 545), "U": (120, 260), "B": (700, 1300), "B1": (500, 1000), "B2": (760, 1500)}
_WEEKDAYS = {("US", "A1"): 3, ("US", "B1"): 1, ("US", "B2"): 1, ("CN", "A"): 4, ("CN", "B"): 1, ("CN", "U"): 1}


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of an invention."""

    invention: int
    office: str
    number: str
    kind: str
    day: date

    @property
    def id(self) -> str:
        return f"{self.office}-{self.number}-{self.kind}"


@dataclass(frozen=True, slots=True)
class Application:
    """One application of an invention at an office; ``number`` is the office's printed form without punctuation."""

    office: str
    number: str
    day: date
    first: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One invention: its technology, where it was first filed, what was published, and whom it continues."""

    place: int
    technology: int
    applications: tuple[Application, ...]
    publications: tuple[Publication, ...]
    continues: int | None

    def application(self, office: str) -> Application:
        return next(one for one in self.applications if one.office == office)

    @property
    def is_family(self) -> bool:
        return len(self.applications) > 1

    @property
    def family_id(self) -> int:
        return 90_000_000 + self.place


@lru_cache(maxsize=8)
def inventions_of(patents: int) -> int:
    """Return how many inventions have so many publications, the last one cut short where it must be."""
    cycles, rest = divmod(patents, _PER_CYCLE)
    count = cycles * len(_CYCLE)
    for one in _CYCLE:
        if rest <= 0:
            break
        rest -= len(one)
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Register:
    """The inventions of one corpus: so many that they have ``patents`` publications, spread evenly over the years.

    ``short`` publications have 3 KB: a lean bibliography, an abstract and one claim.
    """

    seed: int
    patents: int
    short: bool = False

    @property
    def inventions(self) -> int:
        return inventions_of(self.patents)

    def plan(self, place: int) -> Plan:
        return _plan(self.seed, max(self.inventions, 1), place)


def weekday_from(day: date, weekday: int) -> date:
    """Return the first ``weekday`` (Monday is 0) at or after ``day``."""
    return day + timedelta((weekday - day.weekday()) % 7)


@lru_cache(maxsize=8192)
def _plan(seed: int, count: int, place: int) -> Plan:
    at = place % len(_CYCLE)
    kinds = _CYCLE[at]
    dice = Dice(seed, 1, place)
    filed = FIRST_DAY + timedelta(_SPAN * place // count)
    offices = tuple(dict.fromkeys(office for office, _ in kinds))
    home = dice.pick(offices)
    applications = tuple(
        Application(
            office,
            _application_number(office, kinds, place, count, when),
            when,
            office == home,
        )
        for office in offices
        for when in (filed if office == home else filed + timedelta(dice.between(300, 364)),)
    )
    publications: list[Publication] = []
    for office, kind in kinds:
        own = next(one for one in applications if one.office == office)
        start = own.day if kind in ("B", "B1", "B2", "U") else filed
        wait = max(dice.between(*_DELAYS[kind]), 0 if start == own.day else 480)
        day = weekday_from(start + timedelta(wait), _WEEKDAYS.get((office, kind), 2))
        if publications and publications[-1].office == office:
            day = max(day, weekday_from(publications[-1].day + timedelta(91), day.weekday()))
        number = publications[-1].number if publications and _keeps_number(publications[-1], office, kind) else ""
        publications.append(Publication(place, office, number or _number(office, kind, place, day), kind, day))
    continues = _continued(seed, place) if at in CONTINUATIONS else None
    return Plan(place, place % TECHNOLOGY_COUNT, applications, tuple(publications), continues)


def _keeps_number(before: Publication, office: str, kind: str) -> bool:
    return before.office == office and (office, kind) in (("CN", "B"), ("EP", "B1"))


def _continued(seed: int, place: int) -> int | None:
    """Return the place of an earlier invention of the technology that was filed in the United States."""
    for step in range(1, 40):
        earlier = place - TECHNOLOGY_COUNT * step
        if earlier < 0:
            return None
        if (
            any(office == "US" and kind == "A1" for office, kind in _CYCLE[earlier % len(_CYCLE)])
            and mixed(seed, earlier) % 2
        ):
            return earlier
    return None


_SERIES = ((2007, 11), (2008, 12), (2011, 13), (2014, 14), (2016, 15), (2018, 16), (2020, 17), (2022, 18))


def _first_of(day: date, count: int) -> int:
    """Return the place of the first invention filed on or after ``day``."""
    return max(0, -(-(day - FIRST_DAY).days * count // _SPAN))


def _application_number(office: str, kinds: tuple[tuple[str, str], ...], place: int, count: int, day: date) -> str:
    if office == "US":
        series = max(entry for entry in _SERIES if entry[0] <= day.year)
        first = _first_of(date(series[0], 1, 1) - timedelta(365), count)
        return f"{series[1]}{100_000 + (place - first) % 900_000:06d}"
    if office == "EP":
        digits = f"{day.year % 100:02d}{700_000 + place % 300_000:06d}"
        return digits + ep.check_digit(digits)
    kind = 2 if ("CN", "U") in kinds else 1
    digits = f"{day.year}{kind}{7_000_000 + place % 3_000_000:07d}"
    return digits + cn.check_digit(digits)


def _number(office: str, kind: str, place: int, day: date) -> str:
    if office == "US":
        return f"{day.year}{7_000_000 + place % 3_000_000:07d}" if kind == "A1" else str(30_000_000 + place)
    if office == "EP":
        return str(7_000_000 + place % 3_000_000)
    return str((280_000_000 if kind == "U" else 180_000_000) + place)
