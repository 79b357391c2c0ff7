"""Every fault that a query can have, in both languages, with the edit that would repair it.

An edit replaces a stretch of the text as sent. A fault is internal: ``parse`` applies the edits, checks that what comes
out is a query that works, and raises the error with it.
"""

from dataclasses import dataclass

from domain import errors
from domain.errors import QueryError
from domain.text import Wording

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between ``start`` and ``end``; an empty ``text`` removes it with the blank before it."""

    start: int
    end: int
    text: str = ""


class Fault(Exception):
    """A query error on its way out, with the edits that may repair the query."""

    def __init__(self, error: QueryError, *edits: Edit) -> None:
        super().__init__(error.reason)
        self.error = error
        self.edits = edits


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """Return ``text`` with all edits made, from the last to the first."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        start, end = edit.start, edit.end
        if not edit.text:
            while start and text[start - 1].isspace():
                start -= 1
            if start and end < len(text) and not text[end].isspace() and text[start - 1] != "(" and text[end] != ")":
                start = min(start + 1, edit.start)
        text = text[:start] + edit.text + text[end:]
    return text.strip()


def empty_query() -> Fault:
    return Fault(errors.QuerySyntax("检索式为空。", "The query is empty.", span=(0, 0), code="empty-query"))


def too_long(limit: int, length: int) -> Fault:
    return Fault(
        errors.QueryTooLarge(
            f"检索式超过 {limit} 个字符。", f"The query is longer than {limit} characters.", span=(limit, length),
            hint=Wording("请缩短检索式。", "Shorten the query."),
        )
    )  # fmt: skip


def too_deep(limit: int, span: Span) -> Fault:
    return Fault(
        errors.QueryTooLarge(
            f"括号嵌套超过 {limit} 层。", f"Parentheses are nested more than {limit} deep.", span=span,
            hint=Wording("请减少括号层数。", "Use fewer levels of parentheses."), code="query-too-deep",
        )
    )  # fmt: skip


def too_many_terms(limit: int, span: Span) -> Fault:
    return Fault(
        errors.QueryTooLarge(
            f"检索词超过 {limit} 个。", f"The query has more than {limit} terms.", span=span,
            hint=Wording("请分成几次检索。", "Ask in several queries."), code="too-many-terms",
        )
    )  # fmt: skip


def unclosed_quotation(start: int, end: int) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "引号没有闭合。", "The quotation is not closed.", span=(start, end), code="unclosed-quotation",
            hint=Wording("请补上引号。", "Close it with a quotation mark."),
        ),
        Edit(end, end, '"'),
    )  # fmt: skip


def unclosed_bracket(start: int, end: int) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "左括号没有闭合。", "This bracket is not closed.", span=(start, start + 1), code="unbalanced-parentheses",
            hint=Wording("请补上右括号。", "Close it with a bracket."),
        ),
        Edit(end, end, ")"),
    )  # fmt: skip


def unopened_bracket(start: int) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "右括号没有对应的左括号。", "This bracket closes nothing.", span=(start, start + 1),
            hint=Wording("请删去它。", "Remove it."), code="unbalanced-parentheses",
        ),
        Edit(start, start + 1),
    )  # fmt: skip


def empty_brackets(start: int, end: int) -> Fault:
    error = errors.QuerySyntax("括号内没有内容。", "There is nothing between the brackets.", span=(start, end))
    return Fault(error, Edit(start, end))


def dangling(operator: str, span: Span) -> Fault:
    return Fault(
        errors.QuerySyntax(
            f"运算符 {operator} 缺少一侧的内容。", f"The operator {operator} has nothing to join on one side.",
            span=span, code="dangling-operator",
            hint=Wording("请补上内容或删去运算符；要检索该词，请加引号。",
                         "Complete or remove it; to search for the word itself, put it in quotation marks."),
        ),
        Edit(*span),
    )  # fmt: skip


def field_without_value(span: Span) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "字段之后没有值。", "A field stands here without a value.", span=span, code="dangling-operator",
            hint=Wording("请在冒号后写值。", "Write a value after the colon."),
        ),
        Edit(*span),
    )  # fmt: skip


def nothing_to_search(span: Span, removed: Span) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "此处没有可检索的字母、数字或汉字。", "There is no letter or digit here to search for.", span=span,
            hint=Wording("请删去它。", "Remove it."),
        ),
        Edit(*removed),
    )  # fmt: skip


def negated_value(span: Span, edits: tuple[Edit, ...]) -> Fault:
    return Fault(
        errors.QuerySyntax(
            "减号只在检索词开头表示排除，请放在字段之前。", "A minus excludes only at the start: put it before the field.",
            span=span,
        ),
        *edits,
    )  # fmt: skip


