"""The definitions (口径) of the figures, as versioned data: a version rises when a figure would come out otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.text import Wording


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term of a table means."""

    name: str
    version: int
    term: Wording
    text: Wording


def _one(name: str, zh: tuple[str, str], en: tuple[str, str], version: int = 1) -> Definition:
    return Definition(name, version, Wording(zh[0], en[0]), Wording(zh[1], en[1]))


_ALL = (
    _one("unit", ("单位", "件，按申请号去重：一格计入至少有一件公布文本属于该格的不同申请。没有申请号者以公布号（不含种类代码）计。"),
         ("Unit", "Applications: a cell counts the distinct applications with at least one publication in it. Where there is no application number, the publication number without its kind code stands for it.")),
    _one("applications", ("申请", "申请日在该年度内。发明专利申请在申请后 18 个月公布，申请日后 18 个月内的年度尚未全部公布，不计增长率。"),
         ("Applications", "The filing date lies in the year. Applications are published 18 months after filing; a year that ended less than 18 months before the data date is not complete and has no growth.")),
    _one("grants", ("授权、注册", "授权日在该年度内；没有授权日者以注册日计。"),
         ("Grants, registrations", "The date of grant lies in the year; where there is none, the date of registration.")),
    _one("in_force", ("有效", "该年度 12 月 31 日（数据日更早者为数据日）处于有效状态，依日期和法律状态事项推定；授权后没有费用事项者视为有效；状态不明者不计入。"),
         ("In force", "In force on 31 December of the year (on the data date where that is earlier), as dates and legal events tell; a grant without events on fees is taken to be in force; what is unknown is not counted.")),
    _one("growth", ("增长", "（当年 − 上年）÷ 上年；上年为零或年度不完整者无。"),
         ("Growth", "(this year − the year before) ÷ the year before; none where that is nought or the year is not complete.")),
    _one("share", ("占比", "该行申请 ÷ 合计申请。"), ("Share", "Applications of the row ÷ applications of the total.")),
    _one("region", ("地区", "第一申请人申请时的地址（address=filing）；没有申请人者依次取受让人、权利人。"),
         ("Place", "The address of the first applicant at filing (address=filing); where no applicant is named, of the assignee or proprietor.")),
    _one("current", ("地区（当前权利人）", "address=current 时取当前第一权利人的地址，依次为权利人、受让人、申请人。申请人类型仍按第一申请人。"),
         ("Place, current proprietor", "With address=current, the address of the first proprietor now; where none is named, of the assignee or applicant. The type stays that of the first applicant.")),
    _one("unknown", ("不明", "记录未载明该项者，单列一行，不分摊。"),
         ("Unknown", "Records that do not say it stand in a row of their own and are not shared out.")),
    _one("kind", ("类型", "发明：专利文献，种类代码首字母不是 U、Y、Z、P；实用新型：U、Y、Z（WIPO ST.16）；植物专利：P；外观设计：另立的权利。没有种类代码者不明。"),
         ("Kind", "Invention: patents whose kind code does not begin with U, Y, Z or P; utility model: U, Y, Z (WIPO ST.16); plant patent: P; designs are a right of their own. Without a kind code: unknown.")),
    _one("origin", ("国内外", "国内：所取地址的国家即公布机构所属国；国外：其他国家；地区或国际机构（EP、WO、EM 等）的公布单列，不分国内外。"),
         ("Domestic or foreign", "Domestic: the country of the address is that of the office that published; foreign: another; what offices of several states (EP, WO, EM…) published stands apart.")),
    _one("type", ("申请人类型", "按第一申请人名称的规则判断：大专院校、科研单位、企业、机关团体、个人；规则第 1 版，无法判断者不明。"),
         ("Type of proprietor", "Told from the name of the first applicant by rules (edition 1): university, research institute, enterprise, public institution, individual; a name that no rule reads is unknown.")),
    _one("technology", ("技术领域", "WIPO 技术对照表 2019 年 7 月版的 35 个领域；一件申请可属多个领域，各计一件。"),
         ("Fields of technology", "The 35 fields of WIPO's concordance of July 2019; an application of several fields counts one in each.")),
    _one("ipc", ("IPC", "全部位置的 IPC 分类号，先截到部或大类再去重。"),
         ("IPC", "IPC symbols in all positions, cut to the section or class first, then distinct.")),
    _one("pct", ("PCT 国际申请", "公布机构为 WO 的申请；申请按国际申请日，公布按国际公布日。"),
         ("PCT", "Applications published by WO; filed by the international filing date, published by the date of international publication.")),
    _one("age", ("已满年数", "自申请日至有效状态日已满的年数。"), ("Whole years", "Whole years from filing to the day of the state.")),
    _one("maintenance", ("维持率", "该授权年的申请中有效者 ÷ 该授权年的申请。"),
         ("Share maintained", "Of what was granted in the year, what is in force ÷ all of it.")),
    _one("leaders", ("排名", "申请最多的 20 个申请人，名称按原样；共同申请人各计一件；其余为“其他”。"),
         ("Leaders", "The 20 applicants with the most applications, names as they stand; each co-applicant counts one; the rest is “other”.")),
    _one("nice", ("尼斯类别", "商标指定的全部类别，一标多类者每类计一件。"), ("Nice class", "All classes of a mark; a mark of several classes counts one in each.")),
    _one("locarno", ("洛迦诺大类", "洛迦诺分类号的前两位。"), ("Locarno class", "The first two digits of a Locarno symbol.")),
    _one("gi", ("地理标志产品与产地", "登记簿所载产品类别和产地，原文逐字。"), ("Product and area", "As the register words them.")),
    _one("recordal", ("转让、许可、质押", "该年度内有此类法律事项（登记、变更、注销均在内）的权利，按申请去重；取决于已载入的事项。"),
         ("Transfers, licences, pledges", "Rights with a legal event of this category (entry, change or cancellation) in the year, each application once; as far as events are loaded.")),
    _one("per_10000", ("每万人有效", "有效量 ÷ 常住人口（万人），人口由用户提供并注明来源；缺少或重复的地区为空。"),
         ("Per 10,000 residents", "In force ÷ residents in ten thousands, by the population table that the user gives and cites; a region that it lacks or names twice has none.")),
    _one("rows", ("行", "按第一列数字从大到小，相同者按名称；固定的分类按其次序；没有数字的行不列，“不明”和“合计”总在最后。最多 200 行（地理标志 50 行），取在各列中合计不同申请最多者，其余为“其他”。"),
         ("Rows", "By the first figure, largest first, then by key; closed lists in their order; rows without any figure are left out, unknown and total stand last. At most 200 rows (50 of geographical indications): those with the most distinct applications in any column; the rest is “other”."), version=2),
)  # fmt: skip
DEFINITIONS: Mapping[str, Definition] = {one.name: one for one in _ALL}
