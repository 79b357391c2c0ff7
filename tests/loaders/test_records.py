"""Records are cut with their offsets, broken ones take no neighbour along, and both counts agree."""

import io
import json
from collections.abc import Iterator

import pytest

from loaders.elements import content, context, parse_xml
from loaders.record_counts import count_of, count_records
from loaders.records import RawRecord, cut
from loaders.sources import Layout
from loaders.streams import Ahead
from tests.loaders.office import document, documents

DOCUMENTS = Layout("documents")
CHILDREN = Layout("children", ("case",))
JSON = Layout("json")
CSV = Layout("csv")


class Slow:
    """A stream that gives a few bytes at a time, so that every boundary is met."""

    def __init__(self, raw: bytes, step: int) -> None:
        self._stream, self._step = io.BytesIO(raw), step

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(self._step)


def records_of(raw: bytes, layout: Layout, step: int = 1 << 18) -> list[RawRecord]:
    """Cut, and check offsets, ordinals and the second count on the way."""
    found = list(cut(Ahead(Slow(raw, step)), layout))
    for index, record in enumerate(found):
        assert record.index == index
        assert raw[record.offset : record.offset + len(record.raw)] == record.raw
    count = count_of(layout, raw[:65536])
    for start in range(0, len(raw), step):
        count.feed(raw[start : start + step])
    assert count.total() == len(found), "the independent count differs"
    return found


def titles(found: list[RawRecord]) -> list[str | None]:
    return [content(parse_xml(one.raw, one.around), "title") for one in found]


@pytest.mark.parametrize("step", [7, 64, 1 << 18])
def test_concatenated_documents(step: int) -> None:
    raw = b"".join(documents(30))
    found = records_of(raw, DOCUMENTS, step)
    assert [one.raw for one in found] == [one.strip() for one in documents(30)]


def test_a_stylesheet_does_not_begin_a_document_and_a_mark_of_order_is_no_content() -> None:
    raw = b'\xef\xbb\xbf<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n<a/>\n\xef\xbb\xbf<?xml version="1.0"?><b/>\n'
    assert [one.raw.endswith((b"<a/>", b"<b/>")) for one in records_of(raw, DOCUMENTS)] == [True, True]


def test_documents_without_declaration() -> None:
    raw = (
        b"\n <pub><title>1</title></pub>\n<pub><title>2</title></pub>\n<?xml version='1.0'?><pub><title>3</title></pub>"
    )
    assert titles(records_of(raw, DOCUMENTS)) == ["1", "2", "3"]
    assert titles(records_of(b"<!DOCTYPE a [<!ELEMENT a ANY>]><a><title>x</title></a>", DOCUMENTS)) == ["x"]


@pytest.mark.parametrize("step", [5, 1 << 18])
def test_a_declaration_in_a_comment_or_cdata_section_is_text(step: int) -> None:
    tricky = document(1, extra='<!-- <?xml version="1.0"?> --><x><![CDATA[<?xml version="1.0"?><pub/>]]></x>')
    raw = tricky + document(2) + tricky
    assert len(records_of(raw, DOCUMENTS, step)) == 3


@pytest.mark.parametrize("cut_at", [b"<title>A", b"<title", b"<!-- c", b"<![CDATA[ d"])
def test_a_document_cut_short_leaves_its_neighbours(cut_at: bytes) -> None:
    whole = document(1, extra="<!-- comment --><x><![CDATA[ data ]]></x>")
    broken = whole[: whole.index(cut_at) + len(cut_at)]
    raw = whole + broken + whole + document(3)
    found = records_of(raw, DOCUMENTS)
    assert [one.raw for one in found] == [whole.strip(), broken.strip(), whole.strip(), document(3).strip()]


def test_utf16() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><pub><title>特許</title></pub>'
    raw = (text * 2).encode("utf-16")
    found = list(cut(Ahead(io.BytesIO(raw)), DOCUMENTS))
    assert titles(found) == ["特許", "特許"]
    assert count_records([raw], DOCUMENTS) == 2


LIST = (
    b'<?xml version="1.0"?>\n<!DOCTYPE list [<!ELEMENT list ANY><!ENTITY co "Co.">]>\n<!-- <case>not one</case> -->\n'
    b'<list xmlns:c="urn:c" made="20200101"><version><no>2.0</no></version>\n<keys><key>TX</key>\n'
    b"<case a='x > y'><title>1 &co; <![CDATA[</case><case>]]></title></case>\n<case ><title>2</title></case>"
    b"</keys>\n<keys><key>NA</key><!-- <case> --><case/><case-file>no</case-file><c:case><title>4</title></c:case></keys></list>"
)


@pytest.mark.parametrize("step", [6, 1 << 18])
def test_children_of_one_root_see_their_surroundings(step: int) -> None:
    found = records_of(LIST, CHILDREN, step)
    assert titles(found) == ["1 Co. </case><case>", "2", None, "4"]
    parsed = [context(parse_xml(one.raw, one.around)) for one in found]
    assert [one["key"] for one in parsed] == ["TX", "TX", "NA", "NA"]
    assert parsed[3]["made"] == "20200101" and parsed[3]["no"] == "2.0"


