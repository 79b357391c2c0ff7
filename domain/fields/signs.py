"""Fields of marks, designs, geographical indications, layout designs and special signs."""

from collections.abc import Callable

from domain.fields import reading
from domain.fields.field import Field
from domain.filings import Filing
from domain.text import Wording

_LONGEST = 200


def _mark_kind(filing: Filing) -> list[str]:
    sign = getattr(filing, "mark", None)
    return [sign.kind] if sign is not None and sign.kind else []


def _whole(name: str) -> Callable[[Filing], list[str]]:
    """Read a text of an indication as one value, so that indications can be counted by it."""

    def read(filing: Filing) -> list[str]:
        value = getattr(filing, name, None) if filing.right == "gi" else None
        return [value[:_LONGEST]] if value else []

    return read


FIELDS: tuple[Field, ...] = (
    Field(
        name="mark",
        label=Wording("商标", "Mark"),
        kind="text",
        aliases=("tm", "商标"),
        inid="540",
        rights=("trademark", "sign"),
        sentence=Wording("商标或标志的文字。", "The words of the sign."),
        read=reading.mark,
        weight=3.0,  # the sign is two words; the goods around it are hundreds
    ),
    Field(
        name="goods",
        label=Wording("商品和服务", "Goods and services"),
        kind="text",
        aliases=("gs", "商品", "服务"),
        inid="511",
        rights=("trademark",),
        sentence=Wording("商品和服务，任一语言。", "The goods and services, in any language."),
        read=reading.goods,
    ),
    Field(
        name="statement",
        label=Wording("声明", "Statement"),
        kind="text",
        aliases=("声明",),
        rights=("trademark",),
        sentence=Wording(
            "译文、音译、放弃专用权、颜色等声明。", "Translation, transliteration, disclaimer, colours and the like."
        ),
        read=reading.statements,
    ),
    Field(
        name="mark_kind",
        label=Wording("商标形式", "Kind of mark"),
        kind="keyword",
        aliases=("商标形式",),
        inid="550",
        rights=("trademark",),
        facet=True,
        sentence=Wording(
            "word、figurative、combined、sound、shape、colour 等。",
            "One of word, figurative, combined, sound, shape, colour…",
        ),
        read=_mark_kind,
    ),
    Field(
        name="nice",
        label=Wording("尼斯类别", "Nice class"),
        kind="class",
        scheme="nice",
        aliases=("类别", "尼斯"),
        inid="511",
        rights=("trademark",),
        facet=True,
        sentence=Wording("尼斯分类的类别，1 至 45。", "The class of the Nice Classification, 1 to 45."),
        read=reading.nice_classes,
    ),
    Field(
        name="group",
        label=Wording("类似群", "Similar group"),
        kind="class",
        scheme="group",
        aliases=("类似群",),
        rights=("trademark",),
        facet=True,
        sentence=Wording(
            "《类似商品和服务区分表》的类似群，如 0901。", "A similar group of the Chinese table, such as 0901."
        ),
        read=reading.symbols("group"),
    ),
    Field(
        name="vienna",
        label=Wording("图形要素", "Vienna code"),
        kind="class",
        scheme="vienna",
        aliases=("图形要素", "维也纳"),
        inid="531",
        rights=("trademark",),
        facet=True,
        sentence=Wording("维也纳分类的图形要素。", "A figurative element by the Vienna Classification."),
        read=reading.symbols("vienna"),
    ),
    Field(
        name="usdesign",
        label=Wording("美国图形码", "US design code"),
        kind="class",
        scheme="usdesign",
        aliases=("美国图形码",),
        rights=("trademark", "design"),
        facet=True,
        sentence=Wording(
            "美国专利商标局的图形检索码，或外观设计的美国分类。",
            "The design search code of a mark, or the US class of a design.",
        ),
        read=reading.symbols("usdesign"),
    ),
    Field(
        name="locarno",
        label=Wording("洛迦诺分类", "Locarno"),
        kind="class",
        scheme="locarno",
        aliases=("loc", "洛迦诺"),
        inid="51",
        rights=("design",),
        facet=True,
        sentence=Wording("洛迦诺分类，如 14-02。", "The Locarno Classification, such as 14-02."),
        read=reading.symbols("locarno"),
    ),
    Field(
        name="product",
        label=Wording("产品", "Product"),
        kind="text",
        aliases=("产品",),
        rights=("design", "gi", "layout", "sign"),
        sentence=Wording("受保护的产品。", "The product that is protected."),
        read=reading.plain("product"),
        weight=2.0,  # names the protected thing in a few words, as a title does
    ),
    Field(
        name="area",
        label=Wording("产地", "Area"),
        kind="text",
        aliases=("产地", "地域"),
        rights=("gi",),
        sentence=Wording("地理标志的产地。", "The area that the indication comes from."),
        read=reading.plain("area"),
    ),
    Field(
        name="gi_product",
        label=Wording("地理标志产品类别", "Product of an indication"),
        kind="keyword",
        aliases=("地理标志产品",),
        rights=("gi",),
        facet=True,
        sentence=Wording("地理标志产品，原文逐字。", "The product of a geographical indication, word for word."),
        read=_whole("product"),
    ),
    Field(
        name="gi_area",
        label=Wording("地理标志产地", "Area of an indication"),
        kind="keyword",
        aliases=("地理标志地域",),
        rights=("gi",),
        facet=True,
        sentence=Wording("地理标志的产地，原文逐字。", "The area of a geographical indication, word for word."),
        read=_whole("area"),
    ),
)
