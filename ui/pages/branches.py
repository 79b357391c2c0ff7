"""The technology tree and the tags: imported, shown with what each branch finds, edited, exported.

Invariants: every change is a POST from a page of this site; a tree is replaced only by one that is accepted whole.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from domain.engine import Searcher
from domain.errors import AmbiguousNumber, AtlasError, ParameterError, QueryError, RecordNotFound
from domain.text import Wording
from indexer import workspace
from indexer.workspace import Branch, Tagging
from loaders.trees import read_table
from search_api import params
from search_api.branches import Scope, branch_scope, tag_scope, tree_from
from search_api.export.tables import safe
from search_api.judging import Estimate, wilson
from search_api.records import locate
from search_api.service import Service, service_of
from search_api.similar.asking import form_of
from ui.languages import Lang
from ui.rendering import attached, page
from ui.wording import say

router = APIRouter()
_PATH = "navigation/branches"
_MOST_IDS = 20_000


@dataclass(frozen=True, slots=True)
class ShownBranch:
    """A branch as the page shows it: how deep it lies, what it finds, how good its query was judged."""

    name: str
    depth: int
    query: str
    count: int | None
    url: str | None
    fault: Wording | None
    noise: int
    precision: Estimate | None


@dataclass(frozen=True, slots=True)
class ShownTag:
    name: str
    count: int
    url: str


@router.get("/{lang}/navigation/branches")
def shown(request: Request, lang: Lang) -> Response:
    """Show the tree and the tags."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    return _page(request, lang, service, None)


@router.post("/{lang}/navigation/branches")
async def changed(request: Request, lang: Lang) -> Response:
    """Change the tree, a tag, or what is taken out of a branch; ``step`` says which."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    data = await form_of(request)
    try:
        file = data.get("file")
        raw = await file.read() if isinstance(file, UploadFile) else b""
        return await run_in_threadpool(_changed, request, lang, service, data, raw)
    finally:
        await data.close()


@router.get("/{lang}/navigation/branches.csv")
def tree_csv(request: Request, lang: Lang) -> Response:
    """Give the tree as it can be imported again."""
    with workspace.opened(service_of(request).engine) as connection:
        tree = workspace.branches(connection)
    return table_file(
        "branches.csv", ("branch", "parent", "query"), [(one.name, one.parent or "", one.query) for one in tree]
    )


@router.get("/{lang}/navigation/tags.csv")
def tags_csv(request: Request, lang: Lang) -> Response:
    """Give every tagging as it can be imported again."""
    with workspace.opened(service_of(request).engine) as connection:
        taggings = workspace.tagged(connection)
    rows = [(one.name, one.id, one.by, one.why, one.at) for one in taggings]
    return table_file("tags.csv", ("tag", "id", "by", "why", "at"), rows)


def table_file(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Response:
    """Return a CSV file with a byte-order mark, safe against formulas."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(header)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return attached(("\ufeff" + kept.getvalue()).encode(), "text/csv; charset=utf-8", name)


def _changed(request: Request, lang: Lang, service: Service, data: FormData, raw: bytes) -> Response:
    try:
        _write(service, {name: str(value) for name, value in data.items() if isinstance(value, str)}, raw)
    except AtlasError as error:
        return _page(request, lang, service, error)
    return RedirectResponse(f"/{lang}/{_PATH}", 303)


def _write(service: Service, given: dict[str, str], raw: bytes) -> None:
    step, by, why = given.get("step", ""), given.get("by", "").strip(), given.get("why", "").strip()
    if step == "tree":
        rows = read_table(raw, ("branch", "query"))
        tree = tree_from((one.line, one.values) for one in rows)
        with workspace.opened(service.engine) as connection:
            workspace.keep_branches(connection, tree)
        return
    if step == "tags":
        found: dict[tuple[str, str, str], list[str]] = {}
        for one in read_table(raw, ("tag", "id")):
            key = (one.values.get("tag", ""), one.values.get("by", by), one.values.get("why", why))
            found.setdefault(key, []).append(one.values.get("id", ""))
        with service.searcher() as searcher, workspace.opened(service.engine) as connection:
            for (tag, said_by, said_why), ids in found.items():
                workspace.tag(connection, _name("tag", tag), known_ids(searcher, ids), said_by, said_why)
        return
    name = _name("name", given.get("name", ""))
    with service.searcher() as searcher:
        ids = known_ids(searcher, given.get("ids", "").split("\n"))
    with workspace.opened(service.engine) as connection:
        if step == "tag":
            workspace.tag(connection, name, ids, by, why)
        elif step == "untag":
            workspace.untag(connection, name, ids)
        elif step == "aside":
            _known_branch(workspace.branches(connection), name)
            workspace.set_aside(connection, name, ids, by, why)
        elif step == "back":
            workspace.take_back(connection, name, ids)
        else:
            raise ParameterError("step", "没有这个操作。", "There is no such step.")


