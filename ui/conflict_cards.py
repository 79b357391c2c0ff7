"""The answer of a mark check as the page shows it: cards, facets, what-if links, groups of cards, the order of filings."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.goods import tables
from domain.goods.reading import goods_of
from domain.text import Text
from search_api.conflicts.answer import CheckAnswer, Rival
from search_api.conflicts.ways import alike_in, ways_of
from search_api.conflicts.whatif import Alternative, alternatives
from ui.conflict_form import CheckForm
from ui.rows import called, owner_name, printed_number, status_note
from ui.wording import say

PER_PAGE = 20
NARROWING = ("level", "alike", "relation", "sgroup", "order", "by")
"""The filters of the list, as the address names them; ``by`` is an owner."""
_REASONS = 4
_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Card:
    """One earlier right: names, dates, the first reasons for (+) and against (−)."""

    rival: Rival
    title: Text
    sign: str
    number: str
    owner: str
    classes: str
    groups: tuple[str, ...]
    note: str
    why: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with its count and the address that chooses or releases it."""

    label: str
    count: int | str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A heading with its values."""

    name: str
    choices: tuple[Choice, ...]


def card(rival: Rival, lang: str) -> Card:
    """Return how an earlier right stands in the list."""
    filing = rival.conflict.filing
    sign = getattr(filing, "mark", None)
    goods = goods_of(filing)
    said = [(one.wording.in_language(lang), True) for one in rival.reasons]
    said += [(one.wording.in_language(lang), True) for one in rival.remarks if one.speaks == "for"]
    no = [(one.wording.in_language(lang), False) for one in rival.against]
    no += [(one.wording.in_language(lang), False) for one in rival.remarks if one.speaks == "against"]
    joined = "、".join(goods.classes) if lang == "zh" else ", ".join(goods.classes)
    return Card(
        rival, called(filing, lang), (sign.text or "") if sign is not None else "", printed_number(filing),
        owner_name(filing, lang),
        say("nice_class" if len(goods.classes) == 1 else "nice_classes", lang, classes=joined) if goods.classes else "",
        goods.groups[:4], status_note(filing, lang), (*said[:_REASONS], *no[: max(1, _REASONS - 1)]),
    )  # fmt: skip


def narrowed(answer: CheckAnswer, form: CheckForm, chosen: dict[str, str]) -> list[Rival]:
    """Return the rights of level 1 to 4 that the chosen values and ways leave."""
    kept = [one for one in answer.rivals if one.conflict.level]
    if form.ways:
        kept = [one for one in kept if ways_of(answer.asked.check, one.conflict) & set(form.ways)]
    for name, value in chosen.items():
        kept = [one for one in kept if value in values_of(name, one)]
    return kept


def values_of(name: str, rival: Rival) -> Sequence[str]:
    """Return the values of a facet that an earlier right has."""
    conflict = rival.conflict
    if name == "level":
        return (str(conflict.level),)
    if name == "alike":
        return tuple(alike_in(conflict))
    if name == "relation":
        return (conflict.goods.relation,)
    if name == "sgroup":
        return goods_of(conflict.filing).groups
    if name == "order":
        return (rival.order,)
    return (owner_name(conflict.filing, "en"),)


def facets(
    rivals: Sequence[Rival], answer: CheckAnswer, form: CheckForm, chosen: dict[str, str], lang: str
) -> list[Facet]:
    """Return the facets of the list, each counted over what the ways and the other filters leave."""
    orders = ("earlier-registration", "earlier-application", "same-day", "later")
    relations = ("identical", "broader", "group", "cross", "class", "retail", "coordinated", "other")
    asked = set(answer.asked.check.goods.groups)
    fixed: dict[str, Iterable[str]] = {
        "level": ("1", "2", "3", "4"), "alike": ("sound", "look", "meaning", "contained"), "relation": relations,
        "order": orders,
    }  # fmt: skip
    found = []
    for name in NARROWING:
        others = {key: value for key, value in chosen.items() if key != name}
        counts = Counter(
            value for one in narrowed(answer, form, others) for value in dict.fromkeys(values_of(name, one))
        )
        if name == "sgroup":
            values: Iterable[str] = sorted(counts, key=lambda code: (code not in asked, -counts[code], code))[:_CHOICES]
        else:
            values = fixed.get(name) or [value for value, _ in counts.most_common(_CHOICES) if value]
        choices = [
            _choice(name, value, counts[value], form, chosen, lang)
            for value in values
            if counts[value] or name == "level"
        ]
        if choices:
            found.append(Facet(name, tuple(choices)))
    return found


def _choice(name: str, value: str, count: int, form: CheckForm, chosen: dict[str, str], lang: str) -> Choice:
    rest = {key: one for key, one in chosen.items() if key != name}
    is_chosen = chosen.get(name) == value
    if not is_chosen:
        rest[name] = value
    return Choice(label_of(name, value, lang), count, form.url(lang, *rest.items()), is_chosen)


def label_of(name: str, value: str, lang: str) -> str:
    """Return what a value of a facet is called."""
    if name == "by":
        return value
    if name == "sgroup":
        title = tables.groups().get(value)
        return f"{value} {title.in_language(lang)}" if title else value
    if name == "level":
        return f"{value} {say(f'level_{value}', lang)}"
    if name == "alike":
        return say(f"alike_{value}", lang)
    return say(f"{name}_{value.replace('-', '_')}", lang)


def what_if(answer: CheckAnswer, form: CheckForm, lang: str) -> Facet | None:
    """Return the links to the check without a good or a word; a good's with the change among the listed rights."""
    choices = [
        Choice(
            say("without", lang, text=one.text[:40]), "" if one.change is None else f"{one.change:+d}".replace("-", "−").replace("+0", "0"),
            _without(one, form, lang), False,
        )
        for one in alternatives(answer)
    ]  # fmt: skip
    return Facet("what_if", tuple(choices)) if choices else None


def _without(one: Alternative, form: CheckForm, lang: str) -> str:
    if one.without == "word":
        return form.without(one.text).url(lang)
    return form.without_good(one.text).url(lang)


def grouped(rivals: Sequence[Rival], key: str, answer: CheckAnswer, lang: str) -> list[tuple[str, list[Rival]]]:
    """Return the rights under headings: by owner, or by the similar group in which they meet the asked goods."""
    if key not in ("owner", "group"):
        return [("", list(rivals))]
    asked = set(answer.asked.check.goods.groups)
    heads: dict[str, list[Rival]] = {}
    for one in rivals:
        if key == "owner":
            heads.setdefault(owner_name(one.conflict.filing, lang) or "–", []).append(one)
            continue
        own = goods_of(one.conflict.filing).groups
        meets = next((code for code in own if code in asked), own[0] if own else "")
        heads.setdefault(label_of("sgroup", meets, lang) if meets else "–", []).append(one)
    return list(heads.items())


def pages(count: int, page: int, url: Callable[[int], str]) -> list[tuple[int, str]]:
    """Return the numbers and addresses of the pages of the list."""
    last = -(-count // PER_PAGE)
    return [(number, url(number)) for number in range(1, last + 1)] if last > 1 else []
