"""Reference tables in the publishers' formats, small ones of our own."""

import io

import pytest

from domain.engine import ClassTitle
from domain.errors import RecordRejected
from loaders.reference import lists
from loaders.reference.catalog import TABLES, table_of
from loaders.sources import Head

PLACES = {
    "counties": 'code,name,cityCode,provinceCode\n110105,"朝阳区",1101,11\n110117,"城区",1101,11\n',
    "provinces": 'code,name\n11,"北京市"\n46,"海南省"\n',
}

IPC = b"""<?xml version="1.0"?>
<ipcEntries ipcLevel="c">
 <ipcEntry kind="s" symbol="H"><textBody><title>
   <titlePart><text>SECTION H <emdash></emdash> ELECTRICITY</text></titlePart></title></textBody>
  <ipcEntry kind="t" symbol="H01"><textBody><title><titlePart><text>BASICS</text></titlePart></title></textBody></ipcEntry>
  <ipcEntry kind="c" symbol="H01"><textBody><title><titlePart><text>ELEMENTS</text></titlePart></title></textBody>
   <ipcEntry kind="u" symbol="H01M"><textBody><title><titlePart><text>CELLS</text>
      <entryReference>lamps <sref ref="F21K"/></entryReference></titlePart>
      <titlePart><text>BATTERIES</text></titlePart></title></textBody>
    <ipcEntry kind="m" symbol="H01M0010000000"><textBody><title><titlePart><text>Secondary cells</text></titlePart>
      </title></textBody>
     <ipcEntry kind="n" symbol="H01M0010000000"><textBody><note/></textBody></ipcEntry>
     <ipcEntry kind="1" symbol="H01M0010050000"><textBody><title><titlePart><text>not covered by
        <sref ref="H01M0010340000"/></text></titlePart></title></textBody>
      <ipcEntry kind="2" symbol="H01M0010052000"><textBody><title><titlePart><text>Lithium</text></titlePart></title>
      </textBody></ipcEntry>
     </ipcEntry>
    </ipcEntry>
   </ipcEntry>
  </ipcEntry>
 </ipcEntry>
</ipcEntries>"""

CPC = b"""<?xml version="1.0"?>
<class-scheme publication-date="2030-01-01" scheme-type="cpc">
 <classification-item level="5"><classification-symbol>B60L</classification-symbol>
  <class-title><title-part><text>PROPULSION </text><reference><text>brakes <class-ref>B60T</class-ref></text></reference>
   </title-part></class-title>
  <classification-item level="6"><classification-symbol>B60L1/00</classification-symbol>
   <classification-item level="7"><classification-symbol>B60L1/00</classification-symbol>
    <class-title><title-part><text>Power to auxiliaries</text></title-part></class-title>
    <classification-item level="8"><classification-symbol>B60L1/003</classification-symbol>
     <class-title><title-part><CPC-specific-text><text>to motors</text></CPC-specific-text></title-part></class-title>
    </classification-item>
   </classification-item>
  </classification-item>
 </classification-item>
</class-scheme>"""

GROUPS = "class,group,group_name,item_code,item_name,sub\n01,0101,气体,010061,氨,\n01,0101,气体,010061,氨气,\n"
TITLES = (
    "id\ttitle\nA01B\tSOIL (mowers A01D0042040000; works E01, E02)\nA01B 1\tHand tools (lawns (A01G0003060000))\n?\tx\n"
)
NICE = '[{"number": 9, "heading": "Apparatus", "note": "", "includes": [], "excludes": []}, {"number": 77, "heading": "x"}]'
TERMS = 'basic_number,class_number,term,language\n090342,9,"memory, for computers",en\n090342,9,computer memory,en\n'
BOTH = "basic_number,class,cn_groups,cn_name,en_terms\n090342,09,0901,存储装置,computer memory\n"
COORDINATED = 'class,coordinated_classes\n30,"32; 33;30"\n032,33\n77,1\n34,\n'
VIENNA = "idcategory,categdesc\n24,HERALDRY\n2407,FLAGS\n240701,One flag\nxx,none\n"
STATES = "FIFA,ISO3166-1-Alpha-2,official_name_cn,official_name_en\nGER,DE,德国,Germany\n,,,\n"
WIPO = "Field_number,Sector_en,Field_en,IPC_code\n8,Electrical engineering,Semiconductors,H01L%\n8,x,y,H01L%\n"


def head_of(raw: bytes, root: str | None = None) -> Head:
    return Head("table", raw[:65536], root, raw[:65536].decode("utf-8", "ignore"))


def read(raw: bytes, root: str | None = None) -> list[ClassTitle]:
    table = table_of(head_of(raw, root))
    assert table is not None
    found = list(table.read(io.BytesIO(raw)))
    assert {one.scheme for one in found} <= set(table.schemes)
    return found


