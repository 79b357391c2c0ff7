"""What every engine asks of a request before it answers: fields that can be counted or sorted by, and the window."""

from domain.errors import ParameterError
from domain.fields import Field, field_named
from domain.query import SearchRequest, Sort
from domain.text import Wording
from indexer.engines import columns

WINDOW = 10_000
GROUPS = {"application": columns.APPLICATION, "family": columns.FAMILY}


def facet_field(name: str) -> Field:
    """Return a field that has a facet. Raises ``ParameterError``."""
    field = field_named(name)
    if field is None or not field.facet:
        raise ParameterError("facets", "这个字段不能分面统计。", "This field has no facet.")
    return field


def sort_column(sort: Sort) -> str:
    """Return the column of a sort. Raises ``ParameterError``."""
    field = field_named(sort.field)
    if field is None or not field.sort:
        raise ParameterError("sort", "不能按这个字段排序。", "This field cannot be sorted by.")
    return field.name + columns.SORT


def sorts_by_text(sort: Sort) -> bool:
    """Tell whether the sort key is text."""
    field = field_named(sort.field)
    return field is not None and field.kind == "name"


def bad_cursor() -> ParameterError:
    """Return the error of a cursor that is not ours, or of another order."""
    return ParameterError(
        "cursor", "这个 cursor 无效，或属于另一种排序。", "The cursor is not valid, or belongs to another order.",
        code="bad-cursor",
    )  # fmt: skip


def checked(request: SearchRequest) -> None:
    """Raise ``ParameterError`` for a page that is no page or lies beyond the window, or a cursor without an order."""
    if request.size < 1 or request.page < 1:
        raise ParameterError("size", "页码和每页条数从 1 起。", "Page and size begin at 1.")
    if request.cursor is not None:
        if request.sort.field == "relevance":
            raise bad_cursor()
    elif request.page * request.size > WINDOW:
        raise ParameterError(
            "page", f"最多翻到第 {WINDOW} 条。", f"Pages end at hit {WINDOW}.", code="window-exceeded",
            hint=Wording("请按日期等字段排序，用 next 继续。", "Sort by a field, and go on with next."),
        )  # fmt: skip
