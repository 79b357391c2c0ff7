"""The reference tables that a load reads, in the order in which they are tried.

A table of a later edition replaces the titles of an earlier one, symbol by symbol, in the order of loading.
"""

from domain.text import Wording
from loaders.reference import lists, places, schemes
from loaders.reference.table import Table, has_columns
from loaders.sources import Head

TABLES: tuple[Table, ...] = (
    Table(
        "ipc-scheme",
        Wording("国际专利分类表（XML）", "IPC scheme (XML)"),
        ("ipc",),
        lambda head: head.root in ("ipcEntries", "IPCScheme"),
        schemes.ipc,
    ),
    Table(
        "cpc-scheme",
        Wording("合作专利分类表（XML）", "CPC scheme (XML)"),
        ("cpc",),
        lambda head: head.root == "class-scheme",
        schemes.cpc,
    ),
    Table(
        "ipc-titles",
        Wording("国际专利分类标题（TSV）", "IPC titles (TSV)"),
        ("ipc",),
        has_columns("id", "title", delimiter="\t"),
        schemes.titles,
    ),
    Table(
        "nice-classes",
        Wording("尼斯分类类别标题（JSON）", "Nice class headings (JSON)"),
        ("nice",),
        lists.is_nice_classes,
        lists.nice_classes,
    ),
    Table(
        "nice-terms",
        Wording("尼斯分类字母顺序表（CSV）", "Nice alphabetical list (CSV)"),
        ("goods",),
        has_columns("basic_number", "class_number", "term", "language"),
        lists.nice_terms,
    ),
    Table(
        "similar-groups",
        Wording("类似商品和服务区分表（CSV）", "Chinese table of similar goods and services (CSV)"),
        ("group", "goods"),
        has_columns("class", "group", "group_name", "item_code", "item_name"),
        lists.similar_groups,
    ),
    Table(
        "goods-in-both",
        Wording("尼斯基本号与类似群对照表（CSV）", "Nice basic numbers with Chinese similar groups (CSV)"),
        ("goods",),
        has_columns("basic_number", "class", "cn_groups", "cn_name", "en_terms"),
        lists.goods_in_both,
    ),
    Table(
        "coordinated-classes",
        Wording("关联类别表（CSV）", "Coordinated classes (CSV)"),
        ("coordinated",),
        has_columns("class", "coordinated_classes"),
        lists.coordinated,
    ),
    Table(
        "vienna",
        Wording("维也纳图形要素分类（CSV）", "Vienna Classification of figurative elements (CSV)"),
        ("vienna",),
        has_columns("idcategory", "categdesc"),
        lists.vienna,
    ),
    Table(
        "countries",
        Wording("国家和地区代码（CSV）", "Codes of countries (CSV)"),
        ("country",),
        has_columns("ISO3166-1-Alpha-2"),
        lists.countries,
    ),
    Table(
        "technology",
        Wording("世界知识产权组织35个技术领域（CSV）", "WIPO's 35 fields of technology (CSV)"),
        ("technology",),
        has_columns("Field_number", "Field_en", "IPC_code"),
        lists.technology,
    ),
    Table(
        "places",
        Wording(
            "中国县级以上行政区划：地级、县级（CSV）", "Chinese administrative divisions: cities and counties (CSV)"
        ),
        ("place",),
        has_columns("code", "name", "provinceCode"),
        places.places,
    ),
    Table(
        "places-provinces",
        Wording("中国县级以上行政区划：省级（CSV）", "Chinese administrative divisions: provinces (CSV)"),
        ("place",),
        places.is_provinces,
        places.places,
    ),
)


def table_of(head: Head) -> Table | None:
    """Return the table that a member is, ``None`` where it is none."""
    for table in TABLES:
        if table.recognises(head):
            return table
    return None
