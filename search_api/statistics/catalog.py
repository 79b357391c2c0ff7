"""The yearly tables there are: number, chapter, what each is called, the definitions that it prints, and what makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.text import Wording
from search_api.navigation.tables import Found
from search_api.statistics import ages, others, overview, patents, recordals
from search_api.statistics.definitions import DEFINITIONS, Definition
from search_api.statistics.yearbook import Yearbook

CHAPTERS: tuple[Wording, ...] = (
    Wording("总览", "Overview"),
    Wording("专利", "Patents"),
    Wording("商标", "Trade marks"),
    Wording("外观设计", "Designs"),
    Wording("地理标志、布图设计", "Geographical indications, layout designs"),
    Wording("运用", "Transfer and use"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``chart`` is the kind of drawing that fits it, ``fields`` what its keys are values of."""

    name: str
    number: str
    title: Wording
    run: Callable[[Yearbook], Found]
    defined: tuple[str, ...]
    chart: str = "bar"
    version: int = 1

    @property
    def definition_id(self) -> str:
        return f"statistics/{self.name}/{self.version}"

    @property
    def chapter(self) -> int:
        return int(self.number.partition("-")[0]) - 1

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return tuple(DEFINITIONS[one] for one in ("unit", *self.defined, "unknown", "rows"))


_THREE = ("applications", "grants", "in_force")
_PLACE = ("region", "current")


def _table(
    number: str, name: str, run: Callable[[Yearbook], Found], zh: str, en: str, *defined: str, chart: str = "bar"
) -> Table:  # fmt: skip
    return Table(name, number, Wording(zh, en), run, defined, chart)


_ALL = (
    _table("1-1", "rights", overview.rights, "各类权利的申请、授权与有效量", "Rights: applications, grants, in force", *_THREE, "growth", "kind"),
    _table("1-2", "years", overview.years, "历年申请与授权", "Applications and grants by year", "applications", "grants", "growth", "kind", chart="line"),
    _table("2-1", "patents-kind", patents.kinds, "专利申请、授权与有效量，按类型和国内外", "Patents by kind, domestic and foreign", *_THREE, "kind", "origin", *_PLACE),
    _table("2-2", "patents-type", patents.types, "专利申请、授权与有效量，按申请人类型和类型", "Patents by type of proprietor and kind", *_THREE, "type", "kind"),
    _table("2-3", "patents-region", patents.regions, "专利申请、授权与有效量，按地区", "Patents by place", *_THREE, "growth", "share", *_PLACE, "per_10000", "kind"),
    _table("2-4", "patents-region-kind", patents.regions_by_kind, "专利申请、授权与有效量，按地区和类型", "Patents by place and kind", *_THREE, *_PLACE, "kind"),
    _table("2-5", "patents-region-type", patents.regions_by_type, "专利申请、授权与有效量，按地区和申请人类型", "Patents by place and type of proprietor", *_THREE, *_PLACE, "type"),
    _table("2-6", "patents-kind-type", patents.cross, "专利申请、授权与有效量，按类型、申请人类型和国内外", "Patents by kind, type of proprietor, domestic and foreign", *_THREE, "kind", "type", "origin", *_PLACE),
    _table("2-7", "patents-technology", patents.technology, "专利，按 WIPO 35 个技术领域", "Patents by WIPO's 35 fields of technology", *_THREE, "growth", "share", "technology"),
    _table("2-8", "patents-ipc-section", patents.sections, "专利，按 IPC 部", "Patents by IPC section", *_THREE, "growth", "share", "ipc"),
    _table("2-9", "patents-ipc-class", patents.classes, "专利，按 IPC 大类", "Patents by IPC class", *_THREE, "growth", "share", "ipc"),
    _table("2-10", "patents-pct", patents.pct, "PCT 国际申请，按地区", "PCT applications by place", "pct", *_PLACE),
    _table("2-11", "patents-age", ages.ages, "有效专利，按已满年数", "Patents in force by age", "in_force", "age", "kind"),
    _table("2-12", "patents-maintenance", ages.maintenance, "专利维持，按授权年", "Patents maintained by year of grant", "grants", "in_force", "maintenance"),
    _table("2-13", "patents-leaders", patents.leaders, "专利申请人排名", "Leading patent applicants", *_THREE, "share", "leaders"),
    _table("3-1", "marks-nice", others.nice, "商标，按尼斯类别", "Trade marks by Nice class", *_THREE, "growth", "share", "nice"),
    _table("3-2", "marks-region", others.marks_by_region, "商标，按地区", "Trade marks by place", *_THREE, "growth", "share", *_PLACE, "per_10000"),
    _table("3-3", "marks-leaders", others.mark_leaders, "商标申请人排名", "Leading trade-mark applicants", *_THREE, "share", "leaders"),
    _table("4-1", "designs-locarno", others.locarno, "外观设计，按洛迦诺大类和国内外", "Designs by Locarno class, domestic and foreign", *_THREE, "share", "locarno", "origin", *_PLACE),
    _table("5-1", "gi-product", others.products, "地理标志，按产品类别", "Geographical indications by product", *_THREE, "growth", "share", "gi"),
    _table("5-2", "gi-area", others.areas, "地理标志，按产地", "Geographical indications by area", *_THREE, "growth", "share", "gi"),
    _table("5-3", "layouts-region", others.layouts, "布图设计，按地区", "Layout designs by place", *_THREE, "growth", "share", *_PLACE, "per_10000"),
    _table("6-1", "recordals-right", recordals.by_right, "转让、许可、质押，按权利", "Transfers, licences and pledges by right", "recordal"),
    _table("6-2", "recordals-region", recordals.by_region, "转让、许可、质押，按地区", "Transfers, licences and pledges by place", "recordal", *_PLACE),
)  # fmt: skip
TABLES: Mapping[str, Table] = {one.name: one for one in _ALL}