def known_ids(searcher: Searcher, spellings: Sequence[str]) -> list[str]:
    """Return the ids of records from numbers in any spelling, one a line. Raises ``ParameterError`` with the line."""
    found: list[str] = []
    asked = [one.strip() for one in spellings]
    if len(asked) > _MOST_IDS:
        raise ParameterError("ids", f"最多 {_MOST_IDS:,} 个号码。", f"At most {_MOST_IDS:,} numbers.")
    for line, one in enumerate(asked, 1):
        if one:
            try:
                found.append(locate(searcher, one))
            except (RecordNotFound, AmbiguousNumber) as error:
                raise ParameterError(
                    "ids", f"第 {line} 行：{error.detail.zh}", f"Line {line}: {error.detail.en}"
                ) from None
    if not found:
        raise ParameterError("ids", "没有给出号码。", "No number is given.")
    return found


def _name(parameter: str, text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 100:
        raise ParameterError(parameter, "名称须为 1 至 100 个字符。", "A name has 1 to 100 characters.")
    return name


def _known_branch(tree: Sequence[Branch], name: str) -> None:
    if name not in {one.name for one in tree}:
        raise ParameterError("name", f"没有分支“{name}”。", f"There is no branch “{name}”.")


def _page(request: Request, lang: Lang, service: Service, error: AtlasError | None) -> Response:
    with service.searcher() as searcher, workspace.opened(service.engine) as connection:
        tree = workspace.branches(connection)
        noise = workspace.noise(connection)
        taggings = workspace.tagged(connection)
        judged = {one.name: workspace.judged(connection, one.name) for one in tree}
        good = {name: wilson(sum(one.relevant for one in given), len(given)) for name, given in judged.items()}
        rows = [_branch(searcher, tree, noise, one, good[one.name], lang) for one in _in_order(tree)]
        tags = [_tag(taggings, name, count, lang) for name, count in workspace.tags(connection).items()]
        date = searcher.state().data_date
    fault = error.detail.in_language(lang) if error else None
    return page(
        request, "branches.html", lang, 422 if error else 200, branches=rows, tags=tags, fault=fault, data_date=date,
        interval=lambda one: say("interval", lang, value=f"{one.value:.2f}", low=f"{one.low:.2f}", high=f"{one.high:.2f}", n=one.n),
    )  # fmt: skip


def _in_order(tree: Sequence[Branch], parent: str | None = None) -> list[Branch]:
    found = []
    for one in tree:
        if one.parent == parent:
            found += [one, *_in_order(tree, one.name)]
    return found


def _depth(tree: Sequence[Branch], one: Branch) -> int:
    above = {branch.name: branch.parent for branch in tree}
    depth, name = 0, one.parent
    while name is not None:
        depth, name = depth + 1, above[name]
    return depth


def _branch(
    searcher: Searcher, tree: Sequence[Branch], noise: Sequence[Tagging], one: Branch, good: Estimate | None, lang: str
) -> ShownBranch:
    out = sum(tagging.name == one.name for tagging in noise)
    try:
        scope = branch_scope(tree, noise, one.name)
        count, url, fault = searcher.count(scope.query), _url(scope, lang), None
    except QueryError as error:
        count, url, fault = None, None, error.detail
    except ParameterError as error:
        count, url, fault = None, None, error.detail
    return ShownBranch(one.name, _depth(tree, one), one.query, count, url, fault, out, good)


def _tag(taggings: Sequence[Tagging], name: str, count: int, lang: str) -> ShownTag:
    return ShownTag(name, count, _url(tag_scope(taggings, name), lang))


def _url(scope: Scope, lang: str) -> str:
    return params.url_of(f"/{lang}/search", [("q", scope.text)])
