"""Fields of patents, and the classes that patents and designs share."""

from domain import families
from domain.fields import reading
from domain.fields.field import Field
from domain.filings import Filing
from domain.technology import technologies_of
from domain.text import Wording
from domain.title_terms import terms_of_filing


def _independent_claims(filing: Filing) -> list[int]:
    """Count the independent claims in the language that has most claims."""
    count: dict[str, int] = {}
    for claim in filing.claims:
        count[claim.lang] = count.get(claim.lang, 0) + (not claim.depends_on)
    return [max(count.values())] if count else []


def technology(filing: Filing) -> list[str]:
    """Return WIPO's fields of the IPC symbols, as they come."""
    symbols = (one.symbol for one in filing.classes if one.scheme == "ipc")
    return [str(number) for number in technologies_of(symbols)]


FIELDS: tuple[Field, ...] = (
    Field(
        name="abstract",
        label=Wording("摘要", "Abstract"),
        kind="text",
        aliases=("ab", "摘要"),
        inid="57",
        rights=("patent", "design"),
        sentence=Wording("摘要，任一语言。", "The abstract, in any language."),
        read=reading.abstract,
        weight=1.5,  # says what the invention is about; a claim also repeats what is known
    ),
    Field(
        name="claims",
        label=Wording("权利要求", "Claims"),
        kind="text",
        aliases=("clm", "权利要求"),
        rights=("patent", "design"),
        sentence=Wording("权利要求书。", "The claims."),
        read=reading.claims,
    ),
    Field(
        name="description",
        label=Wording("说明书", "Description"),
        kind="text",
        aliases=("desc", "说明书"),
        rights=("patent", "design"),
        sentence=Wording("说明书；不在全文检索之列，须写明字段。", "The description; searched only when it is named."),
        read=reading.description,
    ),
    Field(
        name="ipc",
        label=Wording("IPC 分类", "IPC"),
        kind="class",
        scheme="ipc",
        aliases=("ic", "国际专利分类"),
        inid="51",
        rights=("patent",),
        facet=True,
        sentence=Wording(
            "国际专利分类；分类号包括其下位。", "International Patent Classification; a symbol includes what is below."
        ),
        read=reading.symbols("ipc"),
    ),
    Field(
        name="cpc",
        label=Wording("CPC 分类", "CPC"),
        kind="class",
        scheme="cpc",
        aliases=("联合专利分类",),
        inid="52",
        rights=("patent",),
        facet=True,
        sentence=Wording(
            "联合专利分类；分类号包括其下位。", "Cooperative Patent Classification; a symbol includes what is below."
        ),
        read=reading.symbols("cpc"),
    ),
    Field(
        name="uspc",
        label=Wording("美国分类", "US class"),
        kind="class",
        scheme="uspc",
        aliases=("美国分类",),
        rights=("patent", "design"),
        sentence=Wording("美国专利分类（2015 年前）。", "United States classification, used until 2015."),
        read=reading.symbols("uspc"),
    ),
    Field(
        name="claim_count",
        label=Wording("权利要求数", "Number of claims"),
        kind="number",
        aliases=("权利要求数",),
        rights=("patent",),
        sort=True,
        sentence=Wording("权利要求的项数（一种语言）。", "How many claims it has, in one language."),
        read=lambda filing: [max(claim.number for claim in filing.claims)] if filing.claims else [],
    ),
    Field(
        name="independent_claims",
        label=Wording("独立权利要求数", "Independent claims"),
        kind="number",
        aliases=("独立权利要求数",),
        rights=("patent",),
        sentence=Wording("独立权利要求的项数。", "How many independent claims it has."),
        read=_independent_claims,
    ),
    Field(
        name="citation_count",
        label=Wording("引用数", "Number of citations"),
        kind="number",
        aliases=("引用数",),
        rights=("patent", "design"),
        sort=True,
        sentence=Wording("引用文献的篇数。", "How many documents it cites."),
        read=lambda filing: [len(filing.citations)] if filing.citations else [],
    ),
    Field(
        name="citation_category",
        label=Wording("引用类别", "Citation category"),
        kind="keyword",
        aliases=("引用类别",),
        rights=("patent",),
        facet=True,
        sentence=Wording(
            "检索报告中的引用类别，如 X、Y、A。", "The category of a citation in a search report: X, Y, A…"
        ),
        read=lambda filing: sorted({one.category for one in filing.citations if one.category}),
    ),
    Field(
        name="technology",
        label=Wording("技术领域", "Field of technology"),
        kind="keyword",
        aliases=("技术领域",),
        rights=("patent",),
        facet=True,
        sentence=Wording(
            "WIPO 的 35 个技术领域，1 至 35，由 IPC 分类号得出。",
            "One of WIPO's 35 fields of technology, 1 to 35, by its IPC symbols.",
        ),
        read=technology,
    ),
    Field(
        name="title_terms",
        label=Wording("标题词", "Title term"),
        kind="keyword",
        aliases=("标题词",),
        rights=("patent", "design"),
        sentence=Wording(
            "标题中的词和词组，用于找出新兴主题。", "The words and phrases of its titles, by which topics emerge."
        ),
        read=terms_of_filing,
    ),
    Field(
        name="origin",
        label=Wording("首次申请地", "Office of first filing"),
        kind="keyword",
        aliases=("首次申请地", "来源国"),
        rights=("patent", "design"),
        facet=True,
        sentence=Wording(
            "最早优先权的国家或机构；无优先权者为公布机构。",
            "The country or office of the earliest priority, else the office that published it.",
        ),
        read=lambda filing: [families.origin_of(filing)],
    ),
)
