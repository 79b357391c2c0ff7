"""The pages in a browser: nothing that axe finds, nothing that scrolls sideways, no request that leaves the site."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from domain.engine import Engine
from search_api.settings import ApiSettings, Budgets
from tests.ui.reading import LANGUAGES, Site
from ui.application import create_site

uvicorn = pytest.importorskip("uvicorn")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

pytestmark = pytest.mark.browser
_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_WIDTHS = (1280, 390)
_SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Browsing:
    """A browser and the address of a site that runs."""

    browser: Any
    base: str


@pytest.fixture(scope="module")
def base(engine: Engine) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_site(engine, ApiSettings(budgets=replace(Budgets(), points_per_minute=0)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browsing(base: str) -> Iterator[Browsing]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield Browsing(browser, base)
        browser.close()


def _pages(site: Site) -> list[str]:
    return [*site.addresses(), "/search?q=titel:dryer", "/records/KR102231145B1"]


@pytest.mark.parametrize("scheme", _SCHEMES)
@pytest.mark.parametrize("width", _WIDTHS)
def test_axe_finds_nothing(browsing: Browsing, site: Site, width: int, scheme: str) -> None:
    """Every page in both schemes and at both widths; the languages take turns, so that each page is seen in both."""
    turn = (_WIDTHS.index(width) + _SCHEMES.index(scheme)) % 2
    context = browsing.browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = []
    for at, address in enumerate(_pages(site)):
        page.goto(f"{browsing.base}/{LANGUAGES[(at + turn) % 2]}{address}")
        results = axe.Axe().run(page).response
        assert len(results["passes"]) > 20, "axe looked at the page"
        for one in results["violations"]:
            found.append((address, one["id"], one["nodes"][0]["html"][:200]))
    context.close()
    assert not found, found


def test_nothing_scrolls_sideways_on_a_small_phone(browsing: Browsing, site: Site) -> None:
    context = browsing.browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = []
    for lang in LANGUAGES:
        for address in _pages(site):
            page.goto(f"{browsing.base}/{lang}{address}")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append((lang, address, width))
    context.close()
    assert not wide, wide


def test_no_request_leaves_the_site_and_nothing_is_refused(browsing: Browsing, site: Site) -> None:
    context = browsing.browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    for address in site.addresses():
        page.goto(f"{browsing.base}/en{address}")
    context.close()
    assert len(asked) > len(site.addresses())
    assert [one for one in asked if not one.startswith(browsing.base)] == []
    assert told == [], "neither the policy nor the page complains"


def test_everything_works_without_javascript(browsing: Browsing) -> None:
    context = browsing.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{browsing.base}/en/")
    page.fill("#q", "battery")
    page.press("#q", "Enter")
    assert page.url.endswith("/en/search?q=battery") and "records" in page.inner_text("h1")
    assert not page.is_visible("#filters")
    page.click("a.panel-open")
    assert page.is_visible("#filters")
    page.click("#filters a:has-text('In force')")
    assert "f.status=in_force" in page.url and page.is_visible(".chips")
    page.click(".aside-links a[hreflang]")
    assert "/zh/search" in page.url and "f.status=in_force" in page.url
    page.click("a.menu-open")
    assert page.is_visible("#menu a:has-text('专利导航')")
    page.click("a.menu-shut")
    page.click(".foot a:has-text('表单检索')")
    page.fill("#v1", "电池")
    page.press("#v1", "Enter")
    assert page.input_value("#q") == "text:电池"
    page.click("button[value='search']")
    assert "/zh/search" in page.url
    page.check("input[name='id'] >> nth=0")
    with page.expect_download() as download:
        page.click("#pick button")
    assert download.value.suggested_filename == "ip-atlas-selection.csv"
    context.close()


def test_the_keyboard_reaches_the_content_first(browsing: Browsing) -> None:
    context = browsing.browser.new_context()
    page = context.new_page()
    page.goto(f"{browsing.base}/en/search?q=battery")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    context.close()


@pytest.mark.parametrize(
    ("width", "lang", "scheme", "scripts"),
    [(1280, "en", "light", True), (390, "zh", "dark", True), (320, "en", "dark", True), (390, "en", "light", False)],
)
def test_a_draft_is_answered(browsing: Browsing, width: int, lang: str, scheme: str, scripts: bool) -> None:
    """Form, answer, marks and report: nothing that axe finds, nothing that scrolls sideways; without scripts too."""
    context = browsing.browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, bypass_csp=True, color_scheme=scheme
    )
    page = context.new_page()

    def looked_at() -> None:
        if not scripts:
            return
        found = axe.Axe().run(page).response
        assert len(found["passes"]) > 20, "axe looked at the page"
        assert not found["violations"], [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto(f"{browsing.base}/{lang}/prior-art")
    page.fill("#before", "soon")
    page.click("main .btn")
    assert page.locator("#fault").count() == 1 and page.input_value("#before") == "soon"
    looked_at()
    page.fill("#text", "1. A battery comprising: a cell with an anode; and a plate that cools the cell.")
    page.fill("#before", "2020")
    page.click("main .btn")
    assert page.locator(".matrix tbody tr").count() == 3
    page.check("input[name='more'] >> nth=1")
    page.check("input[name='less'] >> nth=0")
    page.click("#passages button")
    assert page.locator("#again input[name='less']").count() == 1
    looked_at()
    page.click("button[value='report']")
    assert page.locator("#found tbody tr").count() > 1
    looked_at()
    context.close()
