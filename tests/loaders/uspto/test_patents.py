"""Grants and published applications in small: versions, terms, claims, citations, parties."""

from typing import Any

import pytest

from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Design, Origin, Patent
from loaders.elements import paragraphs, parse_xml
from loaders.sources import Head, Skipped
from loaders.uspto import applications, grants, text

ORIGIN = Origin(source="uspto-grants", file="x.xml")
PUBLICATION = "<doc-number>09990001</doc-number><kind>B2</kind><date>20200107</date>"


def grant(
    biblio: str = "", body: str = "", *, doctype: str = "", version: str = ' dtd-version="v4.5 2014-04-03"',
    publication: str = PUBLICATION, filed: str = "20150601", appl_type: str = "utility",
) -> str:  # fmt: skip
    return (
        f'{doctype}<us-patent-grant lang="EN"{version}><us-bibliographic-data-grant><publication-reference>'
        f"<document-id><country>US</country>{publication}</document-id></publication-reference>"
        f'<application-reference appl-type="{appl_type}"><document-id><country>US</country>'
        f"<doc-number>14990001</doc-number><date>{filed}</date></document-id></application-reference>"
        f"<us-application-series-code>14</us-application-series-code>{biblio}</us-bibliographic-data-grant>{body}"
        "</us-patent-grant>"
    )


def read(xml: str, parse: Any = grants.parse) -> Patent | Design:
    found = parse(parse_xml(xml.encode()), ORIGIN)
    assert isinstance(found, Patent | Design)
    return found


@pytest.mark.parametrize("version", ["v40 2004-12-02", "v4.2 2006-08-23", "v4.7 2022-02-17", "v44 2013-05-16"])
def test_known_versions_are_read(version: str) -> None:
    assert read(grant(version=f' dtd-version="{version}"')).id == "US-9990001-B2"


@pytest.mark.parametrize("version", ["v4.8 2030-01-01", "v5.0 2031-01-01", "v3.9", "new"])
def test_an_unknown_version_is_never_guessed_at(version: str) -> None:
    with pytest.raises(UnknownSchemaVersion):
        read(grant(version=f' dtd-version="{version}"'))


def test_the_doctype_says_the_version_where_the_root_does_not() -> None:
    doctype = '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v4{}-2006-08-23.dtd" [ ]>'
    assert read(grant(doctype=doctype.format(2), version="")).id == "US-9990001-B2"
    with pytest.raises(UnknownSchemaVersion):
        read(grant(doctype=doctype.format(8), version=""))
    with pytest.raises(UnknownSchemaVersion):
        read(grant(version=""))


@pytest.mark.parametrize("dtd", ["us-patent-grant-v44-2013-05-16test.dtd", "us-patent-application-v44-2014-04-03.dtd"])
def test_a_doctype_of_another_dtd_is_rejected(dtd: str) -> None:
    with pytest.raises(RecordRejected):
        read(grant(doctype=f'<!DOCTYPE us-patent-grant SYSTEM "{dtd}" [ ]>'))


def test_records_without_what_makes_a_filing_are_rejected() -> None:
    for xml in (
        grant(publication="<doc-number> </doc-number>"),
        '<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03"/>',
        '<us-patent-application lang="EN" dtd-version="v4.5 2014-04-03"/>',
    ):
        with pytest.raises(RecordRejected) as fault:
            read(xml)
        assert fault.value.stage == "format"


def test_sequence_listings_are_skipped_by_both() -> None:
    root = parse_xml(b"<sequence-cwu><number>1</number></sequence-cwu>")
    assert isinstance(grants.parse(root, ORIGIN), Skipped)
    assert isinstance(applications.parse(root, ORIGIN), Skipped)


def test_content_tells_the_sources_apart() -> None:
    def head(root: str, text: str = "") -> Head:
        return Head(name="x", start=text.encode(), root=root, text=text)

    assert grants.SOURCE.recognises(head("us-patent-grant"))
    assert not grants.SOURCE.recognises(head("us-patent-application"))
    assert applications.SOURCE.recognises(head("us-patent-application"))
    listing = head("sequence-cwu", "<kind>A1</kind>")
    assert applications.SOURCE.recognises(listing) and not grants.SOURCE.recognises(listing)


@pytest.mark.parametrize(
    ("biblio", "filed", "expires"),
    [
        ("", "20150601", "2035-06-01"),
        ("<us-term-of-grant><us-term-extension>30</us-term-extension></us-term-of-grant>", "20150601", "2035-07-01"),
        (
            "<us-term-of-grant><us-term-extension>5 years</us-term-extension></us-term-of-grant>",
            "20150601",
            "2040-06-01",
        ),
        (
            "<us-related-documents><continuation><relation><parent-doc><document-id><country>US</country>"
            "<doc-number>08123456</doc-number><date>19940228</date></document-id></parent-doc></relation></continuation>"
            "<us-provisional-application><document-id><country>US</country><doc-number>60123456</doc-number>"
            "<date>19930101</date></document-id></us-provisional-application></us-related-documents>",
            "20150601",
            "2014-02-28",
        ),
    ],
)
def test_the_term_runs_from_the_earliest_domestic_filing(biblio: str, filed: str, expires: str) -> None:
    assert read(grant(biblio, filed=filed)).dates.expires == expires


