"""The grammar's tree to the query: chains flattened, proximities checked.

Invariants: a chain without brackets is one node with all its operands; a group in brackets stays a node of its own,
so that what was written is what is shown.
"""

from collections.abc import Sequence
from typing import Literal

from lark import Token, Tree

from domain.query import And, Near, Not, Or, Query
from search_api.syntax.leaves import Piece
from search_api.syntax.proximity import near_node

_COMPARED_DEPTH = 200
_Operator = Literal["AND", "OR"]


def build(tree: Tree[Token] | Token, pieces: Sequence[Piece]) -> Query:
    """Return the query: AND before OR."""
    return _Builder(pieces).node(tree)


def is_mixed(tree: Tree[Token] | Token) -> bool:
    """Tell whether AND and OR stand side by side without brackets anywhere."""
    return isinstance(tree, Tree) and any(
        isinstance(child, Tree) and child.data == "conjunction"
        for one in tree.find_data("disjunction")
        for child in one.children
    )


def other_reading(tree: Tree[Token] | Token, pieces: Sequence[Piece]) -> Query:
    """Return how a mixed query would read if AND did not bind first.

    It is read strictly from left to right; where that changes nothing, with OR first.
    """
    second = _Builder(pieces, "left").node(tree)
    if depth_of(second) < _COMPARED_DEPTH and second == build(tree, pieces):
        return _Builder(pieces, "or").node(tree)
    return second


def depth_of(query: Query) -> int:
    """Return how many levels a tree has, without recursion: a chain of different operators can be very deep."""
    deepest = 0
    waiting = [(query, 1)]
    while waiting:
        one, level = waiting.pop()
        deepest = max(deepest, level)
        if isinstance(one, And | Or | Near):
            waiting += [(operand, level + 1) for operand in one.operands]
        elif isinstance(one, Not):
            waiting.append((one.operand, level + 1))
    return deepest


class _Builder:
    def __init__(self, pieces: Sequence[Piece], first: Literal["and", "left", "or"] = "and") -> None:
        self.pieces = pieces
        self.first = first

    def node(self, tree: Tree[Token] | Token) -> Query:
        if isinstance(tree, Token):
            leaf = self.pieces[int(tree)].node
            assert leaf is not None, "only a leaf stands alone"
            return leaf
        if tree.data == "group":
            return self.node(tree.children[1])
        if tree.data == "disjunction":
            return self._disjunction(tree)
        if tree.data == "conjunction":
            return _joined("AND", self._operands(tree))
        if tree.data == "negation":
            operand = self.node(tree.children[1])
            return Not(operand, (self._piece(tree.children[0]).token.start, operand.span[1]))
        operators = [self._piece(one).token for one in tree.children[1::2]]
        return near_node([self.node(one) for one in tree.children[::2]], operators)

    def _piece(self, token: Tree[Token] | Token) -> Piece:
        assert isinstance(token, Token)
        return self.pieces[int(token)]

    def _operands(self, tree: Tree[Token]) -> list[Query]:
        return [self.node(one) for one in tree.children if not _is_operator(one)]

    def _disjunction(self, tree: Tree[Token]) -> Query:
        parts = [one for one in tree.children if not _is_operator(one)]
        mixed = any(isinstance(one, Tree) and one.data == "conjunction" for one in parts)
        if not mixed or self.first == "and":
            return _joined("OR", [self.node(one) for one in parts])
        chains = [
            self._operands(one) if isinstance(one, Tree) and one.data == "conjunction" else [self.node(one)]
            for one in parts
        ]
        return _left_to_right(chains) if self.first == "left" else _or_first(chains)


def _is_operator(tree: Tree[Token] | Token) -> bool:
    return isinstance(tree, Token) and tree.type in ("AND", "OR")


def _joined(operator: _Operator, operands: Sequence[Query]) -> Query:
    if len(operands) == 1:
        return operands[0]
    span = operands[0].span[0], operands[-1].span[1]
    return And(tuple(operands), span) if operator == "AND" else Or(tuple(operands), span)


def _left_to_right(chains: Sequence[Sequence[Query]]) -> Query:
    """Join chains of AND, between which OR stands, strictly in order."""
    steps: list[tuple[_Operator, Query]] = []
    for chain in chains:
        steps += [("AND" if at else "OR", one) for at, one in enumerate(chain)]
    operands, operator = [steps[0][1]], steps[1][0]
    for sign, one in steps[1:]:
        if sign != operator:
            operands, operator = [_joined(operator, operands)], sign
        operands.append(one)
    return _joined(operator, operands)


def _or_first(chains: Sequence[Sequence[Query]]) -> Query:
    """Join what stands on both sides of each OR first, then all with AND."""
    groups: list[list[Query]] = [[]]
    for chain in chains:
        groups[-1].append(chain[0])
        groups += [[one] for one in chain[1:]]
    return _joined("AND", [_joined("OR", group) for group in groups])
