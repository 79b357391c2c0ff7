"""The order of the tokens: brackets in pairs, operators between operands, values after fields, and the limits.

After this check the grammar cannot fail; it stands before the grammar because a fault found here can name its repair.
"""

from collections.abc import Sequence

from search_api.syntax import faults
from search_api.syntax.tokens import Token

_JOINING = ("AND", "OR", "PROX")
_MOST_BETWEEN = 99


def check_order(tokens: Sequence[Token], length: int) -> None:
    """Raise a fault where the tokens cannot stand in this order; ``length`` is that of the text without its tail."""
    if not tokens:
        raise faults.empty_query()
    _check_brackets(tokens, length)
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        _check_one(before, token, after)


def _check_brackets(tokens: Sequence[Token], length: int) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "LPAR":
            opened.append(token)
        elif token.kind == "RPAR":
            if not opened:
                raise faults.unopened_bracket(token.start)
            opened.pop()
    if opened:
        raise faults.unclosed_bracket(opened[-1].start, length)


def _check_one(before: Token | None, token: Token, after: Token | None) -> None:
    ends = after is None or after.kind in ("RPAR", *_JOINING)
    if token.kind in _JOINING:
        _check_joining(before, token, after)
    elif token.kind == "NOT":
        if before is not None and before.kind == "PROX":
            raise not_beside_proximity(before, token)
        if ends or (after is not None and after.kind == "NOT"):
            raise faults.dangling(token.text, (token.start, token.end))
    elif token.kind == "FIELD":
        if after is not None and after.kind == "NOT":
            sign = "-" if after.text == "-" else f"{after.text} "
            edits = faults.Edit(token.start, token.start, sign), faults.Edit(after.start, after.end)
            raise faults.negated_value((after.start, after.end), edits)
        if ends or (after is not None and after.kind == "FIELD"):
            raise faults.field_without_value((token.start, after.start if after else token.end))
    elif token.kind == "LPAR" and after is not None and after.kind == "RPAR":
        start = before.start if before is not None and before.kind == "FIELD" else token.start
        raise faults.empty_brackets(start, after.end)


def _check_joining(before: Token | None, token: Token, after: Token | None) -> None:
    span = token.start, token.end
    if before is None or before.kind in ("LPAR", *_JOINING):
        raise faults.dangling(token.text, span)
    if after is None or after.kind == "RPAR":
        raise faults.dangling(token.text, span)
    if token.kind == "PROX" and gap_of(token) > _MOST_BETWEEN:
        operator = token.sign.partition("/")[0]
        raise faults.proximity(
            span, "间隔最多 99 个词。", "At most 99 words may stand between.",
            faults.Edit(*span, f"{operator}/{_MOST_BETWEEN}"),
        )  # fmt: skip


def gap_of(token: Token) -> int:
    """Return how many words may stand between, by the proximity operator's own number."""
    digits = token.sign.partition("/")[2]
    return int(digits[:6]) if digits else 0


def not_beside_proximity(operator: Token, negation: Token) -> faults.Fault:
    """Return the fault of a NOT as the operand of a proximity."""
    sign = "-" if negation.text == "-" else negation.text
    return faults.proximity(
        (negation.start, negation.end), "邻近运算内不能用 NOT。", "NOT cannot stand inside a proximity.",
        faults.Edit(operator.start, negation.end, sign),
    )  # fmt: skip


def term_count(tokens: Sequence[Token]) -> int:
    """Return how many terms a query has: its words, and the words of its quotations."""
    single = sum(token.kind in ("WORD", "FUNCTION") for token in tokens)
    return single + sum(len(token.text.split()) for token in tokens if token.kind == "QUOTED")
