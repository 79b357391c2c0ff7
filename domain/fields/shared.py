"""Fields that filings of several rights have."""

from collections.abc import Callable

from domain import families, numbers
from domain.clusters import clusters_of_filing
from domain.fields import reading
from domain.fields.field import Field, nothing
from domain.filings import Filing, NumberType
from domain.proprietors import type_of_filing
from domain.text import Wording


def _keys(*types: NumberType) -> Callable[[Filing], list[str]]:
    def read(filing: Filing) -> list[str]:
        return [numbers.number_key(one.type, one.office, one.number) for one in filing.numbers if one.type in types]

    return read


def _publication_keys(filing: Filing) -> list[str]:
    found = [filing.id]
    for one in filing.numbers:
        if one.type == "publication":
            key = numbers.number_key(one.type, one.office, one.number)
            found += [key, f"{key}-{one.kind}"] if one.kind else [key]
    return list(dict.fromkeys(found))


def _cited(filing: Filing) -> list[str]:
    keys = (numbers.citation_key(one) for one in filing.citations)
    return list(dict.fromkeys(key for key in keys if key))


_applicants = reading.names("applicant", "assignee")
_proprietors = reading.names("proprietor")

FIELDS: tuple[Field, ...] = (
    Field(
        name="text",
        label=Wording("全文", "Text"),
        kind="text",
        aliases=("tac", "全文"),
        sentence=Wording(
            "标题、摘要、权利要求、商标文字、商品、产品和产地。",
            "Title, abstract, claims, mark, goods, product and area.",
        ),
        read=nothing,
        members=("title", "abstract", "claims", "mark", "goods", "product", "area"),
    ),
    Field(
        name="title",
        label=Wording("标题", "Title"),
        kind="text",
        aliases=("ti", "标题", "发明名称", "名称"),
        inid="54",
        rights=("patent", "design", "gi", "layout", "sign"),
        sentence=Wording(
            "发明、外观设计或地理标志的名称，任一语言。", "What the filing is called, in any of its languages."
        ),
        read=reading.title,
        weight=3.0,  # a title of ten words that names the thing outranks a claim of two hundred that mentions it
    ),
    Field(
        name="applicant",
        label=Wording("申请人", "Applicant"),
        kind="name",
        aliases=("pa", "申请人"),
        inid="71",
        facet=True,
        sort=True,
        sentence=Wording(
            "提出申请的人，或专利公布时的受让人；未载明者为权利人。",
            "Who applied, or to whom the application was assigned; the proprietor where neither is named.",
        ),
        read=lambda filing: _applicants(filing) or _proprietors(filing),
    ),
    Field(
        name="inventor",
        label=Wording("发明人", "Inventor"),
        kind="name",
        aliases=("in", "发明人", "设计人"),
        inid="72",
        rights=("patent", "design", "layout"),
        facet=True,
        sentence=Wording("发明人、设计人或布图设计创作人。", "Who invented or designed it."),
        read=reading.names("inventor", "designer"),
    ),
    Field(
        name="proprietor",
        label=Wording("权利人", "Proprietor"),
        kind="name",
        aliases=("权利人", "owner", "holder"),
        inid="73",
        facet=True,
        sentence=Wording("现在的权利人：专利权人、注册人或持有人。", "Who owns the right now."),
        read=reading.names("proprietor", "assignee"),
    ),
    Field(
        name="agent",
        label=Wording("代理机构", "Agent"),
        kind="name",
        aliases=("ag", "代理机构", "代理人"),
        inid="74",
        facet=True,
        sentence=Wording("代理机构或代理人。", "The agency or attorney."),
        read=reading.names("agent"),
    ),
    Field(
        name="examiner",
        label=Wording("审查员", "Examiner"),
        kind="name",
        aliases=("ex", "审查员"),
        rights=("patent", "design", "trademark"),
        sentence=Wording("审查员。", "The examiner."),
        read=reading.names("examiner"),
    ),
    Field(
        name="number",
        label=Wording("号码", "Number"),
        kind="identifier",
        aliases=("num", "号码"),
        sentence=Wording(
            "任何号码：公开号、申请号、注册号或优先权号。", "Any number of the filing, in any common spelling."
        ),
        read=numbers.keys_of,
    ),
    Field(
        name="publication",
        label=Wording("公开号", "Publication number"),
        kind="identifier",
        aliases=("pn", "公开号", "公告号"),
        inid="11",
        sentence=Wording("公开号或公告号。", "The number of the publication."),
        read=_publication_keys,
    ),
    Field(
        name="application",
        label=Wording("申请号", "Application number"),
        kind="identifier",
        aliases=("an", "申请号"),
        inid="21",
        sentence=Wording(
            "申请号；一件申请的各次公布共有。", "The number of the application; its publications share it."
        ),
        read=_keys("application", "international"),
    ),
    Field(
        name="priority",
        label=Wording("优先权号", "Priority number"),
        kind="identifier",
        aliases=("pr", "优先权号"),
        inid="31",
        sentence=Wording("所要求优先权的申请号。", "The number of an application whose priority is claimed."),
        read=_keys("priority"),
    ),
    Field(
        name="registration",
        label=Wording("注册号", "Registration number"),
        kind="identifier",
        aliases=("rn", "注册号"),
        inid="111",
        sentence=Wording("注册号。", "The number in the register."),
        read=_keys("registration"),
    ),
    Field(
        name="cited",
        label=Wording("引用文献", "Cited publication"),
        kind="identifier",
        aliases=("ct", "引用", "引证"),
        inid="56",
        rights=("patent", "design"),
        sentence=Wording("被该文献引用的公布文本。", "A publication that this one cites."),
        read=_cited,
    ),
    Field(
        name="family",
        label=Wording("同族", "Family"),
        kind="keyword",
        aliases=("fam", "同族"),
        rights=("patent", "design"),
        sentence=Wording("简单同族的标识。", "The simple family that the publication belongs to."),
        read=lambda filing: [families.family_of(filing)],
    ),
    Field(
        name="office",
        label=Wording("国家/机构", "Office"),
        kind="keyword",
        aliases=("cc", "国别", "受理局"),
        inid="19",
        facet=True,
        sort=True,
        sentence=Wording(
            "公布机构的 ST.3 代码，如 CN、US、EP、WO。", "The office that published it, by its ST.3 code."
        ),
        read=lambda filing: [filing.office],
    ),
    Field(
        name="kind",
        label=Wording("文献种类", "Kind"),
        kind="keyword",
        aliases=("kd", "文献种类", "种类"),
        inid="13",
        facet=True,
        sentence=Wording("ST.16 文献种类代码，如 A1、B2、U。", "The kind code by ST.16, such as A1, B2 or U."),
        read=lambda filing: [filing.kind] if filing.kind else [],
    ),
    Field(
        name="right",
        label=Wording("权利类型", "Right"),
        kind="keyword",
        aliases=("权利类型",),
        facet=True,
        sentence=Wording(
            "patent、trademark、design、gi、layout 或 sign。", "One of patent, trademark, design, gi, layout, sign."
        ),
        read=lambda filing: [filing.right],
    ),
    Field(
        name="status",
        label=Wording("法律状态", "Status"),
        kind="keyword",
        aliases=("st", "法律状态", "状态"),
        facet=True,
        sentence=Wording(
            "数据日的状态：pending、in_force、lapsed、expired 或 unknown。",
            "The state on the data date: pending, in_force, lapsed, expired or unknown.",
        ),
        read=lambda filing: [filing.status.state],
    ),
    Field(
        name="language",
        label=Wording("语言", "Language"),
        kind="keyword",
        aliases=("la", "语言"),
        facet=True,
        sentence=Wording("文本的语言，ISO 639-1 代码。", "A language of its texts, by ISO 639-1."),
        read=reading.languages,
    ),
    Field(
        name="source",
        label=Wording("数据来源", "Source"),
        kind="keyword",
        aliases=("来源",),
        facet=True,
        sentence=Wording("读出该记录的数据来源。", "The source that the record was read from."),
        read=lambda filing: [filing.origin.source],
    ),
    Field(
        name="event",
        label=Wording("法律事项", "Legal event"),
        kind="keyword",
        aliases=("事项", "法律事项"),
        facet=True,
        sentence=Wording(
            "法律事项的类别，如 assignment、licence、pledge、lapse。",
            "The category of a legal event, such as assignment, licence, pledge or lapse.",
        ),
        read=lambda filing: list(dict.fromkeys(event.category for event in filing.events)),
    ),
    Field(
        name="recordal",
        label=Wording("备案年度", "Recordal"),
        kind="keyword",
        aliases=("备案年度",),
        facet=True,
        sentence=Wording(
            "转让、许可、质押及其年份，如 licence-2019。",
            "A transfer, licence or pledge with its year, such as licence-2019.",
        ),
        read=reading.recordals,
    ),
    Field(
        name="country",
        label=Wording("国家", "Country"),
        kind="keyword",
        aliases=("国家",),
        facet=True,
        sort=True,
        sentence=Wording("第一申请人的国家。", "The country of the first applicant."),
        read=reading.place("country"),
    ),
    Field(
        name="region",
        label=Wording("省/州", "Region"),
        kind="keyword",
        aliases=("省", "州", "省份"),
        facet=True,
        sentence=Wording("第一申请人的省、州。", "The province or state of the first applicant."),
        read=reading.place("region"),
    ),
    Field(
        name="city",
        label=Wording("城市", "City"),
        kind="keyword",
        aliases=("市", "城市"),
        facet=True,
        sentence=Wording("第一申请人的城市。", "The city of the first applicant."),
        read=reading.place("city"),
    ),
    Field(
        name="proprietor_country",
        label=Wording("权利人国家", "Country of the proprietor"),
        kind="keyword",
        aliases=("权利人国家",),
        facet=True,
        sentence=Wording("现权利人的国家；未载明者为申请人。", "The country of whoever owns the right now."),
        read=reading.place("country", reading.OWNER),
    ),
    Field(
        name="proprietor_region",
        label=Wording("权利人省/州", "Region of the proprietor"),
        kind="keyword",
        aliases=("权利人省份",),
        facet=True,
        sentence=Wording("现权利人的省、州。", "The province or state of whoever owns the right now."),
        read=reading.place("region", reading.OWNER),
    ),
    Field(
        name="proprietor_city",
        label=Wording("权利人城市", "City of the proprietor"),
        kind="keyword",
        aliases=("权利人城市",),
        facet=True,
        sentence=Wording("现权利人的城市。", "The city of whoever owns the right now."),
        read=reading.place("city", reading.OWNER),
    ),
    Field(
        name="proprietor_type",
        label=Wording("权利人类型", "Type of proprietor"),
        kind="keyword",
        aliases=("权利人类型", "申请人类型"),
        facet=True,
        sentence=Wording(
            "第一申请人的类型：university、institute、enterprise、public_institution 或 individual。",
            "The type of the first applicant: university, institute, enterprise, public_institution or individual.",
        ),
        read=lambda filing: [found] if (found := type_of_filing(filing)) else [],
    ),
    Field(
        name="applicant_cluster",
        label=Wording("申请人（合并）", "Applicant, merged"),
        kind="keyword",
        aliases=("申请人合并",),
        facet=True,
        sentence=Wording(
            "申请人名称的合并：大小写、法律形式、中外文名称不同者视为一个。",
            "The applicant whatever the case, legal form and language of its name.",
        ),
        read=clusters_of_filing,
    ),
)
