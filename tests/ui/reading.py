"""How the tests read a page: its element tree, its links, its numbers, its words in the interface's language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import lxml.html
from starlette.testclient import TestClient

Page = Any
LANGUAGES = ("en", "zh")
_NOT_WORDS = ("script", "style", "code", "pre", "textarea", "svg")


@dataclass(frozen=True)
class Site:
    """A client of the site, and the id of one record of each right."""

    client: TestClient
    ids: Mapping[str, str]

    def page(self, address: str, status: int = 200) -> Page:
        """Return a page after looking at its status."""
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code} {answer.headers.get('location', '')}"
        page: Page = lxml.html.fromstring(answer.text)
        page.make_links_absolute(f"http://testserver{address}", resolve_base_href=False)
        return page

    def addresses(self) -> list[str]:
        """Return the addresses of one page of every kind, without the language."""
        numbers = quote("\n".join([*self.ids.values(), "ZL 2014 1 0408762.6", "KR 10-2231145", "hello"]))
        records = [f"/records/{quote(one, safe='')}" for one in self.ids.values()]
        return [
            "/",
            "/search?q=battery",
            "/search?q=tea+AND+machine+OR+battery&right=patent&f.status=in_force&group=family",
            "/search?q=tea&right=trademark",
            "/search?q=battery+zzzzq&f.office=US",
            "/values/applicant?q=*",
            "/search?q=battery&mode=hybrid",
            "/search?q=sim(%22battery+with+a+cooled+cell%22,+20)+AND+office:US",
            "/prior-art",
            f"/prior-art?number={quote(self.ids['patent'], safe='')}",
            "/advanced",
            "/advanced?q=right:patent+battery+(office:CN+OR+office:US)+NOT+status:lapsed",
            "/advanced?g1=all&f1_1=ipc&o1_1=from&v1_1=H01M",
            "/numbers",
            f"/numbers?numbers={numbers}",
            "/classifications",
            "/classifications?title=batteries",
            "/classifications/ipc",
            "/classifications/ipc/H01M",
            "/classifications/nice/30",
            "/classifications/locarno",
            "/conflicts",
            "/conflicts?mark=&goods=tea&step=goods",
            "/conflicts?mark=CLOUD+MIST&goods=tea;+coffee&profile=CN&filed=2025-01-01",
            "/conflicts/opinion?mark=CLOUD+MIST&goods=tea&profile=EU",
            "/conflicts/certificate?mark=CLOUD",
            "/navigation",
            "/navigation?q=right:patent&unit=family",
            "/navigation/applicant_year?q=right:patent",
            "/navigation/compare?q=battery&q2=tea",
            "/navigation/report?q=battery&territory=CN",
            "/navigation/branches",
            "/navigation/sampling?q=battery&size=20",
            "/coverage",
            "/help",
            *records,
        ]


def text(element: Page) -> str:
    """Return an element's text in one line."""
    return " ".join(element.text_content().split())


def first(page: Page, path: str) -> Page:
    """Return the one element that a path leads to."""
    found = page.xpath(path)
    assert found, f"nothing at {path}"
    return found[0]


def number_in(words: str) -> int:
    """Return the first number of a text."""
    found = re.search(r"\d[\d,]*", words)
    assert found, words
    return int(found[0].replace(",", ""))


def total(page: Page) -> int:
    """Return how many records a page of results says it has."""
    words = text(first(page, "//div[@class='bar']/h1"))
    return number_in(words) if re.search(r"\d", words) else 0


def links(page: Page) -> list[str]:
    """Return the addresses of the site that a page leads to, each once."""
    found = dict.fromkeys(str(one) for one in page.xpath("//a/@href"))
    return [one.partition("#")[0] for one in found if one.startswith("http://testserver/") and one.partition("#")[0]]


def own_words(page: Page, lang: str) -> Iterator[str]:
    """Yield the texts of a page that are in the interface's language: not code, not what is in another language."""
    for node in page.xpath("//body//text()[normalize-space()]"):
        above = [node.getparent(), *node.getparent().iterancestors()]
        said = next((one.get("lang") for one in above if one.get("lang") is not None), lang)
        if said == lang and not any(one.tag in _NOT_WORDS for one in above):
            yield " ".join(str(node).split())
