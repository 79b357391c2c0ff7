"""A URL's parameters to a request and back: what is asked, what is refused, and the address that asks the same again."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from domain.errors import ParameterError, QueryError
from domain.query import And, FacetRequest, Filter, Sort, Terms
from search_api import params
from search_api.settings import Budgets

BUDGETS = Budgets()


def asked(address: str) -> params.Asked:
    return params.read(parse_qsl(address, keep_blank_values=True), "en", BUDGETS)


def test_all_parameters() -> None:
    found = asked(
        "q=tea+leaf&right=patent&right=design&f.office=CN&f.office=US&f.published=2015..2020&f.-kind=U"
        "&facets=office,ipc:30&sort=-published&size=50&page=3&group=family"
    )
    request = found.request
    assert request.query == And((Terms("text", "tea"), Terms("text", "leaf")))
    assert request.rights == ("patent", "design")
    assert set(request.filters) == {
        Filter("office", ("CN", "US")),
        Filter("published", ("2015..2020",)),
        Filter("kind", ("U",), exclude=True),
    }
    assert request.facets == (FacetRequest("office", 10), FacetRequest("ipc", 30))
    assert request.sort == Sort("published", descending=True)
    assert (request.page, request.size, request.group) == (3, 50, "family")


def test_defaults() -> None:
    request = asked("q=tea").request
    assert (request.page, request.size, request.group, request.sort) == (1, 20, "none", Sort())
    assert (request.rights, request.filters, request.facets, request.cursor) == ((), (), (), None)


@pytest.mark.parametrize(
    "address",
    [
        "q=tea",
        "q=%E8%8C%B6%E5%8F%B6+%E4%B8%8E+%E7%83%98%E5%B9%B2&right=patent",
        "q=tea+OR+coffee+leaf&f.office=CN&f.office=US&f.-kind=U&f.filed=..2019",
        "q=ti%3A%22a+%26+b%22&facets=office:5,status&sort=-filed&size=10&page=4&group=application",
        "q=*&f.city=New+York&f.applicant=A%26B+%2B+C",
        "q=*&sort=published&cursor=abc",
    ],
)
def test_the_address_asks_the_same_again(address: str) -> None:
    first = asked(address)
    again = asked(urlsplit(first.url).query)
    assert again.request == first.request
    assert again.url == first.url
    assert urlsplit(first.url).path == "/api/v1/search"


def test_aliases_and_symbols_are_brought_to_one_spelling() -> None:
    request = asked("q=*&f.国别=CN&f.ipc=h01m+10/052").request
    assert set(request.filters) == {Filter("office", ("CN",)), Filter("ipc", ("H01M10/052",))}


@pytest.mark.parametrize(
    ("address", "parameter", "code"),
    [
        ("q=tea&colour=red", "colour", "parameter"),
        ("q=tea&q=leaf", "q", "parameter"),
        ("q=tea&right=song", "right", "parameter"),
        ("q=tea&size=101", "size", "parameter"),
        ("q=tea&size=ten", "size", "parameter"),
        ("q=tea&page=0", "page", "parameter"),
        ("q=tea&page=501&size=20", "page", "window-exceeded"),
        ("q=tea&sort=abstract", "sort", "parameter"),
        ("q=tea&sort=nothing", "sort", "parameter"),
        ("q=tea&cursor=abc", "cursor", "bad-cursor"),
        ("q=tea&group=none,family", "group", "parameter"),
        ("q=tea&mode=psychic", "mode", "parameter"),
        ("q=tea&facets=abstract", "facets", "parameter"),
        ("q=tea&facets=nothing", "facets", "parameter"),
        ("q=tea&facets=office:101", "facets", "parameter"),
        ("q=tea&facets=" + ",".join(["office"] * 13), "facets", "too-many-facets"),
        ("q=tea&f.nothing=1", "f.nothing", "parameter"),
        ("q=tea&f.title=tea", "f.title", "parameter"),
        ("q=tea&f.published=tea", "f.published", "parameter"),
        ("q=tea&f.published=..", "f.published", "parameter"),
        ("q=tea&f.ipc=tea", "f.ipc", "parameter"),
    ],
)
def test_a_wrong_parameter_is_named(address: str, parameter: str, code: str) -> None:
    with pytest.raises(ParameterError) as raised:
        asked(address)
    assert (raised.value.parameter, raised.value.reason) == (parameter, code)
    assert raised.value.detail.zh and raised.value.detail.en


def test_a_wrong_query_is_a_query_error_with_its_place() -> None:
    with pytest.raises(QueryError) as raised:
        asked("q=titel:dryer")
    assert (raised.value.reason, raised.value.span, raised.value.repair) == ("unknown-field", (0, 5), "title:dryer")


def test_a_posted_object_is_the_same_question() -> None:
    body = {"q": "tea", "right": ["patent", "design"], "f.office": ["CN", "US"], "size": 50, "cursor": None}
    found = params.read(params.of_body(body), "en", BUDGETS)
    assert found.request == asked("q=tea&right=patent&right=design&f.office=CN&f.office=US&size=50").request


@pytest.mark.parametrize("body", [["q", "tea"], "tea", {"q": {"text": "tea"}}])
def test_a_posted_body_of_another_shape_is_refused(body: object) -> None:
    with pytest.raises(ParameterError):
        params.of_body(body)


def test_filters_are_added_and_taken_away_from_the_first_page() -> None:
    pairs = asked("q=tea&f.office=CN&page=2").pairs
    more = params.with_filter(pairs, "office", "US", on=True)
    assert params.with_filter(more, "office", "US", on=False) == (("q", "tea"), ("f.office", "CN"))
    assert params.changed(pairs, sort="-filed") == (("q", "tea"), ("f.office", "CN"), ("sort", "-filed"))
