"""An invention told in Chinese: title, abstract, claims and description."""

from bench.corpus.dice import Dice
from bench.corpus.draft import Draft, Relation, claimed
from bench.corpus.english import ClaimText, Telling


def tell(draft: Draft, dice: Dice, length: int) -> Telling:
    """Return the texts; ``length`` is how many characters the description has at least."""
    return Telling(title(draft), abstract(draft), claims(draft), description(draft, dice, length))


def title(draft: Draft) -> str:
    q, s, part = draft.quality[0], draft.subject[0], draft.parts[0][0]
    form = draft.form % 9
    if form == 0:
        return f"一种{q}{s}及其{draft.technology.method_zh}方法"
    if form == 1:
        return f"一种具有{part}的{s}"
    if form == 2:
        return f"一种采用{draft.materials[0][0]}的{s}"
    if form == 3:
        return f"用于{draft.use[0]}的{q}{s}"
    if form == 4:
        return f"一种{s}的{draft.technology.method_zh}方法"
    if form == 5:
        return f"{s}、方法及其应用"
    if form == 6:
        return f"一种设有{part}和{draft.parts[1][0]}的{q}{s}"
    if form == 7:
        return f"一种{s}用{part}"
    return f"{q}{s}"


def abstract(draft: Draft) -> str:
    name = f"{draft.quality[0]}{draft.subject[0]}"
    a, b, limit = draft.parts[0], draft.parts[1], draft.ranges[0]
    effect, second = draft.effects[0][0], draft.effects[1][0]
    bound = f"{limit.of.zh}为{limit.low}～{limit.high}{limit.of.unit_zh}"
    listed = "、".join(part[0] for part in draft.parts[:-1]) + f"和{draft.parts[-1][0]}"
    relation = _relation(draft.relations[0])
    form = draft.form // 9 % 5
    if form == 0:
        return (
            f"本发明公开了一种{name}，包括{listed}，所述{a[0]}{a[2]}，所述{b[0]}{b[2]}；{relation}；"
            f"{bound}。本发明使{effect}。"
        )
    if form == 1:
        return (
            f"本发明涉及{draft.technology.label_zh}技术领域，具体涉及一种{name}。该{draft.subject[0]}包括{listed}，其中，{relation}。"
            f"通过设置{a[0]}，{effect}，同时{second}，适用于{draft.use[0]}。"
        )
    if form == 2:
        return (
            f"针对{draft.problems[0][0]}的问题，提供一种用于{draft.use[0]}的{name}，其设有{listed}，"
            f"{relation}，{bound}。与现有技术相比，{effect}。"
        )
    if form == 3:
        steps = "；".join(step[0] for step in draft.steps[:4])
        return f"一种获得{name}的方法，包括：{steps}。其中{bound}。借助{a[2].removeprefix('用于')}的{a[0]}，{effect}。"
    return (
        f"本申请提供一种{name}，其包含{listed}。{a[0]}{a[2]}，{b[0]}{b[2]}，{relation}。"
        f"{bound}。使用时，{effect}，{second}。"
    )


def _relation(relation: Relation) -> str:
    return relation.phrase[0].format(a=relation.first[0], b=relation.second[0], r=relation.ratio)


def claims(draft: Draft) -> list[ClaimText]:
    s, name = draft.subject[0], f"{draft.quality[0]}{draft.subject[0]}"
    told = [
        ClaimText(
            1,
            f"一种{name}，其特征在于，包括：",
            (*(f"{part[0]}，{part[2]}；" for part in draft.parts), f"其中，{_relation(draft.relations[0])}。"),
        )
    ]
    one, two = draft.ranges[0], draft.ranges[1]
    wordings = [
        f"所述{one.of.zh}为{one.low}～{one.high}{one.of.unit_zh}。",
        f"所述{two.of.zh}为{two.low}～{two.high}{two.of.unit_zh}。",
        f"所述{draft.parts[0][0]}采用{draft.materials[0][0]}或{draft.materials[1][0]}。",
        f"{_relation(draft.relations[1])}。",
        *(f"还包括{part[0]}，所述{part[0]}{part[2]}。" for part in draft.further),
        f"所述{one.of.zh}优选为{one.inner_low}～{one.inner_high}{one.of.unit_zh}。",
    ]
    for wording in wordings:
        number = len(told) + 1
        told.append(_dependent(number, name, wording, draft.form >> number & 3))
    last = len(told)
    told.append(
        ClaimText(
            last + 1,
            f"一种如权利要求1至{last}任一项所述的{s}的{draft.technology.method_zh}方法，其特征在于，包括以下步骤：",
            tuple(
                f"S{place}、{step[0]}{'。' if place == len(draft.steps) else '；'}"
                for place, step in enumerate(draft.steps, 1)
            ),
        )
    )
    limit = draft.ranges[2]
    told.append(
        ClaimText(
            last + 2,
            f"根据权利要求{last + 1}所述的方法，其特征在于，{limit.of.zh}为{limit.low}～{limit.high}{limit.of.unit_zh}。",
        )
    )
    told.append(ClaimText(last + 3, f"权利要求1至{last}任一项所述的{s}在{draft.use[0]}中的应用。"))
    return told


