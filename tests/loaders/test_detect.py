"""The source is found from the content, and formats that are known but not read are named."""

import io

import pytest

from domain.errors import Unrecognised
from loaders.catalog import BY_NAME, SOURCES
from loaders.detect import head_of, source_of
from loaders.sources import Head
from loaders.streams import Ahead


def head(raw: bytes, name: str = "anything.bin") -> Head:
    return head_of(name, Ahead(io.BytesIO(raw)))


PROLOG = (
    b'<?xml version="1.0"?>\n<?xml-stylesheet href="a"?><!-- <no/> --><!DOCTYPE x [<!ENTITY a "b>c"><!-- ]> --> ]>\n'
)


def test_the_root_is_found_behind_everything_before_it() -> None:
    assert head(PROLOG + b"<us-patent-grant lang='EN'>").root == "us-patent-grant"
    assert head(b"\xef\xbb\xbf<x:root a='b'/>").root == "root"
    assert head('<?xml version="1.0" encoding="UTF-16"?><根/>'.encode("utf-16")).root == "根"
    assert head(b'{"a": 1}').root is None
    assert head(b"").root is None


def test_a_name_says_nothing() -> None:
    assert source_of(head(b"<us-patent-grant/>", "applications.csv")).name == "uspto-grants"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"<patent-application-publication>", "PAP"),
        (b"<PATDOC DTD='2.4'>", "PATDOC"),
        (b"PATN\r\nWKU  039373754\r\nSRC  5\r\n", "APS"),
        (b"<ops:world-patent-data xmlns:ops='http://ops.epo.org'>", "OPS"),
        (b"<ttab-proceedings>", "TTAB"),
        (b"<us-patent-assignments>", "assignments"),
        (b"<trademark-assignments>", "assignments"),
        (b"<jp-official-gazette>", "JPO"),
        (b"<patent-document ucid='EP-1-A1'>", "MAREC"),
        (b"<lexisnexis-patent-document>", "LexisNexis"),
        (b"<cn-application-body>", "dossier"),
        (b"<Transaction xmlns='http://www.wipo.int/standards/XMLSchema/trademarks'>", "ST.66"),
        (b"<ns2:TrademarkTransaction xmlns:ns2='http://www.wipo.int/standards/XMLSchema/ST96/Trademark'>", "ST.96"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_formats_that_are_not_read_are_named(raw: bytes, name: str) -> None:
    with pytest.raises(Unrecognised) as caught:
        source_of(head(raw))
    assert name in caught.value.format_name
    assert caught.value.format_name in caught.value.detail.zh


@pytest.mark.parametrize("raw", [b"", b"\0\1\2", b"<html/>", b"<unknown/>", b"a,b\n1,2\n", b'[{"x": 1}]', b"<" * 70000])
def test_other_content_is_not_recognised(raw: bytes) -> None:
    with pytest.raises(Unrecognised):
        source_of(head(raw))


def test_sources_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(SOURCES)
