"""What an invention is about, chosen once for all its publications, so that a family speaks of one thing."""

from dataclasses import dataclass

from bench.corpus.dice import Dice
from bench.corpus.phrases import Parameter, Row, Technology, technologies
from bench.corpus.plan import Plan, Register


@dataclass(frozen=True, slots=True)
class Range:
    """A claimed range, a narrower one inside it, and the value of the example."""

    of: Parameter
    low: str
    high: str
    inner_low: str
    inner_high: str
    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How two parts stand to each other; ``ratio`` is the number in the phrase."""

    phrase: Row
    first: Row
    second: Row
    ratio: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The substance of an invention, in words of both languages; ``form`` chooses among the sentence frames."""

    technology: Technology
    subject: Row
    quality: Row
    parts: list[Row]
    further: list[Row]
    materials: list[Row]
    ranges: list[Range]
    effects: list[Row]
    problems: list[Row]
    steps: list[Row]
    use: Row
    other_use: Row
    relations: list[Relation]
    symbols: list[str]
    cpc: list[str]
    form: int


def draft(register: Register, plan: Plan) -> Draft:
    """Return what the invention is about; a continuation speaks of its parent's subject with other details."""
    dice = Dice(register.seed, 5, plan.place)
    technology = technologies()[plan.technology]
    subject = dice.pick(technology.subjects)
    if plan.continues is not None:
        subject = Dice(register.seed, 5, plan.continues).pick(technology.subjects)
    chosen = dice.some(technology.parts, 5 + dice.below(3))
    main = 3 + dice.below(2)
    steps = sorted(range(len(technology.steps)), key=lambda _: dice.roll())[: 4 + dice.below(3)]
    return Draft(
        technology=technology,
        subject=subject,
        quality=dice.pick(technology.qualities),
        parts=chosen[:main],
        further=chosen[main:],
        materials=dice.some(technology.materials, 3),
        ranges=[claimed(dice, one) for one in dice.some(technology.parameters, 3)],
        effects=dice.some(technology.effects, 3),
        problems=dice.some(technology.problems, 2),
        steps=[technology.steps[place] for place in sorted(steps)],
        use=dice.pick(technology.uses),
        other_use=dice.pick(technology.uses),
        relations=[_relation(dice, phrase, chosen[:main]) for phrase in dice.some(technology.relations, 2)],
        symbols=dice.some(technology.ipc, 1 + dice.below(4)),
        cpc=dice.some(technology.cpc, 1 + dice.below(4)),
        form=dice.below(1 << 30),
    )


def _relation(dice: Dice, phrase: Row, parts: list[Row]) -> Relation:
    first, second = dice.some(parts, 2)
    return Relation(phrase, first, second, 2 + dice.below(8))


def claimed(dice: Dice, parameter: Parameter) -> Range:
    """Return a range inside the bounds of a parameter."""
    width = parameter.high - parameter.low
    low = parameter.low + width * dice.roll() * 0.45
    high = parameter.high - width * dice.roll() * 0.35
    middle = low + (high - low) * (0.3 + 0.4 * dice.roll())
    places = parameter.decimals
    return Range(
        parameter,
        f"{low:.{places}f}",
        f"{high:.{places}f}",
        f"{low + (middle - low) * 0.4:.{places}f}",
        f"{high - (high - middle) * 0.4:.{places}f}",
        f"{middle:.{places}f}",
    )
