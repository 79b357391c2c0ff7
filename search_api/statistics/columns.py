"""The columns that most tables share: applications, grants, in force, the year before, growth, per 10,000 residents."""

from collections.abc import Sequence

from domain.proprietors import LABELS
from domain.text import Wording
from search_api.navigation.dimensions import UNKNOWN
from search_api.navigation.frame import Frame
from search_api.statistics.splits import Split
from search_api.statistics.tabulate import TOTAL, Column, Derived, growth_of, share_of
from search_api.statistics.yearbook import Yearbook

APPLICATIONS = Wording("申请", "Applications")
GRANTS = Wording("授权", "Grants")
REGISTRATIONS = Wording("注册", "Registrations")
IN_FORCE = Wording("有效", "In force")


def three(book: Yearbook, frame: Frame, granted: Wording = GRANTS) -> list[Column]:
    """Applications and grants of the year, and what is in force at its end."""
    year = book.asked.year
    return [
        Column("applications", APPLICATIONS, book.applied(frame, year)),
        Column("grants", granted, book.granted(frame, year)),
        Column("in_force", IN_FORCE, book.in_force(frame)),
    ]


def before(book: Yearbook, frame: Frame, granted: Wording = GRANTS) -> tuple[list[Column], list[Derived]]:
    """Applications and grants of the year before, and the growth against it."""
    year = book.asked.year
    columns = [
        Column("applications_before", _last(APPLICATIONS), book.applied(frame, year - 1)),
        Column("grants_before", _last(granted), book.granted(frame, year - 1)),
    ]
    derived = [
        growth_of(
            f"{name}_growth", Wording(f"{label.zh}增长", f"Growth of {label.en.lower()}"), name, f"{name}_before",
            book.complete(frame, year, name),
        )
        for name, label in (("applications", APPLICATIONS), ("grants", granted))
    ]  # fmt: skip
    return columns, derived


def _last(label: Wording) -> Wording:
    return Wording(f"上年{label.zh}", f"{label.en}, year before")


def shares() -> list[Derived]:
    return [share_of("share", Wording("申请占比", "Share of applications"), "applications")]


def across(frame: Frame, columns: Sequence[Column], split: Split) -> list[Column]:
    """Return each column, and after it the same within each part of a split."""
    parts = split.parts(frame)
    found = []
    for one in columns:
        found.append(one)
        for key, measure in parts:
            label = PART_LABELS[key]
            named = Wording(f"{one.label.zh}：{label.zh}", f"{one.label.en}: {label.en.lower()}")
            found.append(Column(f"{one.name}_{key}", named, one.measure.within(measure)))
    return found


def per_residents(book: Yearbook, of: str) -> list[Derived]:
    """Return the column of what is in force per 10,000 residents, where a population is given."""
    people = book.asked.population
    if people is None:
        return []

    def make(key: str, counts: dict[str, int], totals: dict[str, int]) -> float | None:
        if key == TOTAL:
            return people.per_ten_thousand(counts[of], book.asked.region or TOTAL)
        return None if key == UNKNOWN else people.per_ten_thousand(counts[of], key)

    return [Derived("per_10000", Wording("每万人有效", "In force per 10,000 residents"), make)]


PART_LABELS: dict[str, Wording] = {
    "invention": Wording("发明", "Inventions"),
    "utility_model": Wording("实用新型", "Utility models"),
    "design": Wording("外观设计", "Designs"),
    "plant": Wording("植物专利", "Plant patents"),
    "trademark": Wording("商标", "Trade marks"),
    "gi": Wording("地理标志", "Geographical indications"),
    "layout": Wording("布图设计", "Layout designs"),
    "domestic": Wording("国内", "Domestic"),
    "foreign": Wording("国外", "Foreign"),
    "regional": Wording("地区或国际机构", "Regional or international office"),
    "assignment": Wording("转让", "Transfers"),
    "licence": Wording("许可", "Licences"),
    "pledge": Wording("质押", "Pledges"),
    "patent": Wording("专利", "Patents"),
    **{str(kind): label for kind, label in LABELS.items()},
    "unknown": Wording("不明", "Unknown"),
    "other": Wording("其他", "Other"),
    "total": Wording("合计", "Total"),
}
"""What the parts of a table are called."""