def test_a_design_runs_from_its_grant_and_a_reissue_as_its_patent() -> None:
    design = "<doc-number>D0990001</doc-number><kind>S1</kind><date>20200107</date>"
    found = read(grant(publication=design, appl_type="design"))
    assert isinstance(found, Design)
    assert (found.id, found.dates.expires) == ("US-D990001-S1", "2035-01-07")
    reissue = "<doc-number>RE049990</doc-number><kind>E1 </kind><date>20200107</date>"
    assert read(grant(publication=reissue)).dates.expires is None


def test_a_claim_depends_on_all_that_it_refers_to() -> None:
    body = (
        '<claims><claim id="CLM-00001" num="00001"><claim-text>1. A.</claim-text></claim>'
        '<claim id="CLM-00002" num="00002"><claim-text>2. B of <claim-ref idref="CLM-00001">claim 1</claim-ref>.'
        '</claim-text></claim><claim id="CLM-00009" num="00009"><claim-text>9. C of '
        '<claim-ref idref="CLM-00002 CLM-00001">claims 2 and 1</claim-ref> or <claim-ref idref="CLM-00004">'
        "claims 4 to 6</claim-ref>.</claim-text></claim></claims>"
    )
    found = read(grant(body=body)).claims
    assert [(one.number, one.text, one.depends_on) for one in found] == [
        (1, "A.", ()),
        (2, "B of claim 1.", (1,)),
        (9, "C of claims 2 and 1 or claims 4 to 6.", (1, 2, 4, 5, 6)),
    ]


def test_nested_claim_texts_are_joined_by_blanks() -> None:
    body = (
        '<claims><claim num="00001"><claim-text>1. A:<claim-text>b<sub>2</sub>;<claim-text>c</claim-text></claim-text>'
        "<claim-text>d<br/>e</claim-text>.</claim-text></claim></claims>"
    )
    assert read(grant(body=body)).claims[0].text == "A: b2; c d e ."


def test_sections_take_their_headings() -> None:
    body = (
        "<description><p>Before.</p><heading level='1'>ONE</heading><heading level='2'>Two</heading><p>a</p>"
        "<heading level='1'>THREE</heading><p>b<br/>c</p><p> </p><heading level='1'>LAST</heading></description>"
    )
    found = read(grant(body=body)).description
    assert [(one.heading, one.text) for one in found] == [
        (None, "Before."), ("ONE: Two", "a"), ("THREE", "b c"), ("LAST", ""),
    ]  # fmt: skip


def test_the_text_taken_at_once_is_that_of_its_paragraphs() -> None:
    body = (
        "<description>"
        "<p>One <b>1</b><?in-line-formulae end='lead'?><sub>2</sub> \n two.<!-- no --></p>"
        "<p>A<ul><li>b</li><li>c<ul><li>d</li></ul></li></ul>e</p>"
        "<p><tables><table><row><entry>1</entry><entry>2</entry></row><row><entry/><entry>4</entry></row></table></tables></p>"
        "<p>a\u2029b</p><p>&lt;&amp;\u2003x</p>"
        "</description>"
    )
    xml = grant(body=body).encode()
    taken = text.description(parse_xml(xml), "en")
    expected = [paragraphs(one) for one in parse_xml(xml).iterdescendants("p")]
    assert "\n".join(one.text for one in taken) == "\n".join(expected)
    plain = grant(body=body.replace("\u2029", "-")).encode()
    root = parse_xml(plain)
    once = text.description(root, "en")
    assert once == text.description(root, "en")
    assert once[0].text == "\n".join(paragraphs(one) for one in parse_xml(plain).iterdescendants("p"))


@pytest.mark.parametrize(
    ("said", "phase", "category"),
    [
        ("cited by examiner", "examiner", None),
        ("cited by applicant", "applicant", None),
        ("cited by other", "other", None),
        ("X", None, "X"),
        ("", None, None),
    ],
)
def test_who_cited_is_the_phase(said: str, phase: str | None, category: str | None) -> None:
    biblio = (
        "<us-references-cited><us-citation><patcit><document-id><country>US</country><doc-number>0675108</doc-number>"
        f"<kind>A </kind><date>19010500</date></document-id></patcit><category>{said}</category></us-citation>"
        "</us-references-cited>"
    )
    (cited,) = read(grant(biblio)).citations
    assert (cited.office, cited.number, cited.kind, cited.date) == ("US", "675108", "A", "1901-05")
    assert (cited.phase, cited.category) == (phase, category)


def test_an_assignee_without_a_country_has_that_of_its_role() -> None:
    biblio = (
        "<assignees><assignee><addressbook><orgname>Weir</orgname><role>{}</role><address><country>unknown</country>"
        "</address></addressbook></assignee></assignees>"
    )
    assert read(grant(biblio.format("02"))).parties[0].country == "US"
    assert read(grant(biblio.format("03"))).parties[0].country is None
