"""How a page is made: templates, the words of both languages, dates and numbers as the guide writes them."""

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from domain.fields import field_named
from search_api import params
from search_api.labels import LANGUAGE_LABELS, RIGHT_LABELS
from search_api.service import service_of
from ui.dates import long_date, short_date
from ui.notices import spoken, underlined
from ui.wording import say

HERE = Path(__file__).parent
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
_HAN = re.compile(r"[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef·]*")
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def number(value: int) -> str:
    return f"{value:,}"


def counted(lang: str, value: int) -> str:
    """Return a number of records in words."""
    return say("one_record", lang) if value == 1 else say("records", lang, count=number(value))


def html_lang(code: str | None) -> str:
    """Return the ``lang`` attribute of office text; empty where the office does not say."""
    return {"zh": "zh-Hans", None: "", "und": ""}.get(code, code or "")


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> Markup:
    """Return a text with its spans as ``mark``."""
    out, at = Markup(""), 0
    for start, end in spans:
        out += escape(text[at:start]) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
        at = end
    return out + escape(text[at:])


def foreign(lang: str, text: str) -> Markup:
    """Return a text of ours with the names in it that stand in Chinese marked so, on a page that is not.

    >>> foreign("en", "江汀大学 leads")
    Markup('<span lang="zh-Hans">江汀大学</span> leads')
    """
    if lang == "zh":
        return escape(text)
    out, at = Markup(""), 0
    for found in _HAN.finditer(text):
        out += escape(text[at : found.start()]) + Markup('<span lang="zh-Hans">{}</span>').format(found[0])
        at = found.end()
    return out + escape(text[at:])


def page(request: Request, template: str, lang: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; every page knows the language, the data date and the words."""
    if "data_date" not in values:
        values["data_date"] = data_date(request)
    values.setdefault("q", "")
    values.setdefault("api_calls", ())
    values.setdefault("answer", None)
    text = rendered(
        template,
        lang,
        other_address=other_language(request, lang),
        address=str(request.url.path),
        base=str(request.base_url).rstrip("/"),
        today=date.today().isoformat(),
        **values,
    )
    return HTMLResponse(text, status)


def rendered(template: str, lang: str, **values: Any) -> str:
    """Return a template filled with words, dates and numbers of a language, and ``values``."""
    return _ENVIRONMENT.get_template(template).render(
        lang=lang,
        html_lang=html_lang,
        page_lang=LANGUAGES[lang],
        t=partial(_translated, lang),
        long_date=lambda text: long_date(text, lang),
        short_date=lambda text: short_date(text, lang),
        number=number,
        marked=marked,
        foreign=partial(foreign, lang),
        quote=partial(quote, safe=""),
        url_of=params.url_of,
        state_label=lambda state: say(f"state_{state}", lang),
        counted=partial(counted, lang),
        underlined=underlined,
        spoken=spoken,
        colon="：" if lang == "zh" else ": ",
        right_label=lambda right: RIGHT_LABELS[right].in_language(lang),
        language_label=lambda code: language_label(code, lang),
        field_label=lambda name: field_label(name, lang),
        **values,
    )


def stylesheet() -> str:
    """Return the one stylesheet, for a file that stands alone."""
    return (HERE / "static" / "atlas.css").read_text(encoding="utf-8")


def attached(raw: bytes, media_type: str, name: str) -> Response:
    """Return a file to be saved under a name."""
    return Response(raw, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def _translated(lang: str, key: str, **values: object) -> str:
    return say(key, lang, **values)


def language_label(code: str, lang: str) -> str:
    """Return what a language is called inside a sentence."""
    found = LANGUAGE_LABELS.get(code)
    return found.in_language(lang) if found else code


def field_label(name: str, lang: str) -> str:
    """Return what a field is called."""
    field = field_named(name)
    return field.label.in_language(lang) if field else name


def other_language(request: Request, lang: str) -> str:
    """Return the same address in the other language, with the same query."""
    path = request.url.path
    other = "en" if lang == "zh" else "zh"
    swapped = f"/{other}{path[3:]}" if path[:4] in ("/zh/", "/en/") else f"/{other}/"
    return f"{swapped}?{request.url.query}" if request.url.query else swapped


def data_date(request: Request) -> str | None:
    """Return the newest source date loaded."""
    with service_of(request).searcher() as searcher:
        return searcher.state().data_date
