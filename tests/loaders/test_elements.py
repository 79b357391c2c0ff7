"""Reading XML: text, paths, named characters, offsets of faults, what was never looked at."""

import pytest

from domain.errors import RecordRejected
from loaders import elements
from loaders.xml_bytes import Surroundings

RECORD = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE doc SYSTEM "doc-v1.dtd" [<!ENTITY drawing1 SYSTEM "d1.tif" NDATA TIF><!ENTITY firm "A&#38;B">]>
<doc lang=" en " empty=""><title id="t">A  <b>pump</b>
 for H<sub>2</sub>O &mdash; and &agr;</title><!-- not text --><?MARK x?>
<body><p>One.</p><heading>Head</heading><p>Two<br/>lines <i>of</i> text</p><p></p>
<table><row><entry>a</entry><entry>b</entry></row><row><entry>c</entry></row></table></body>
<claim><claim-text>A device:<claim-text>a rod;</claim-text><claim-text>a cup.</claim-text></claim-text></claim>
<part><name>first</name></part><part><name>second</name></part><firm>&firm;</firm></doc>"""


@pytest.fixture
def record() -> elements.Element:
    return elements.parse_xml(RECORD)


def test_text_is_collapsed_and_inline_markup_joins(record: elements.Element) -> None:
    assert elements.content(record, "title") == "A pump for H2O — and α"


def test_paragraphs_are_lines_and_cells_are_spaced(record: elements.Element) -> None:
    assert elements.paragraphs(record, "body") == "One.\nHead\nTwo lines of text\na b\nc"


def test_nested_claim_texts_are_joined_with_blanks(record: elements.Element) -> None:
    assert elements.content(record, "claim") == "A device: a rod; a cup."


def test_paths(record: elements.Element) -> None:
    assert [elements.content(one) for one in elements.every(record, "part/name")] == ["first", "second"]
    assert elements.content(record, "part/name") == "first"
    assert elements.content(record, ".//row/entry") == "a"
    assert elements.content(record, "*/name") == "first"
    assert elements.first(record, "part/nothing") is None
    assert elements.content(record, "body/nothing") is None


def test_the_first_of_a_path_is_found_behind_an_empty_branch() -> None:
    record = elements.parse_xml(b"<a><b/><b><c>x</c></b></a>")
    assert elements.content(record, "b/c") == "x"


def test_attributes_are_stripped_and_empty_ones_absent(record: elements.Element) -> None:
    assert elements.attribute(record, "lang") == "en"
    assert elements.attribute(record, "empty") is None
    assert elements.system_id(record) == "doc-v1.dtd"


def test_a_name_declared_as_plain_characters_is_honoured(record: elements.Element) -> None:
    assert elements.content(record, "firm") == "A&B"


def test_names_in_cdata_stay_as_they_are() -> None:
    record = elements.parse_xml(b"<a>&eacute;<![CDATA[&eacute;&nosuch;]]></a>")
    assert elements.content(record) == "é&eacute;&nosuch;"


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        (b"<a><b></a>", 10),
        (b"<a>\n&eacute;&eacute;<b></c></a>", 27),
        (b"<a>&nosuch;</a>", 3),
        (b"<a>\x01</a>", 3),
        (b"", 0),
    ],
)
def test_faults_say_where_they_are(raw: bytes, offset: int) -> None:
    with pytest.raises(RecordRejected) as caught:
        elements.parse_xml(raw)
    assert (caught.value.stage, caught.value.offset) == ("xml", offset)


@pytest.mark.parametrize("encoding", ["gb18030", "iso-8859-1", "utf-16", "shift_jis"])
def test_declared_encodings_are_honoured(encoding: str) -> None:
    text = "é" if encoding == "iso-8859-1" else "特許"
    raw = f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)
    assert elements.content(elements.parse_xml(raw)) == text


def test_bytes_that_belie_their_encoding_are_rejected() -> None:
    for raw in (b'<?xml version="1.0" encoding="gb18030"?><a>\xff\xff</a>', b'<?xml version="1.0" encoding="no"?><a/>'):
        with pytest.raises(RecordRejected):
            elements.parse_xml(raw)


def test_an_undeclared_prefix_is_declared() -> None:
    record = elements.parse_xml(b'<exch:doc n="1"><exch:b reg:x="2" other:y="3"/></exch:doc>')
    assert record.tag == "{http://www.epo.org/exchange}doc"
    assert elements.first(record, "{*}b") is not None


def test_a_record_sees_what_stands_around_it() -> None:
    around = Surroundings(
        b'<x:list xmlns:x="urn:x" made="20200101"><version>2.0</version><x:key>TX</x:key>', b"</x:list>", depth=1
    )
    record = elements.parse_xml(b"<x:one>a</x:one>", around)
    assert record.tag == "{urn:x}one"
    assert dict(elements.context(record)) == {"made": "20200101", "version": "2.0", "key": "TX"}


def test_elements_never_looked_at_are_counted(record: elements.Element) -> None:
    with elements.watched() as (asked, taken):
        elements.content(record, "title")
        elements.every(record, "part/name")
    unread = elements.unread(record, asked, taken)
    assert unread["firm"] == 1
    assert "b" not in unread, "inside a text that was taken"
    assert "name" not in unread