def comparison_without_field(span: Span, quoted: str) -> Fault:
    return Fault(
        errors.BadRange(
            "比较或范围之前没有字段。", "A comparison or range stands here without a field.", span=span,
            hint=Wording("请写明字段，如 published:>=2015；要检索文字，请加引号。",
                         "Name the field, as in published:>=2015; to search for the text, put it in quotation marks."),
        ),
        Edit(*span, quoted),
    )  # fmt: skip


def unknown_field(span: Span, nearest: str | None, edit: Edit) -> Fault:
    return Fault(
        errors.UnknownField(
            "没有这个名称的字段。", "No field has this name.", span=span,
            hint=Wording(f"是否指 {nearest}？", f"Did you mean {nearest}?") if nearest else
            Wording("要检索文字，请加引号。", "To search for the text itself, put it in quotation marks."),
        ),
        edit,
    )  # fmt: skip


def misused(span: Span, zh: str, en: str, *edits: Edit) -> Fault:
    return Fault(errors.FieldMisused(zh, en, span=span), *edits)


def unknown_value(span: Span, known: tuple[str, ...], nearest: str | None) -> Fault:
    names = ", ".join(known)
    return Fault(
        errors.FieldMisused(
            "这个字段没有这个值。", "This field has no such value.", span=span,
            hint=Wording(f"可用的值：{names}。", f"Its values are {names}."),
        ),
        *((Edit(*span, nearest),) if nearest else ()),
    )  # fmt: skip


_DATE_HELP = Wording(
    "日期写作 YYYY、YYYY-MM、YYYY-MM-DD 或 YYYYMMDD。", "Write dates as YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD."
)


def no_such_day(span: Span, *edits: Edit) -> Fault:
    error = errors.BadDate("没有这一天。", "There is no such date.", span=span, hint=_DATE_HELP)
    return Fault(error, *edits)


def not_a_date(span: Span, *edits: Edit) -> Fault:
    return Fault(errors.BadDate("这不是日期。", "This is not a date.", span=span, hint=_DATE_HELP), *edits)


def bad_number(span: Span, *edits: Edit) -> Fault:
    return Fault(
        errors.BadNumber(
            "这不是可识别的号码。", "This cannot be read as a number of a right.", span=span,
            hint=Wording("号码可写作 US7272630B2、EP 1 234 567 或 ZL201210012345.X。",
                         "Write it as US7272630B2, EP 1 234 567 or ZL201210012345.X."),
        ),
        *edits,
    )  # fmt: skip


def not_an_integer(span: Span, *edits: Edit) -> Fault:
    return Fault(errors.BadNumber("这个字段的值是整数。", "This field takes a whole number.", span=span), *edits)


def bad_class(span: Span, example: str, *edits: Edit) -> Fault:
    return Fault(
        errors.BadClass(
            "这不是该分类的分类号。", "This is not a symbol of this classification.", span=span,
            hint=Wording(f"写法如 {example}。", f"Write it as {example}."),
        ),
        *edits,
    )  # fmt: skip


def bad_range(span: Span, zh: str, en: str, *edits: Edit) -> Fault:
    return Fault(errors.BadRange(zh, en, span=span), *edits)


def wildcard_too_wide(span: Span, *edits: Edit) -> Fault:
    return Fault(
        errors.WildcardTooWide(
            "星号前至少要有 3 个字母或数字，中文至少 1 个字。",
            "Before a star stand at least three letters or digits, or one Chinese character.", span=span,
            hint=Wording("请多写几个字符，或去掉星号。", "Write more of the word, or leave out the star."),
        ),
        *edits,
    )  # fmt: skip


def left_truncation(span: Span, *edits: Edit) -> Fault:
    return Fault(
        errors.WildcardTooWide(
            "词首不能是通配符。", "A word cannot begin with a wildcard.", span=span,
            hint=Wording("请写出词首；单词本身已按词干检索，可找到其他词形。",
                         "Write how the word begins; a single word already finds its other forms."),
        ),
        *edits,
    )  # fmt: skip


def chinese_wildcard(span: Span, *edits: Edit) -> Fault:
    return Fault(
        errors.WildcardNotAvailable(
            "中文检索词只能以星号结尾。", "In Chinese text a star can only end the term.", span=span,
            hint=Wording("词间间隔请用 ADJ/n。", "For characters between two terms write ADJ/n."),
        ),
        *edits,
    )  # fmt: skip


def proximity(span: Span, zh: str, en: str, *edits: Edit, hint: Wording | None = None) -> Fault:
    return Fault(errors.ProximityMisused(zh, en, span=span, hint=hint), *edits)


def function_misused(span: Span, zh: str, en: str, *edits: Edit) -> Fault:
    return Fault(errors.FunctionMisused(zh, en, span=span), *edits)
