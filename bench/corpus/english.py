"""An invention told in English: title, abstract, claims and description."""

from dataclasses import dataclass

from bench.corpus.dice import Dice
from bench.corpus.draft import Draft, Range, Relation, claimed


@dataclass(frozen=True, slots=True)
class Telling:
    """The texts of one publication in one language; a claim is a preamble, its limbs and the claims it refers to."""

    title: str
    abstract: str
    claims: list["ClaimText"]
    sections: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim; ``refers`` is the wording that names other claims and the first of them, where it is dependent."""

    number: int
    text: str
    limbs: tuple[str, ...] = ()
    refers: tuple[str, int] | None = None


def article(noun: str) -> str:
    """Return the noun with its indefinite article.

    >>> article("electrolyte"), article("unidirectional fabric"), article("U-shaped plate")
    ('an electrolyte', 'a unidirectional fabric', 'a U-shaped plate')
    """
    first = noun[:3].lower()
    vowel = first[0] in "aeiou" and not first.startswith(("uni", "u-", "use", "eu"))
    return f"{'an' if vowel else 'a'} {noun}"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def tell(draft: Draft, dice: Dice, length: int) -> Telling:
    """Return the texts; ``length`` is how many characters the description has at least."""
    return Telling(title(draft), abstract(draft), claims(draft), description(draft, dice, length))


def title(draft: Draft) -> str:
    q, s, use = draft.quality[1], draft.subject[1], draft.use[1]
    part, material = draft.parts[0][1], draft.materials[0][1]
    form = draft.form % 9
    if form == 0:
        return f"{capital(q)} {s} and method for {draft.technology.method} the same"
    if form == 1:
        return f"{capital(s)} comprising {article(part)}"
    if form == 2:
        return f"{capital(s)} with {material}"
    if form == 3:
        return f"{capital(q)} {s} for {use}"
    if form == 4:
        return f"Method for {draft.technology.method} {article(s)}"
    if form == 5:
        return f"{capital(s)}, method and use thereof"
    if form == 6:
        return f"{capital(q)} {s} having {article(part)} and {article(draft.parts[1][1])}"
    if form == 7:
        return f"{capital(part)} for {article(s)}"
    return f"{capital(q)} {s}"


def abstract(draft: Draft) -> str:
    name = f"{draft.quality[1]} {draft.subject[1]}"
    a, b = draft.parts[0], draft.parts[1]
    limit, effect, second = draft.ranges[0], draft.effects[0][1], draft.effects[1][1]
    bound = f"{limit.of.en} is {limit.low} to {limit.high}{limit.of.unit_en}"
    listed = _listed([article(part[1]) for part in draft.parts])
    relation = _relation(draft.relations[0])
    form = draft.form // 9 % 5
    if form == 0:
        return (
            f"The invention relates to {article(name)}, comprising {listed}. The {a[1]} {a[3]}, and the {b[1]} {b[3]}. "
            f"The {bound}. {capital(relation)}. As a result, {effect}."
        )
    if form == 1:
        return (
            f"{capital(article(name))} includes {listed}, wherein {relation}. The {a[1]} {a[3]}. The {bound}, so that "
            f"{effect} and {second}. The {draft.subject[1]} is suitable for {draft.use[1]}."
        )
    if form == 2:
        return (
            f"Disclosed is {article(name)} for {draft.use[1]}. {capital(draft.problems[0][1])}. According to the disclosure, "
            f"{listed} are provided; the {b[1]} {b[3]}, and {relation}. Thereby {effect}."
        )
    if form == 3:
        steps = "; ".join(step[1] for step in draft.steps[:4])
        return f"A method for obtaining {article(name)} comprises {steps}. The {bound}. By means of the {a[1]}, which {a[3]}, {effect}."
    return (
        f"The present disclosure provides {article(name)}. It has {listed}. The {a[1]} {a[3]}, while the {b[1]} {b[3]}; "
        f"{relation}. The {bound}. In use, {effect}, and {second}."
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1]


def _relation(relation: Relation) -> str:
    return relation.phrase[1].format(a=relation.first[1], b=relation.second[1], r=relation.ratio)


def claims(draft: Draft) -> list[ClaimText]:
    s, name = draft.subject[1], f"{draft.quality[1]} {draft.subject[1]}"
    first = ClaimText(
        1,
        f"{capital(article(name))}, comprising:",
        (
            *(f"{article(part[1])} which {part[3]};" for part in draft.parts),
            f"wherein {_relation(draft.relations[0])}.",
        ),
    )
    told = [first]
    wordings = [
        *(f"wherein the {one.of.en} is {one.low} to {one.high}{one.of.unit_en}." for one in draft.ranges[:2]),
        f"wherein the {draft.parts[0][1]} comprises {draft.materials[0][1]} or {draft.materials[1][1]}.",
        f"wherein {_relation(draft.relations[1])}.",
        *(f"further comprising {article(part[1])} which {part[3]}." for part in draft.further),
        f"wherein the {draft.ranges[0].of.en} is {draft.ranges[0].inner_low} to "
        f"{draft.ranges[0].inner_high}{draft.ranges[0].of.unit_en}.",
    ]
    for wording in wordings:
        number = len(told) + 1
        told.append(_dependent(number, s, wording, draft.form >> number & 3))
    last = len(told)
    told.append(
        ClaimText(
            last + 1,
            f"A method for {draft.technology.method} {article(s)}, comprising the steps of:",
            tuple(
                f"{step[1]}{'.' if place == len(draft.steps) - 1 else ';'}" for place, step in enumerate(draft.steps)
            ),
        )
    )
    limit = draft.ranges[2]
    text = f"wherein the {limit.of.en} is {limit.low} to {limit.high}{limit.of.unit_en}."
    told.append(ClaimText(last + 2, f"The method {{}}, {text}", (), (f"claim {last + 1}", last + 1)))
    told.append(ClaimText(last + 3, f"Use of the {s} {{}} in {draft.use[1]}.", (), ("claim 1", 1)))
    return told


def _dependent(number: int, subject: str, wording: str, form: int) -> ClaimText:
    if number == 2 or form == 0:
        refers = ("claim 1", 1)
    elif form == 1 or number == 3:
        refers = (f"claim {number - 1}", number - 1)
    else:
        refers = (f"any one of claims 1 to {number - 1}", 1)
    return ClaimText(number, f"The {subject} {{}}, {wording}", (), refers)


def description(draft: Draft, dice: Dice, length: int) -> list[tuple[str, list[str]]]:
    s, name = draft.subject[1], f"{draft.quality[1]} {draft.subject[1]}"
    field = [
        f"The present invention relates to the field of {draft.technology.label}, and in particular to {article(name)}."
    ]
    opening = (f"In {draft.use[1]}, {article(s)} is widely used.", f"With the spread of {draft.use[1]}, demands on the {s} grow.",
               f"{capital(draft.use[1])} and {draft.other_use[1]} both depend on the {s}.")[draft.form % 3]  # fmt: skip
    background = [f"{opening} However, {draft.problems[0][1]}.", f"Moreover, {draft.problems[1][1]}."]
    summary = [
        f"It is an object of the invention to provide {article(name)} which overcomes these drawbacks.",
        f"Compared with the prior art, {draft.effects[0][1]}. In addition, {draft.effects[1][1]}, and {draft.effects[2][1]}.",
    ]
    figures = dice.some(draft.technology.figures, 2)
    drawings = [
        f"FIG. {place} is {figure[1]}{'' if place > 1 else ' according to an embodiment'}."
        for place, figure in enumerate(figures, 1)
    ]
    examples: list[str] = [
        f"Referring to FIG. 1, the {s} of the first embodiment comprises {_listed([article(p[1]) for p in draft.parts])}. "
        f"{capital(_relation(draft.relations[1]))}."
    ]
    size = sum(map(len, (*field, *background, *summary, *drawings, *examples)))
    number = 1
    while number == 1 or size < length:
        examples.append(example(draft, dice, number))
        size += len(examples[-1])
        number += 1
    return [
        ("TECHNICAL FIELD", field),
        ("BACKGROUND", background),
        ("SUMMARY", summary),
        ("BRIEF DESCRIPTION OF THE DRAWINGS", drawings),
        ("DETAILED DESCRIPTION", examples),
    ]


def example(draft: Draft, dice: Dice, number: int) -> str:
    """Return a paragraph on one embodiment."""
    technology = draft.technology
    part, other = dice.pick(technology.parts), dice.pick(draft.parts)
    limit: Range = draft.ranges[0] if number == 1 else claimed(dice, dice.pick(technology.parameters))
    material, effect = dice.pick(technology.materials)[1], dice.pick(technology.effects)[1]
    value = f"{limit.value}{limit.of.unit_en}"
    form = dice.below(5) if number > 1 else 0
    if form == 0:
        return (
            f"In example {number}, the {limit.of.en} was set to {value}. The {other[1]} used {material}. "
            f"{capital(dice.pick(technology.steps)[1])} was carried out first. The test showed that {effect}."
        )
    if form == 1:
        return (
            f"In a further embodiment ({number}), {article(part[1])} is added which {part[3]}. With the {limit.of.en} at {value}, "
            f"{effect}. The {other[1]} may be made with {material}."
        )
    if form == 2:
        return (
            f"Example {number} differs in that {material} is used for the {other[1]}. The {limit.of.en} preferably lies between "
            f"{limit.inner_low} and {limit.inner_high}{limit.of.unit_en}, more preferably at {value}; in this range {effect}."
        )
    if form == 3:
        return (
            f"As an alternative ({number}), the {other[1]} cooperates with {article(part[1])}. Since the {part[1]} {part[3]}, "
            f"{effect}. The {limit.of.en} was measured as {value}."
        )
    return (
        f"For comparison, sample {number} was prepared without the {other[1]}. Its {limit.of.en} was {value}, whereas with the "
        f"{other[1]}, which {other[3]}, {effect}."
    )