def test_ipc_scheme_gives_the_tree_of_the_dots() -> None:
    found = {one.symbol: one for one in read(IPC, "ipcEntries")}
    assert [(one.symbol, one.parent, one.level) for one in found.values()] == [
        ("H", None, 1), ("H01", "H", 2), ("H01M", "H01", 3), ("H01M10/00", "H01M", 4),
        ("H01M10/05", "H01M10/00", 5), ("H01M10/052", "H01M10/05", 6),
    ]  # fmt: skip
    assert (found["H"].title_zh, found["H"].title_en) == ("电学", "ELECTRICITY")
    assert found["H01M"].title_en == "CELLS; BATTERIES"
    assert found["H01M10/05"].title_en == "not covered by H01M 10/34"


def test_cpc_scheme_leaves_headings_and_references_out() -> None:
    assert read(CPC, "class-scheme") == [
        ClassTitle("cpc", "B60L", "B60", 3, None, "PROPULSION"),
        ClassTitle("cpc", "B60L1/00", "B60L", 4, None, "Power to auxiliaries"),
        ClassTitle("cpc", "B60L1/003", "B60L1/00", 5, None, "to motors"),
    ]


def test_ipc_titles_lose_their_references() -> None:
    assert read(TITLES.encode()) == [
        ClassTitle("ipc", "A01B", "A01", 3, None, "SOIL"),
        ClassTitle("ipc", "A01B1/00", "A01B", 4, None, "Hand tools (lawns)"),
    ]


def test_goods_and_groups() -> None:
    assert read(GROUPS.encode("utf-8-sig")) == [
        ClassTitle("group", "1", None, 1, "化学原料", "Chemicals"),
        ClassTitle("group", "0101", "1", 2, "气体", None),
        ClassTitle("goods", "010061", "1", 2, "氨；氨气", None),
    ]
    assert read(NICE.encode()) == [ClassTitle("nice", "9", None, 1, "科学仪器", "Apparatus")]
    assert read(TERMS.encode()) == [
        ClassTitle("goods", "090342", "9", 2, None, "memory, for computers; computer memory")
    ]
    assert read(BOTH.encode()) == [ClassTitle("goods", "090342", "9", 2, "存储装置", "computer memory")]


def test_signs_countries_and_fields() -> None:
    assert [(one.symbol, one.parent, one.level) for one in read(VIENNA.encode())] == [
        ("24", None, 1), ("24.07", "24", 2), ("24.07.01", "24.07", 3),
    ]  # fmt: skip
    assert read(STATES.encode()) == [ClassTitle("country", "DE", None, 1, "德国", "Germany")]
    assert read(WIPO.encode()) == [ClassTitle("technology", "8", None, 1, "半导体", "Semiconductors")]


def test_coordinated_classes_are_the_title_of_a_class() -> None:
    assert read(COORDINATED.encode("utf-8-sig")) == [
        ClassTitle("coordinated", "30", None, 1, "32；33", "32; 33"),
        ClassTitle("coordinated", "32", None, 1, "33", "33"),
        ClassTitle("coordinated", "34", None, 1, "无", "none"),
    ]


def test_each_table_is_recognised_by_itself_alone() -> None:
    samples = [
        (IPC, "ipcEntries"), (CPC, "class-scheme"), (TITLES.encode(), None), (NICE.encode(), None), (TERMS.encode(), None),
        (GROUPS.encode(), None), (BOTH.encode(), None), (COORDINATED.encode(), None), (VIENNA.encode(), None), (STATES.encode(), None),
        (WIPO.encode(), None), *((written.encode(), None) for written in PLACES.values()),
    ]  # fmt: skip
    for (raw, root), expected in zip(samples, TABLES, strict=True):
        assert [table.name for table in TABLES if table.recognises(head_of(raw, root))] == [expected.name]
    assert table_of(head_of(b"number,date,code\n1,2,3\n")) is None
    assert table_of(head_of(b"<us-patent-grant/>", "us-patent-grant")) is None


@pytest.mark.parametrize(
    "raw", [b"idcategory,categdesc\n24,\xff\xfe\n", b'idcategory,categdesc\n24,"' + b"a" * 200_000]
)
def test_a_damaged_table_is_rejected(raw: bytes) -> None:
    with pytest.raises(RecordRejected):
        read(raw)


def test_own_titles_stand_without_tables() -> None:
    found = list(lists.own_titles())
    assert len({(one.scheme, one.symbol) for one in found}) == len(found) == 8 + 9 + 32 + 45 + 45 + 35
    assert all(one.title_zh and one.title_en for one in found)


def test_places_of_every_level_stand_at_the_top() -> None:
    found = []
    for name, written in PLACES.items():
        raw = written.encode()
        table = table_of(Head(name, raw, None, written))
        assert table is not None and table.name.startswith("places"), name
        found += list(table.read(io.BytesIO(raw)))
    assert [(one.symbol, one.level, one.parent, one.title_zh) for one in found] == [
        ("110105", 3, None, "朝阳区"), ("11", 1, None, "北京市"), ("46", 1, None, "海南省"),
    ]  # fmt: skip
    assert table_of(Head("other.csv", b"code,name\nA1,x\n", None, "code,name\nA1,x\n")) is None