def _dependent(number: int, name: str, wording: str, form: int) -> ClaimText:
    if number == 2 or form == 0:
        refers = "根据权利要求1所述的"
    elif number == 3:
        refers = "根据权利要求1或2所述的"
    elif form == 1:
        refers = f"如权利要求{number - 1}所述的"
    else:
        refers = f"根据权利要求1至{number - 1}任一项所述的"
    return ClaimText(number, f"{refers}{name}，其特征在于，{wording}")


def description(draft: Draft, dice: Dice, length: int) -> list[tuple[str, list[str]]]:
    s, name = draft.subject[0], f"{draft.quality[0]}{draft.subject[0]}"
    field = [f"本发明涉及{draft.technology.label_zh}技术领域，尤其涉及一种{name}。"]
    opening = (f"随着{draft.use[0]}的快速发展，对{s}提出了更高的要求。", f"{s}广泛应用于{draft.use[0]}、{draft.other_use[0]}等领域。",
               f"目前，{draft.use[0]}中普遍使用{s}。")[draft.form % 3]  # fmt: skip
    background = [f"{opening}然而，{draft.problems[0][0]}。", f"此外，{draft.problems[1][0]}。"]
    summary = [
        f"本发明的目的在于克服上述不足，提供一种{name}。",
        f"与现有技术相比，本发明具有以下有益效果：{draft.effects[0][0]}；{draft.effects[1][0]}；{draft.effects[2][0]}。",
    ]
    figures = dice.some(draft.technology.figures, 2)
    drawings = [f"图{place}为本发明实施例的{figure[0]}；" for place, figure in enumerate(figures, 1)]
    drawings[-1] = drawings[-1][:-1] + "。"
    listed = "、".join(part[0] for part in draft.parts)
    examples = [f"如图1所示，本实施例的{s}包括{listed}。{_relation(draft.relations[1])}。"]
    size = sum(map(len, (*field, *background, *summary, *drawings, *examples)))
    number = 1
    while number <= 2 or size < length:
        examples.append(example(draft, dice, number))
        size += len(examples[-1])
        number += 1
    return [
        ("技术领域", field),
        ("背景技术", background),
        ("发明内容", summary),
        ("附图说明", drawings),
        ("具体实施方式", examples),
    ]


def example(draft: Draft, dice: Dice, number: int) -> str:
    """Return a paragraph on one embodiment."""
    technology = draft.technology
    part, other = dice.pick(technology.parts), dice.pick(draft.parts)
    limit = draft.ranges[0] if number == 1 else claimed(dice, dice.pick(technology.parameters))
    material, effect = dice.pick(technology.materials)[0], dice.pick(technology.effects)[0]
    value = f"{limit.value}{limit.of.unit_zh}"
    form = dice.below(5) if number > 1 else 0
    if form == 0:
        return (
            f"实施例{number}：将{limit.of.zh}设定为{value}，所述{other[0]}采用{material}，首先{dice.pick(technology.steps)[0]}。"
            f"测试结果表明，{effect}。"
        )
    if form == 1:
        return f"在另一实施例{number}中，增设{part[0]}，{part[2]}。当{limit.of.zh}为{value}时，{effect}。所述{other[0]}可以选用{material}。"
    if form == 2:
        return (
            f"实施例{number}与实施例1的区别在于，所述{other[0]}由{material}构成，{limit.of.zh}优选为{limit.inner_low}～"
            f"{limit.inner_high}{limit.of.unit_zh}，更优选为{value}，在此范围内{effect}。"
        )
    if form == 3:
        return f"作为替代方案{number}，所述{other[0]}与{part[0]}配合使用，所述{part[0]}{part[2]}，因此{effect}。经测量，{limit.of.zh}为{value}。"
    return f"对比例{number}：去除所述{other[0]}，其余条件不变，测得{limit.of.zh}为{value}；而保留{other[0]}时，其{other[2]}，{effect}。"
