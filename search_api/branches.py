"""A technology tree as scopes: which records a branch or a tag speaks of, and what is wrong with a tree.

Invariants: a tree that is accepted has no branch twice, no missing parent and no circle; a query that cannot be read
spoils its own branch alone, and those above that have none of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.engine import Engine
from domain.errors import ParameterError, QueryError
from domain.query import Listed, Query
from domain.text import Wording
from indexer import workspace
from indexer.workspace import Branch, Tagging
from search_api import syntax


@dataclass(frozen=True, slots=True)
class Scope:
    """The records of a branch or tag; ``text`` asks for the same in the query language."""

    query: Query
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A branch whose query cannot be read, and why."""

    branch: str
    detail: Wording
    span: tuple[int, int]


def tree_from(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Branch, ...]:
    """Return the tree of (line, values by column). Raises ``ParameterError`` (bad-tree) with the line."""
    tree: dict[str, Branch] = {}
    lines: dict[str, int] = {}
    for line, values in rows:
        name = values.get("branch", "")
        if not name:
            raise _bad(line, "没有分支名称。", "the branch has no name.")
        if name in tree:
            raise _bad(line, f"分支“{name}”重复。", f"the branch “{name}” stands twice.")
        tree[name] = Branch(name, values.get("parent") or None, values.get("query", ""))
        lines[name] = line
    for name, one in tree.items():
        seen = {name}
        while one.parent is not None:
            if one.parent not in tree:
                raise _bad(
                    lines[name], f"上级分支“{one.parent}”不存在。", f"there is no branch “{one.parent}” above it."
                )
            one = tree[one.parent]
            if one.name in seen:
                raise _bad(lines[name], "分支的上级关系成环。", "the branches above it run in a circle.")
            seen.add(one.name)
    return tuple(tree.values())


def faults(tree: Sequence[Branch]) -> tuple[Fault, ...]:
    """Return the branches whose own query cannot be read."""
    found = []
    for one in tree:
        try:
            if one.query:
                syntax.parse(one.query)
        except QueryError as error:
            found.append(Fault(one.name, error.detail, error.span))
    return tuple(found)


def branch_scope(tree: Sequence[Branch], noise: Sequence[Tagging], name: str) -> Scope:
    """Return the records of a branch: its own query, else what its branches find, less what was taken out as noise.

    Raises ``ParameterError`` where there is no such branch or nothing to ask, ``QueryError`` where its query is broken.
    """
    if name not in {one.name for one in tree}:
        raise ParameterError("branch", f"没有分支“{name}”。", f"There is no branch “{name}”.")
    text = _text(tree, name)
    if not text:
        raise ParameterError("branch", f"分支“{name}”没有检索式。", f"The branch “{name}” has no query.")
    if any(one.name == name for one in noise):
        text = f"({text}) NOT {syntax.render(Listed('noise', name))}"
    return Scope(syntax.parse(text).tree, text)


def tag_scope(taggings: Sequence[Tagging], name: str) -> Scope:
    """Return the records under a tag. Raises ``ParameterError`` where nothing stands under it."""
    if not any(one.name == name for one in taggings):
        raise ParameterError("tag", f"标签“{name}”下没有记录。", f"Nothing stands under the tag “{name}”.")
    query = Listed("tag", name)
    return Scope(query, syntax.render(query))


@dataclass(frozen=True, slots=True)
class Resolver:
    """Gives the query of a branch or tag that the workspace of an engine holds, ``None`` where there is none."""

    engine: Engine

    def __call__(self, kind: str, name: str) -> Query | None:
        with workspace.opened(self.engine) as connection:
            if kind == "branch":
                tree = workspace.branches(connection)
                if name not in {one.name for one in tree}:
                    return None
                return branch_scope(tree, workspace.noise(connection, name), name).query
            held = workspace.tagged(connection, name)
            return tag_scope(held, name).query if held else None


def _text(tree: Sequence[Branch], name: str) -> str:
    own = next(one.query for one in tree if one.name == name)
    if own:
        return own
    below = [_text(tree, one.name) for one in tree if one.parent == name]
    asked = [f"({one})" for one in below if one]
    return " OR ".join(asked)


def _bad(line: int, zh: str, en: str) -> ParameterError:
    return ParameterError("file", f"第 {line} 行：{zh}", f"Line {line}: {en}", code="bad-tree")
