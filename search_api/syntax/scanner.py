"""The query's text cut into tokens, in one pass and without judging their order.

Invariants: full-width punctuation is folded one character to one character before anything is looked at, so every span
is one of the text as sent; the text of a token keeps the characters as typed.
"""

import re
from dataclasses import replace

from domain.fields import field_named
from search_api.syntax import faults
from search_api.syntax.tokens import FUNCTIONS, Token, TokenKind

FOLDED = str.maketrans("（）：，“”＝", '():,""=')
_BLANK = re.compile(r"[\s,;、；]+")
_WORD = re.compile(r"[^\s()\"]+")
_SEPARATOR = re.compile(r"(?<![0-9A-Za-z])[,;]|[,;](?![0-9A-Za-z])|[、；]")
_FIELD = re.compile(r"([^\W\d][\w-]*)(==|:|=|(?=[<>]))")
_SIGN = re.compile(r"==|:|=|")
_PROXIMITY = re.compile(r"(NEAR|ADJ)(?:/(\d+))?|SENT|PARA|CLAIM")
_OPERATORS: dict[str, TokenKind] = {
    "AND": "AND", "与": "AND", "且": "AND", "&": "AND", "OR": "OR", "或": "OR", "|": "OR", "NOT": "NOT", "非": "NOT",
}  # fmt: skip
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r"\\([\"“”\\])")


def fold(text: str) -> str:
    """Return the text with full-width punctuation as its ASCII counterpart, character by character.

    >>> fold("标题：（茶）")
    '标题:(茶)'
    """
    return text.translate(FOLDED)


def scan(text: str) -> list[Token]:
    """Return the tokens of a query.

    >>> [(one.kind, one.text) for one in scan('ti:tea -"hot coffee"')]
    [('FIELD', 'ti'), ('WORD', 'tea'), ('NOT', '-'), ('QUOTED', 'hot coffee')]
    """
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.at = 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self.at < len(self.folded):
            char = self.folded[self.at]
            if char in "()":
                self._add("LPAR" if char == "(" else "RPAR", self.at, self.at + 1)
            elif char == '"':
                self._quotation()
            elif blank := _BLANK.match(self.folded, self.at):
                self.at = blank.end()
            else:
                self._word()
        return self.tokens

    def _add(self, kind: TokenKind, start: int, end: int, sign: str = "", text: str | None = None) -> None:
        self.tokens.append(Token(kind, self.text[start:end] if text is None else text, start, end, sign))
        self.at = end

    def _quotation(self) -> None:
        found = _QUOTED.match(self.folded, self.at)
        if found is None:
            raise faults.unclosed_quotation(self.at, len(self.text.rstrip()))
        inside = _ESCAPED.sub(r"\1", self.text[found.start(1) : found.end(1)])
        self._add("QUOTED", found.start(), found.end(), text=inside)

    def _word(self) -> None:
        found = _WORD.match(self.folded, self.at)
        assert found is not None, "a character that is no blank, bracket or quotation mark begins a word"
        start, end = found.span()
        if cut := _SEPARATOR.search(self.folded, start, end):
            end = cut.start()
        word = self.folded[start:end]
        if word[0] in ":=<>" and self._field_before():
            start, end = self.at, self.at + len(_SIGN.match(word)[0])  # type: ignore[index]
            self.tokens[-1] = replace(self.tokens[-1], kind="FIELD", sign=word[: end - start] or ":")
            self.at = end
            return self._value(start + len(word))
        if word in _OPERATORS:
            return self._add(_OPERATORS[word], start, end)
        if operator := _PROXIMITY.fullmatch(word):
            return self._add("PROX", start, end, sign=operator.group())
        if word[0] == "-" and (len(word) > 1 or self.folded[end : end + 1] in ("(", '"')):
            return self._add("NOT", start, start + 1)
        if word.casefold() in FUNCTIONS and self.folded[end : end + 1] == "(":
            return self._function(start, end)
        if name := _FIELD.match(word):
            self._add("FIELD", start, start + name.end(1), sign=name[2] or ":")
            self.at = start + name.end()
            if self.folded[self.at : self.at + 1] == "-" and self.at + 1 < end:
                self._add("NOT", self.at, self.at + 1)
        self._value(end)

    def _field_before(self) -> bool:
        """Tell whether the token before is the name of a field that blanks set apart from its colon."""
        before = self.tokens[-1] if self.tokens else None
        free = len(self.tokens) < 2 or self.tokens[-2].kind != "FIELD"
        return before is not None and before.kind == "WORD" and free and field_named(before.text) is not None

    def _value(self, end: int) -> None:
        """Add the rest of the word as it stands: after a field nothing is an operator."""
        if self.at < end:
            self._add("WORD", self.at, end)

    def _function(self, start: int, bracket: int) -> None:
        """Add a function call with its argument as typed, up to the bracket that closes it."""
        depth, at = 0, bracket
        while at < len(self.folded):
            char = self.folded[at]
            if char == '"':
                quoted = _QUOTED.match(self.folded, at)
                if quoted is None:
                    raise faults.unclosed_quotation(at, len(self.text.rstrip()))
                at = quoted.end()
                continue
            depth += (char == "(") - (char == ")")
            at += 1
            if depth == 0:
                name, argument = self.folded[start:bracket].casefold(), self.text[bracket + 1 : at - 1]
                return self._add("FUNCTION", start, at, sign=argument, text=name)
        raise faults.unclosed_bracket(bracket, len(self.text.rstrip()))
