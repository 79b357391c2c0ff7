"""What must be said about how a query was read: interpretations of bare words, and AND beside OR.

Invariants: a notice's links are whole queries as canonical text; beyond the first few notices no links are made, so
that a long list of numbers does not become a page of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.numbers import Reading
from domain.query import And, Near, Not, Number, Or, Query
from domain.text import Wording
from search_api.notices import Link, Notice
from search_api.syntax.canonical import render

_LINKED = 10
_LINKED_CHARACTERS = 20_000
_LISTED = 8
_TYPES = {
    "publication": Wording("公布文本", "publication"),
    "application": Wording("申请", "application"),
    "registration": Wording("注册", "registration"),
    "international": Wording("国际注册或申请", "international number"),
    "number": Wording("任何含此号码者", "any number with these digits"),
}


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a run of bare words was read: the node it gave, and the nodes it may have been meant to give."""

    code: str
    wording: Wording
    node: Query
    others: tuple[tuple[Query, Wording], ...] = ()


def told_number(spelled: str, node: Number, found: Sequence[Reading], as_text: Query) -> Interpretation:
    """Return what is said of a number: all its readings, and a wrong check digit."""
    shown = found[:_LISTED]
    zh = "；".join(_described(one).zh for one in shown)
    en = "; ".join(_described(one).en for one in shown)
    others = ((as_text, Wording("按文字检索", "Search for it as text")),)
    if not any(one.valid for one in found):
        wording = Wording(
            f"“{spelled}”按号码理解（{zh}），但校验位不符。",
            f"“{spelled}” was read as a number ({en}), but its check digit does not fit.",
        )
        return Interpretation("check-digit", wording, node, others)
    code = "read-as-number" if len(found) == 1 else "several-readings"
    return Interpretation(
        code, Wording(f"“{spelled}”按号码理解：{zh}。", f"“{spelled}” was read as a number: {en}."), node, others
    )


def _described(one: Reading) -> Wording:
    label = _TYPES.get(one.type, Wording("号码", "number"))
    if one.type == "number":
        return label
    if one.right == "trademark":
        label = Wording(f"商标{label.zh}", f"trade mark {label.en}")
    return Wording(f"{label.zh} {one.key}", f"{label.en} {one.key}")


def notices_of(tree: Query, canonical: str, interpretations: Sequence[Interpretation]) -> tuple[Notice, ...]:
    """Return one notice for each interpretation, in the order of the words."""
    linked = min(_LINKED, _LINKED_CHARACTERS // len(canonical))
    return tuple(
        Notice(one.code, one.wording, _links(tree, one) if at < linked else ())
        for at, one in enumerate(interpretations)
    )


def _links(tree: Query, one: Interpretation) -> tuple[Link, ...]:
    return tuple(Link(render(_replaced(tree, one.node, other)), label) for other, label in one.others)


def _replaced(tree: Query, old: Query, new: Query) -> Query:
    """Return the tree with one node, found by identity, replaced."""
    if tree is old:
        return new
    if isinstance(tree, And | Or | Near):
        return replace(tree, operands=tuple(_replaced(one, old, new) for one in tree.operands))
    if isinstance(tree, Not):
        return replace(tree, operand=_replaced(tree.operand, old, new))
    return tree


def and_beside_or(first: str, second: Query | None) -> Notice:
    """Return the notice of AND and OR side by side without parentheses, with both readings.

    ``second`` is absent where the other reading would be nested deeper than a query may be.
    """
    others = (Link(render(second), Wording("另一种读法", "The other reading")),) if second is not None else ()
    return Notice(
        "and-or",
        Wording("AND 与 OR 并列，系统先算 AND。请选择您的本意。", "AND and OR stand side by side. AND binds first. Choose the reading you meant."),
        (Link(first, Wording("先算 AND（即下列结果）", "AND first, as shown below")), *others),
    )  # fmt: skip


def small_operators(meant: Query) -> Notice:
    """Return the notice that and, or, not in small letters are words, with the reading as operators."""
    return Notice(
        "small-operator",
        Wording(
            "小写的 and、or、not 按词检索；运算符须大写。",
            "In small letters and, or, not are words; operators are in capitals.",
        ),
        (Link(render(meant), Wording("按运算符理解", "Read them as operators")),),
    )