def test_a_child_without_end_leaves_its_neighbours() -> None:
    raw = b"<list><case><title>1</title></case><case><title>2<case><title>3</title></case></list>"
    found = records_of(raw, CHILDREN)
    assert [one.raw for one in found] == [
        b"<case><title>1</title></case>", b"<case><title>2", b"<case><title>3</title></case>",
    ]  # fmt: skip


def test_a_file_cut_short_within_a_child() -> None:
    found = records_of(b"<list><case><title>1</title></case><case><title>2</ti", CHILDREN)
    assert [one.raw for one in found] == [b"<case><title>1</title></case>", b"<case><title>2</ti"]


def test_a_prefix_as_written_and_undeclared_ancestors() -> None:
    raw = b'<ex:list date="20200101"><ex:case><title>1</title></ex:case><case>no</case></ex:list>'
    found = records_of(raw, Layout("children", ("ex:case",)))
    assert titles(found) == ["1"]


def test_children_in_another_encoding() -> None:
    raw = '<?xml version="1.0" encoding="GB18030"?><list name="局"><case><title>专利</title></case></list>'.encode(
        "gb18030"
    )
    (found,) = records_of(raw, CHILDREN)
    record = parse_xml(found.raw, found.around)
    assert content(record, "title") == "专利" and context(record)["name"] == "局"


@pytest.mark.parametrize("step", [3, 50, 1 << 18])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_arrays(step: int, indent: int | None) -> None:
    rows = [{"n": n, "text": 'a "quoted" \\ {brace} ]', "list": [{"x": [1]}, {}]} for n in range(20)]
    raw = json.dumps(rows, indent=indent).encode()
    assert [json.loads(one.raw) for one in records_of(raw, JSON, step)] == rows
    named = json.dumps({"about": "x", "rows": rows, "after": [{"n": 1}]}, indent=indent).encode()
    assert [json.loads(one.raw) for one in records_of(named, Layout("json", ("rows",)), step)] == rows


def test_json_lines() -> None:
    raw = b'{"n": 1}\n{"n": [{"m": 2}]}\n\n{"n": 3}'
    assert [one.raw for one in records_of(raw, JSON)] == [b'{"n": 1}', b'{"n": [{"m": 2}]}', b'{"n": 3}']


@pytest.mark.parametrize("broken", ['"text": "never closed', '"list": [1, 2', '"x": {"y": 1'])
def test_a_json_object_that_does_not_end_leaves_its_neighbours(broken: str) -> None:
    raw = (
        '[\n  {\n    "n": 1\n  },\n  {\n    ' + broken + ',\n  {\n    "n": 3\n  },\n  {\n    "n": 4\n  }\n]'
    ).encode()
    found = records_of(raw, JSON)
    assert [one.raw[-12:] for one in found if not one.fault][-1].endswith(b"4\n  }")
    assert len([one for one in found if one.fault]) == 1
    assert json.loads(found[0].raw) == {"n": 1}
    assert {json.dumps(json.loads(one.raw)) for one in found if not one.fault} >= {'{"n": 4}'}


def lines(rows: list[list[str]]) -> Iterator[bytes]:
    for row in rows:
        yield ",".join(f'"{one}"' if set(one) & set('",\n') else one for one in row).encode() + b"\r\n"


@pytest.mark.parametrize("step", [4, 1 << 18])
def test_csv_rows_with_quoted_line_ends(step: int) -> None:
    raw = b'\xef\xbb\xbfno,text\r\n1,"two\r\nlines, and ""quotes"""\r\n\r\n2,5" disc\r\n3,\r\n4,"last"'
    found = records_of(raw, CSV, step)
    assert [one.raw for one in found] == [b'1,"two\r\nlines, and ""quotes"""', b'2,5" disc', b"3,", b'4,"last"']
    assert found[0].header == ("utf-8", ",", "no", "text")


def test_an_unclosed_quotation_is_one_broken_row() -> None:
    raw = b'no;text\n1;"never closed\n2;b\n3;c\n'
    found = records_of(raw, CSV)
    assert [(one.raw, bool(one.fault)) for one in found] == [
        (b'1;"never closed', True),
        (b"2;b", False),
        (b"3;c", False),
    ]


def test_csv_of_a_chinese_spreadsheet() -> None:
    raw = "编号,名称\n1,龙井茶\n".encode("gb18030")
    (found,) = records_of(raw, CSV)
    assert found.header == ("gb18030", ",", "编号", "名称")


def test_a_record_that_is_too_long_is_one_record() -> None:
    raw = document(1) + document(2, "x" * (34 << 20)) + document(3)
    found = list(cut(Ahead(io.BytesIO(raw)), DOCUMENTS))
    assert [bool(one.fault) for one in found] == [False, True, False]
    assert count_records([raw], DOCUMENTS) == 3


@pytest.mark.parametrize("layout", [DOCUMENTS, CHILDREN, JSON, CSV])
def test_nothing_is_no_record(layout: Layout) -> None:
    assert records_of(b"", layout) == records_of(b"  \n", layout) == []
