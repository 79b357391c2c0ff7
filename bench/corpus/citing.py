"""What a publication cites: earlier publications of its technology that the corpus also holds."""

from dataclasses import dataclass
from functools import lru_cache

from bench.corpus.dice import Dice
from bench.corpus.plan import TECHNOLOGY_COUNT, Plan, Publication, Register


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited publication, its category and who cited it."""

    publication: Publication
    category: str
    by_examiner: bool


def cited(register: Register, plan: Plan, published: Publication) -> tuple[Cited, ...]:
    """Return one to six citations of a publication, in the order of the search; none where nothing is earlier."""
    return () if register.short else _cited(register, plan.place, plan.publications.index(published))


@lru_cache(maxsize=32)
def _cited(register: Register, place: int, number: int) -> tuple[Cited, ...]:
    plan = register.plan(place)
    published = plan.publications[number]
    dice = Dice(register.seed, 6, plan.place)
    ripe = _ripe(register, plan)
    found: dict[str, Cited] = {}
    for _ in range(1 + dice.below(6) if ripe > 0 else 0):
        steps = int(ripe * dice.roll() ** 1.6) + 1
        earlier = plan.place - TECHNOLOGY_COUNT * (steps + _unripe(register))
        if earlier < 0:
            continue
        publication = dice.pick(register.plan(earlier).publications)
        if publication.day < published.day:
            category = "X" if dice.chance(0.35) else dice.pick(("Y", "A", "A"))
            found[publication.id] = Cited(publication, category, dice.chance(0.7))
    return tuple(found.values())


def _unripe(register: Register) -> int:
    """Return how many steps back an invention of the technology is likely to be published: a year and a half."""
    return register.inventions * 18 // (16 * 12) // TECHNOLOGY_COUNT


def _ripe(register: Register, plan: Plan) -> int:
    """Return how many earlier inventions of the technology can be cited, of the last six years."""
    return min(plan.place // TECHNOLOGY_COUNT - _unripe(register), register.inventions * 6 // 16 // TECHNOLOGY_COUNT)
