"""The analyses there are: what each is called, how it is defined, and the function that answers it.

Definitions are versioned: an id ends in a number that rises when a figure would come out otherwise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.text import Wording
from search_api.navigation import (
    citations,
    comparison,
    emerging,
    freedom,
    industries,
    key_patents,
    life,
    matrices,
    names,
    pairs,
    shares,
    specialisation,
    topics,
    years,
)
from search_api.navigation.frame import Frame
from search_api.navigation.scope import Unit
from search_api.navigation.tables import Found


@dataclass(frozen=True, slots=True)
class Analysis:
    """An analysis; ``unit`` is what it counts unless it is asked otherwise, ``chart`` the kind of drawing that fits."""

    name: str
    title: Wording
    definition: Wording
    run: Callable[[Frame], Found]
    chart: str
    unit: Unit = "publication"
    version: int = 1

    @property
    def definition_id(self) -> str:
        return f"navigation/{self.name}/{self.version}"


_COUNTED = Wording(
    "一格计入在范围内且在该格内至少有一件公布文本的不同单位（公布文本、申请或同族）。",
    "A cell counts the distinct units (publications, applications, families) with at least one publication in the scope and in the cell.",
)


def _analysis(
    name: str, run: Callable[[Frame], Found], chart: str, title: tuple[str, str], definition: tuple[str, str],
    unit: Unit = "publication",
) -> Analysis:  # fmt: skip
    said = Wording(f"{definition[0]}{_COUNTED.zh}", f"{definition[1]} {_COUNTED.en}")
    return Analysis(name, Wording(*title), said, run, chart, unit)


_ALL: tuple[Analysis, ...] = (
    _analysis(
        "trend", years.trend, "line", ("年度趋势", "Trend"),
        ("各年件数；增长率 = 当年 / 上年 - 1；年均复合增长率取首末两个完整年份，首年为零则无。申请年和优先权年的 12 月 31 日晚于数据日前 18 个月者为不完整，其他年份晚于数据日者为不完整；不完整年份不计增长率。",
         "Units per year; growth = this year / the year before - 1; CAGR between the first and the last complete year, null when the first is nought. A filing or priority year is incomplete when its 31 December lies later than the data date minus 18 months, another year when it lies after the data date; incomplete years have no growth."),
    ),
    _analysis(
        "applicants", shares.applicants, "bar", ("申请人排名", "Leading applicants"),
        ("申请人名称按原样（或合并后）计数，共同申请人各计一件；占比 = 件数 / 总数；CR4、CR10、HHI 以全部名称的 p = n / Σn 计算，HHI = 10,000 Σp²；有效占比 = 有效件数 / 件数。",
         "Names as they stand (or merged), each co-applicant counts one; share = n / total; CR4, CR10 and HHI over p = n / Σn of all names, HHI = 10,000 Σp²; share in force = in force / n."),
    ),
    _analysis(
        "inventors", shares.inventors, "bar", ("发明人排名", "Leading inventors"),
        ("同“申请人排名”，按发明人。", "As leading applicants, by inventor."),
    ),
    _analysis(
        "agents", shares.agents, "bar", ("代理机构排名", "Leading agents"),
        ("同“申请人排名”，按代理机构。", "As leading applicants, by agent."),
    ),
    _analysis(
        "applicant_year", matrices.applicant_year, "heat", ("申请人 × 年", "Applicant by year"),
        ("最大的申请人与各年。", "The largest applicants by year."),
    ),
    _analysis(
        "class_year", matrices.class_year, "heat", ("分类 × 年", "Class by year"),
        ("IPC 分类号先截到所选级别再去重，与各年。", "IPC symbols cut to the level first, then distinct, by year."),
    ),
    _analysis(
        "classes", shares.classes, "bar", ("技术分类", "Classes"),
        ("IPC（或 CPC）全部位置，先截到所选级别（默认小类）再去重。", "IPC (or CPC) in all positions, cut to the level (subclass by default) first, then distinct."),
    ),
    _analysis(
        "wipo35", shares.wipo35, "bar", ("WIPO 35 个技术领域", "WIPO's 35 fields of technology"),
        ("WIPO 技术对照表 2019 年 7 月版；主组按数比较，最长的模式优先。", "WIPO's concordance of July 2019; the main group is compared as a number, the longest pattern wins."),
    ),
    _analysis(
        "origin_target", matrices.origin_target, "heat", ("来源与目标", "Origin and target"),
        ("来源为最早优先权的国家或机构（同日取代码最小者），无优先权者为公布机构；目标为公布机构。EP、WO 各自列出。",
         "Origin: the office of the earliest priority (of equal dates the smallest code), else the office that published; target: the office that published. EP and WO stand as themselves."),
        "family",
    ),
    _analysis(
        "regions", shares.regions, "tiles", ("地域分布", "Regions"),
        ("按第一申请人的国家、省或市；县级市归入地级市。", "Country, province or city of the first applicant; a county-level city counts for its prefecture."),
    ),
    _analysis(
        "rta", specialisation.rta, "heat", ("显示性技术优势", "Revealed technology advantage"),
        ("RTA = (n_rc / Σ_c n_rc) / (Σ_r n_rc / ΣΣ n_rc)，以范围内全部取值求和；期望件数不足 5 者标出。",
         "RTA = (n_rc / Σ_c n_rc) / (Σ_r n_rc / ΣΣ n_rc), summed over all values in the scope; flagged where fewer than 5 are expected."),
    ),
    _analysis(
        "lifecycle", years.lifecycle, "bubble", ("生命周期", "Life cycle"),
        ("累计件数不足总数一成为萌芽期；否则以截至当年的三个完整年与之前三年的均值相比：件数和申请人数均超过 1.1 倍为成长期，均不足 0.9 倍为衰退期，其余为成熟期；完整年份不足 8 年不判断。",
         "Emergence while less than a tenth of all units have come; else the means of the three complete years that end with the year against the three before, of units and of distinct applicants: both above 1.1 growth, both below 0.9 decline, else maturity; null under 8 complete years."),
    ),
    _analysis(
        "status", life.status, "bar", ("法律状态", "Legal status"),
        ("数据日或所给日期的状态；授权后没有费用事件者视为有效（费用情况不明）。", "The state on the data date or the day given; a grant without events is in force (fees unknown)."),
    ),
    _analysis(
        "age", life.age, "bar", ("有效专利年龄", "Age of what is in force"),
        ("有效者自申请日起已满的年数。", "Whole years since filing of what is in force."),
    ),
    _analysis(
        "citations", citations.citations, "bar", ("被引", "Citations"),
        ("被引次数为全部数据中不同的引用文献数；百分位为范围内首个小类与申请年相同者中的中位秩，不足 20 件者无。",
         "Distinct citing publications in the whole register; percentile: mid-rank among those of the scope with the same first subclass and filing year, null under 20."),
    ),
    _analysis(
        "co_applicants", pairs.co_applicants, "network", ("合作申请", "Co-applicants"),
        ("同一公布文本的两个不同申请人，不分先后。", "Unordered pairs of different applicants of one publication."),
    ),
    _analysis(
        "convergence", pairs.convergence, "network", ("技术融合", "Convergence"),
        ("最近几个完整年（默认 3）内共现至少 3 件、此前从未共现的小类；提升度 = n_cd N / (n_c n_d)。",
         "Subclasses together at least 3 times in the last complete years (3 by default) and never before; lift = n_cd N / (n_c n_d)."),
    ),
    _analysis(
        "emerging", emerging.emerging, "bar", ("新兴主题", "Emerging topics"),
        ("标题词（或小类）在最近几个完整年与之前同样长的时间相比：G² = 2ΣO ln(O/E)，近期至少 5 件且占比上升；按 G² 排序。",
         "Title terms (or subclasses) in the last complete years against as many before: G² = 2 Σ O ln(O/E), at least 5 now and rising; in order of G²."),
    ),
    _analysis(
        "landscape", topics.landscape, "map", ("主题地图", "Topic map"),
        ("向量的 20 个聚类（k 均值，固定种子，五次起点取最好）；标签为最有区分度的标题词（被截断的中文词按多数标题补全）；稳定性为五个种子两两的调整兰德指数均值。",
         "20 clusters of the vectors (k-means, fixed seed, best of five starts), labelled by their most distinctive title terms (a torn Chinese word as most of its titles have it); stability: mean pairwise adjusted Rand index over five seeds."),
    ),
    _analysis(
        "white_space", specialisation.white_space, "heat", ("技术空白", "White space"),
        ("20 × 20 个最大取值中期望 E = n_r n_c / N ≥ 5 而有效或审中件数 O / E ≤ 0.1 的格，及原因（从未申请、已失效）。",
         "Of the 20 × 20 largest values the pairs with E = n_r n_c / N ≥ 5 and O / E ≤ 0.1, O being alive, and why (never filed, lapsed)."),
    ),
    _analysis(
        "free_technology", freedom.free_technology, "list", ("可自由使用的技术", "Free technology"),
        ("在所选国家或地区从未进入、已失效或在所给月数内届满的同族；该地有存续成员、有审中的国际申请或有指定该地的有效地区申请者不列；未载入该地数据者为不明。",
         "Families never extended to the territory, dead there, or expiring within the months given; one with a live member there, a pending international application or a live regional one that designates it is not listed; where no source covers the territory, unknown."),
        "family",
    ),
    _analysis(
        "key_patents", key_patents.key_patents, "list", ("重点专利", "Key patents"),
        ("理由最多者在前，再按被引次数、同族公布文本数：被引（百分位不低于 0.9，口径同“被引”）、同族（公布文本不少于 5 件）、布局（不少于 3 个国家或机构）、维持（有效且自申请日起已满 10 年）、质押、许可。每个统计单位只列理由最多的一件。",
         "Those with most reasons first, then by citations and publications of the family: cited (percentile .9 or more, as in Citations), family (5 publications or more), offices (3 or more), maintained (in force and 10 whole years old since filing), pledge, licence. Of each unit the publication with most reasons."),
        "application",
    ),
    _analysis(
        "applicant_names", names.merged_names, "list", ("申请人名称归并", "Merged applicant names"),
        ("最大的合并申请人背后的原名称及归并理由：写法（大小写、标点）、法律形式、中外文别名、用户所给的对照表。",
         "The names as they stand behind the largest merged applicants, and why each was merged: spelling, legal form, a known name in another language, or the user's own table."),
    ),
    _analysis(
        "matrix", matrices.matrix, "heat", ("任意两维", "Matrix"),
        ("rows 与 columns 两个维度。", "Two dimensions, rows and columns."),
    ),
    _analysis(
        "industry", industries.industry, "bar", ("国民经济行业", "Industries"),
        ("按用户给出的 IPC 与 GB/T 4754 对照表；每一模式及其下位均计入。", "By the concordance of IPC and GB/T 4754 that the user gives; every pattern and what stands below it counts."),
    ),
    _analysis(
        "compare", comparison.compare, "bar", ("对比", "Comparison"),
        ("两个检索式按同一维度并列；列出任一方最大的取值。", "Two queries by one dimension side by side; the largest values of either."),
    ),
)  # fmt: skip
ANALYSES: Mapping[str, Analysis] = {one.name: one for one in _ALL}
DASHBOARD: tuple[str, ...] = (
    "trend", "applicants", "inventors", "agents", "classes", "wipo35", "regions", "origin_target", "lifecycle", "status",
    "citations", "co_applicants",
)  # fmt: skip
"""The twelve analyses of the first page."""
