"""What may stand inside a proximity, and the node that a chain of proximity operators gives.

Invariants: terms, phrases, wildcards, OR of these and nested proximities, all of one field; everything else is a fault
that offers AND in the operator's place. A chain of one operator is one node; different operators nest from the left.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from domain.analysis import is_cjk
from domain.fields import field_named
from domain.query import And, Near, Not, Or, Phrase, Prefix, Query, Terms, Wildcard
from domain.text import Wording
from search_api.syntax import faults
from search_api.syntax.structure import gap_of
from search_api.syntax.tokens import Token

Unit = Literal["words", "sentence", "paragraph", "claim"]
_UNITS: dict[str, Unit] = {"SENT": "sentence", "PARA": "paragraph", "CLAIM": "claim"}
_MOST_CHANGES = 20
_WITH_CLAIMS = ("claims", "text")


def near_node(operands: Sequence[Query], operators: Sequence[Token]) -> Query:
    """Return the node of a chain: ``operators`` stand between the operands."""
    _check_chain(operands, operators)
    edits = tuple(faults.Edit(one.start, one.end, "AND") for one in operators)
    for operand in operands:
        _check_operand(operand, edits)
    _check_fields(operands, operators, edits)
    changes = [one for at, one in enumerate(operators) if at and one.sign != operators[at - 1].sign]
    if len(changes) > _MOST_CHANGES:
        over = changes[_MOST_CHANGES]
        raise faults.too_deep(_MOST_CHANGES, (over.start, over.end))
    joined = [operands[0]]
    for at, operator in enumerate(operators):
        if at and operator.sign != operators[at - 1].sign:
            joined = [_near(joined, operators[at - 1])]
        joined.append(operands[at + 1])
    return _near(joined, operators[-1])


def _near(operands: Sequence[Query], operator: Token) -> Near:
    name = operator.sign.partition("/")[0]
    span = operands[0].span[0], operands[-1].span[1]
    return Near(_UNITS.get(name, "words"), tuple(operands), gap_of(operator), name == "ADJ", span)


def _check_chain(operands: Sequence[Query], operators: Sequence[Token]) -> None:
    """Raise a fault where words and sentences are counted in one chain without brackets."""
    counted = [one.sign.partition("/")[0] in _UNITS for one in operators]
    if len(set(counted)) > 1:
        at = counted.index(not counted[0])
        odd, start, end = operators[at], operands[0].span[0], operands[at].span[1]
        raise faults.proximity(
            (odd.start, odd.end),
            "NEAR、ADJ 与 SENT、PARA、CLAIM 并列时须加括号。",
            "NEAR and ADJ beside SENT, PARA or CLAIM need parentheses.",
            faults.Edit(start, start, "("),
            faults.Edit(end, end, ")"),
        )


def _check_operand(operand: Query, edits: tuple[faults.Edit, ...]) -> None:
    match operand:
        case Terms(name) | Phrase(name) | Prefix(name) | Wildcard(name) if not _has_words(name):
            raise _not_words(operand, edits)
        case Terms(_, text) | Prefix(_, text):
            if len(text) == 1 and is_cjk(text):
                raise faults.proximity(
                    operand.span, "邻近运算内的中文词至少两个字。",
                    "Inside a proximity a Chinese term has at least two characters.", *edits,
                )  # fmt: skip
        case Phrase() | Wildcard() | Near():
            return
        case Or(operands):
            for one in operands:
                _check_operand(one, edits)
        case Not() | And():
            raise faults.proximity(
                operand.span, "邻近运算内不能用 AND 或 NOT。", "AND and NOT cannot stand inside a proximity.", *edits
            )
        case _:
            raise _not_words(operand, edits)


def _has_words(name: str) -> bool:
    field = field_named(name)
    return field is not None and field.kind in ("text", "name")


def _not_words(operand: Query, edits: tuple[faults.Edit, ...]) -> faults.Fault:
    return faults.proximity(
        operand.span, "邻近运算内只能是词、短语和通配词。",
        "Only words, phrases and wildcards can stand inside a proximity.", *edits,
    )  # fmt: skip


def _check_fields(operands: Sequence[Query], operators: Sequence[Token], edits: tuple[faults.Edit, ...]) -> None:
    names = [name for operand in operands for name in _fields(operand)]
    other = next((name for name in names if name != names[0]), None)
    if other is not None:
        at = next(one for one in operands if other in _fields(one))
        raise faults.proximity(
            at.span, "邻近运算两侧须是同一字段。", "Both sides of a proximity must be of one field.", *edits,
            hint=Wording("请在两侧写同一字段，或改用 AND。", "Name one field for both sides, or write AND."),
        )  # fmt: skip
    claims = [one for one in operators if one.sign == "CLAIM"]
    if claims and names[0] not in _WITH_CLAIMS:
        raise faults.proximity(
            (claims[0].start, claims[0].end), "CLAIM 只用于权利要求。", "CLAIM is for the claims alone.",
            *(faults.Edit(one.start, one.end, "PARA") for one in claims),
        )  # fmt: skip


def _fields(operand: Query) -> Iterator[str]:
    match operand:
        case Or(operands) | Near(_, operands):
            for one in operands:
                yield from _fields(one)
        case Terms(field) | Phrase(field) | Prefix(field) | Wildcard(field):
            yield field
