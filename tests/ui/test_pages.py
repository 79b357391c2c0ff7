"""Every page in both languages: its frame, its words, its links."""

import re
from itertools import pairwise

import pytest

from search_api.middleware import POLICY
from tests.ui.reading import LANGUAGES, Site, first, links, own_words, text
from ui.wording import WORDS

HTML_LANG = {"en": "en", "zh": "zh-Hans"}
_HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_frame(site: Site, lang: str) -> None:
    other = "zh" if lang == "en" else "en"
    for address in site.addresses():
        answer = site.client.get(f"/{lang}{address}")
        assert answer.headers["content-security-policy"] == POLICY
        page = site.page(f"/{lang}{address}")
        assert page.get("lang") == HTML_LANG[lang], address
        assert len(page.xpath("//h1")) == 1 and text(first(page, "//h1")), address
        assert text(first(page, "//title")).endswith("– IP Atlas"), address
        switch = first(page, f"//a[@hreflang='{HTML_LANG[other]}']").get("href")
        assert switch == f"http://testserver/{other}{address}" or site.client.get(switch).status_code == 200, address
        assert first(page, "//a[@class='skip']").get("href").endswith("#main")
        for landmark in ("//header", "//main[@id='main']", "//footer", "//nav[@aria-label]"):
            assert page.xpath(landmark), (address, landmark)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_sound_and_need_no_script(site: Site, lang: str) -> None:
    for address in site.addresses():
        page = site.page(f"/{lang}{address}")
        assert not page.xpath("//script | //style | //@style | //*[starts-with(name(@*), 'on')]"), address
        ids = [str(one) for one in page.xpath("//@id")]
        assert len(ids) == len(set(ids)), (address, sorted(one for one in ids if ids.count(one) > 1))
        described = {name for one in page.xpath("//@aria-describedby") for name in str(one).split()}
        assert described <= set(ids), address
        for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            named = page.xpath("//label[@for=$id]", id=field.get("id")) or field.xpath("ancestor::label")
            assert named, (address, field.get("name"))
        levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4")]
        inside = levels[levels.index(1) :]
        assert all(after - before <= 1 for before, after in pairwise(inside)), (address, levels)


def test_the_english_pages_hold_no_chinese_of_ours(site: Site) -> None:
    for address in site.addresses():
        page = site.page(f"/en{address}")
        left = [words for words in own_words(page, "en") if _HAN.search(words)]
        assert not left, (address, left[:5])


def test_the_chinese_pages_hold_no_english_of_ours(site: Site) -> None:
    ours = {one.en for one in WORDS.values() if "{" not in one.en and len(one.en) > 14 and one.en != one.zh}
    for address in site.addresses():
        page = site.page(f"/zh{address}")
        left = [words for words in own_words(page, "zh-Hans") if words in ours]
        assert not left, (address, left[:5])


def test_every_text_is_in_both_languages() -> None:
    holes = re.compile(r"{(\w+)}")
    for key, one in WORDS.items():
        assert one.zh and one.en, key
        assert set(holes.findall(one.zh)) == set(holes.findall(one.en)), key
        assert "!" not in one.en and "！" not in one.zh, key


def test_every_text_is_used() -> None:
    from pathlib import Path

    import ui

    root = Path(ui.__file__).parent
    written = [*root.rglob("*.html"), *(one for one in root.rglob("*.py") if one.parent.name != "wording")]
    used = "\n".join(one.read_text() for one in written)
    families = set(re.findall(r"""t\(\s*'(\w+_)' ~""", used)) | set(re.findall(r"""f"(\w+_)\{""", used))
    families |= {"state_", "call_", "task_", "missing_", "mean_", "ex_", "help_", "sort_", "op_"}
    quoted = set(re.findall(r"""['"](\w+)['"]""", used))
    unused = [key for key in WORDS if key not in quoted and not any(key.startswith(one) for one in families)]
    assert not unused, unused


def test_links_lead_somewhere(site: Site) -> None:
    """Every link of every page, each address once."""
    waiting = {link: address for address in site.addresses() for link in links(site.page(f"/en{address}"))}
    assert len(waiting) > 300
    broken = []
    for link, origin in waiting.items():
        status = site.client.get(link).status_code
        if status >= 400:
            broken.append((origin, link, status))
    assert not broken, broken[:10]


def test_anchors_exist(site: Site) -> None:
    for lang in LANGUAGES:
        for address in site.addresses():
            page = site.page(f"/{lang}{address}")
            ids = {str(one) for one in page.xpath("//@id")}
            here = f"http://testserver/{lang}{address}#"
            missing = [
                one for one in page.xpath("//a/@href") if one.startswith(here) and one.partition("#")[2] not in ids
            ]
            assert not missing, (address, missing)


def test_the_first_visit_is_led_to_the_readers_language(site: Site) -> None:
    for accepted, lang in (("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("de,en;q=0.5", "en"), ("", "en")):
        answer = site.client.get("/", headers={"accept-language": accepted})
        assert (answer.status_code, answer.headers["location"]) == (307, f"/{lang}/")


def test_an_empty_site_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    from pathlib import Path

    from starlette.testclient import TestClient

    from indexer.engines.connect import EngineSettings, connect
    from search_api.settings import ApiSettings
    from ui.application import create_site

    folder = tmp_path_factory.mktemp("empty")
    engine = connect(EngineSettings(f"embedded:{folder / 'index'}", Path(folder)))
    with TestClient(create_site(engine, ApiSettings())) as client:
        for address in ("/en/", "/en/coverage"):
            page = client.get(address).text
            assert "Nothing is loaded yet." in page and "<code>ipatlas load</code>" in page
        for address in (
            "/zh/search?q=tea",
            "/zh/classifications/ipc",
            "/zh/numbers?numbers=US7272630",
            "/zh/help",
            "/zh/advanced?q=tea",
        ):
            assert client.get(address).status_code == 200, address
    engine.close()
