"""Tokens to leaves: each value becomes a node of the query, in the field that stands before it or before its group.

Invariants: what comes out is in the order of the text and holds only what the grammar speaks of: brackets, operators
and leaves. Inside a proximity a bare word is text, whatever it looks like.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.analysis import is_cjk
from domain.fields import FIELDS, Field, field_named
from domain.query import Query
from search_api.syntax import bare, faults, values
from search_api.syntax.functions import function_node
from search_api.syntax.keywords import distance
from search_api.syntax.tokens import Token
from search_api.syntax.told import Interpretation
from search_api.syntax.values import Value

_SIGNS = (">=", "<=", ">", "<")


@dataclass(frozen=True, slots=True)
class Piece:
    """What the grammar reads: a bracket, an operator (``token``) or a leaf (``node``)."""

    kind: str
    token: Token
    node: Query | None = None


def leaves(tokens: Sequence[Token], text: str, lang: str) -> tuple[list[Piece], list[Interpretation]]:
    """Return the pieces of a query and what must be said about its bare words."""
    reader = _Reader(tokens, text, lang)
    reader.run()
    return reader.pieces, reader.told


class _Reader:
    """Walks the tokens once; ``groups`` holds, for each open bracket, its field and whether a proximity joins it."""

    def __init__(self, tokens: Sequence[Token], text: str, lang: str) -> None:
        self.tokens = tokens
        self.text = text
        self.lang = lang
        self.at = 0
        self.pieces: list[Piece] = []
        self.told: list[Interpretation] = []
        self.groups: list[tuple[Field | None, bool]] = [(None, False)]
        self.closing = _closing(tokens)

    def run(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "LPAR":
                self._open(self.groups[-1][0], self.at)
            elif token.kind == "FIELD":
                self._field(token)
            elif token.kind in ("WORD", "QUOTED"):
                self._values(self.groups[-1][0])
            elif token.kind == "FUNCTION":
                self._leaf(function_node(token), token)
            else:
                if token.kind == "RPAR":
                    self.groups.pop()
                self.pieces.append(Piece(token.kind, token))
                self.at += 1

    def _leaf(self, node: Query, token: Token, words: int = 1) -> None:
        self.pieces.append(Piece("LEAF", token, node))
        self.at += words

    def _open(self, field: Field | None, first: int) -> None:
        """Open a group whose first token, field included, is ``first``."""
        joined = self.groups[-1][1] or self._is_joined(first, self.closing[self.at])
        self.groups.append((field, joined))
        self.pieces.append(Piece("LPAR", self.tokens[self.at]))
        self.at += 1

    def _is_joined(self, first: int, last: int) -> bool:
        """Tell whether a proximity operator stands beside the tokens from ``first`` to ``last``."""
        before = self.tokens[first - 1] if first else None
        after = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        return any(one is not None and one.kind == "PROX" for one in (before, after))

    def _field(self, token: Token) -> None:
        field = field_named(token.text)
        if field is None:
            raise _unknown(token, self.tokens[self.at + 1], self.text, self.lang)
        first = self.at
        self.at += 1
        if self.tokens[self.at].kind == "LPAR":
            return self._open(field, first)
        if self.tokens[self.at].kind == "FUNCTION":
            after = self.tokens[self.at]
            span = token.start, after.start
            raise faults.misused(span, "函数之前不能有字段。", "A function takes no field.", faults.Edit(*span))
        self._values(field, token)

    def _values(self, field: Field | None, name: Token | None = None) -> None:
        """Add one leaf: a quotation, or the longest run of words that is one value."""
        token = self.tokens[self.at]
        value = _value(token, name)
        if token.kind == "QUOTED":
            node = values.text_node("text", value) if field is None else values.value_node(field, value)
            return self._leaf(node, token)
        if field is None:
            return self._bare(token, value)
        run = self._run(field)
        words = _run_length(field, run, self.text)
        value = _value(token, name, self.text[token.start : run[words - 1].end], run[words - 1].end)
        self._leaf(values.value_node(field, value), token, words)

    def _bare(self, token: Token, value: Value) -> None:
        if self.groups[-1][1] or self._is_joined(self.at, self.at):
            return self._leaf(bare.plain(value), token)
        found = bare.read_bare([_value(one, None) for one in self._run(None)], self.text)
        if found.told:
            self.told.append(found.told)
        self._leaf(found.node, token, found.words)

    def _run(self, field: Field | None) -> list[Token]:
        """Return the words from here on that may be one value: adjacent, and no operand of a proximity."""
        last = self.at
        while last + 1 < len(self.tokens) and last - self.at < bare.LONGEST_RUN - 1:
            if self.tokens[last + 1].kind != "WORD":
                break
            last += 1
        if last + 1 < len(self.tokens) and self.tokens[last + 1].kind == "PROX" and last > self.at:
            last -= 1
        return list(self.tokens[self.at : last + 1])


def _closing(tokens: Sequence[Token]) -> dict[int, int]:
    opened: list[int] = []
    closing: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.kind == "LPAR":
            opened.append(at)
        elif token.kind == "RPAR":
            closing[opened.pop()] = at
    return closing


def _value(token: Token, name: Token | None, text: str | None = None, end: int | None = None) -> Value:
    return Value(
        token.text if text is None else text, token.start, end or token.end, token.kind == "QUOTED",
        name is not None and name.sign == "==", name.start if name is not None else None,
    )  # fmt: skip


def _run_length(field: Field, run: Sequence[Token], text: str) -> int:
    """Return how many words the field's value takes: a number or symbol in several words, a comparison set apart."""
    if len(run) > 1 and run[0].text in _SIGNS and field.kind in ("date", "number"):
        return 2
    if len(run) > 2 and run[1].text == ".." and field.kind in ("date", "number", "class"):
        return 3
    if field.kind not in ("identifier", "class"):
        return 1
    for count in range(len(run), 1, -1):
        spelled = text[run[0].start : run[count - 1].end]
        if values.is_one_value(field, spelled):
            return count
    return 1


def _unknown(token: Token, after: Token, text: str, lang: str) -> faults.Fault:
    """Return the fault of an unknown field: the nearest name to take its place, else the words in quotation marks."""
    nearest = nearest_field(token.text, lang)
    span = token.start, token.end
    if nearest:
        return faults.unknown_field(span, nearest, faults.Edit(*span, nearest))
    if after.kind == "WORD":
        end = after.end
        return faults.unknown_field(span, None, faults.Edit(token.start, end, f'"{text[token.start : end]}"'))
    return faults.unknown_field(span, None, faults.Edit(token.start, after.start, f'"{token.text}" '))


def nearest_field(text: str, lang: str) -> str | None:
    """Return the field name or alias that is spelled most like the text; of equals, that of the interface language.

    >>> nearest_field("titel", "en"), nearest_field("申请入", "zh"), nearest_field("http", "en")
    ('title', '申请人', None)
    """
    if len(text) < (2 if is_cjk(text[0]) else 3):
        return None  # every short name is near to some field
    written = text.casefold()
    most = 1 if len(written) < 4 else 2
    found = [
        (distance(written, name, most), is_cjk(name[0]) != (lang == "zh"), field.kind not in ("text", "name"), name)
        for field in FIELDS
        for name in (field.name, *field.aliases)
    ]
    best = min(found)
    return best[3] if best[0] <= most else None
