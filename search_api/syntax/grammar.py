"""Pieces to a tree: the grammar of the language, read by lark's LALR parser with a lexer of our own.

The tokens are already leaves, brackets and operators, so the grammar says only what binds first: brackets, then
proximity, then NOT, then AND (a blank is AND), then OR.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from lark import Lark, Token, Tree
from lark.lexer import Lexer

from search_api.syntax.leaves import Piece

GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction (OR conjunction)*
?conjunction: negation (AND? negation)*
?negation: NOT proximity | proximity
?proximity: atom (PROX atom)*
?atom: LEAF | group
group: LPAR disjunction RPAR
%declare AND OR NOT PROX LEAF LPAR RPAR
"""


class _Pieces(Lexer):
    """Gives lark our pieces; a token's value is the place of its piece."""

    def __init__(self, lexer_conf: Any) -> None:
        """Lark hands over its settings; the pieces need none of them."""

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        for at, piece in enumerate(data):
            yield Token(piece.kind, str(at))


_PARSER = Lark(GRAMMAR, parser="lalr", lexer=_Pieces, propagate_positions=False, maybe_placeholders=False)


def structure(pieces: Sequence[Piece]) -> Tree[Token] | Token:
    """Return the tree of the pieces' places; brackets stay as ``group``."""
    found: Tree[Token] | Token = _PARSER.parse(pieces)
    return found
