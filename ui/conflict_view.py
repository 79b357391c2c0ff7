"""What the pages of a mark check show of an answer, made ready for their templates."""

import json
from typing import Any

from fastapi import Request

from domain.goods.relation import GoodsTerm
from domain.goods.terms import read_term
from search_api.conflicts.answer import CheckAnswer
from search_api.conflicts.recording import query_of
from search_api.service import service_of
from ui.alignment import aligned
from ui.conflict_cards import NARROWING, PER_PAGE, card, facets, grouped, label_of, narrowed, pages, what_if
from ui.conflict_form import CheckForm
from ui.dates import long_date
from ui.rendering import number
from ui.wording import say

_LEVELS = {1: "conclude_bar", 2: "conclude_likely", 3: "conclude_consider", 4: "conclude_note"}
_SAID_ELSEWHERE = ("evidence", "no-goods")


def answer_values(request: Request, answer: CheckAnswer, form: CheckForm, lang: str) -> dict[str, Any]:
    """Return everything that the page of the answer needs."""
    given = dict(request.query_params)
    chosen = {name: given[name] for name in NARROWING if given.get(name)}
    grouping = given.get("gather", "none")
    extra = list(chosen.items())
    shown = narrowed(answer, form, chosen)
    page_number = max(
        1, min(int(given["page"]) if given.get("page", "").isdigit() else 1, -(-len(shown) // PER_PAGE) or 1)
    )
    on_page = shown[(page_number - 1) * PER_PAGE : page_number * PER_PAGE]
    gathered = [(head, [card(one, lang) for one in group]) for head, group in grouped(on_page, grouping, answer, lang)]
    more = [*extra, *([("gather", grouping)] if grouping != "none" else [])]
    return {
        **values_of_answer(answer, form, lang),
        "heading": say("rights_against", lang, mark="\0").split("\0"),
        "query": request.url.query,
        "chosen": chosen,
        "chips": [
            (label_of(name, value, lang), form.url(lang, *((key, one) for key, one in extra if key != name)))
            for name, value in chosen.items()
        ],
        "plain_url": form.url(lang),
        "facets": facets(shown, answer, form, chosen, lang),
        "what_if": what_if(answer, form, lang),
        "cards": gathered if on_page else [],
        "grouping": grouping,
        "gather_url": lambda key: form.url(lang, *extra, *([("gather", key)] if key != "none" else [])),
        "pages": pages(len(shown), page_number, lambda at: form.url(lang, *more, ("page", str(at)))),
        "page_number": page_number,
        "list_title": _list_title(len(shown), lang),
        "nothing": say("nothing_reaches", lang, marks=number(answer.found.scanned)),
        "dated": [
            card(one, lang) for one in answer.rivals if one.order in ("same-day", "later") and one.conflict.level
        ][:20]
        if answer.asked.check.filed or answer.asked.check.priority
        else [],
        "own": [card(one, lang) for one in answer.rivals if one.conflict.same_owner],
        "keeps": service_of(request).settings.records != "off",
        "export_url": lambda name: form.url(lang, path=f"/list.{name}"),
        "opinion_url": form.url(lang, path="/opinion"),
        "audit_url": form.url(lang, path="/certificate"),
        "form_pairs": form.pairs(),
        "api_body": api_body(form),
    }


def values_of_answer(answer: CheckAnswer, form: CheckForm, lang: str) -> dict[str, Any]:
    """Return what every page of an answer needs: its scope, its conclusion, its goods and its cards."""
    profile = answer.asked.profile
    filed = answer.asked.check.priority or answer.asked.check.filed
    return {
        "asked": form,
        "answer": answer,
        "form_url": form.url(lang, ("step", "form")),
        "answer_url": form.url(lang),
        "scope_goods": scope_goods(answer, lang),
        "law": f"{profile.name.in_language(lang)} {profile.edition}".strip(),
        "day": long_date(filed, lang) if filed else "–",
        "conclusion": conclusion(answer, lang),
        "told": [one.wording.in_language(lang) for one in answer.notices if one.code not in _SAID_ELSEWHERE],
        "ranks": {one.conflict.id: one.rank for one in answer.rivals},
        "groups_of": groups_of,
        "goods_scores": profile.goods,
        "aligned": aligned,
        "judged_caption": say("judged_caption", lang, count=len(answer.judged), **_outcomes(answer)),
        "cards_of": lambda rivals: [card(one, lang) for one in rivals],
        "data_date": answer.data_date,
    }


def groups_of(good: GoodsTerm) -> tuple[str, ...]:
    """Return the similar groups of one claimed good."""
    return read_term(good.text, good.class_).groups if good.text else ()


def scope_goods(answer: CheckAnswer, lang: str) -> str:
    """Return the goods of the check on one line."""
    goods = answer.asked.check.goods
    terms = [f"{one.text} ({', '.join(groups_of(one)) or one.class_ or '–'})" for one in goods.terms]
    if not terms and goods.classes:
        joined = "、".join(goods.classes) if lang == "zh" else ", ".join(goods.classes)
        return say("nice_class" if len(goods.classes) == 1 else "nice_classes", lang, classes=joined)
    return ("；" if lang == "zh" else ", ").join(terms) or say("relation_any", lang)


def conclusion(answer: CheckAnswer, lang: str) -> str:
    """Return the finding in one sentence."""
    marks = number(answer.found.scanned)
    key = _LEVELS.get(answer.level)
    if key is None:
        text = say("conclude_none", lang, marks=marks)
    else:
        text = say(key, lang, count=sum(one.conflict.level == answer.level for one in answer.deciding))
    return text + (say("conclude_goods", lang, **_outcomes(answer)) if len(answer.judged) > 1 else "")


def _outcomes(answer: CheckAnswer) -> dict[str, int]:
    return {name: sum(one.outcome == name for one in answer.judged) for name in ("blocked", "consider", "free")}


def _list_title(count: int, lang: str) -> str:
    if count == 1:
        return say("list_title_one", lang)
    return say("list_title", lang, count=number(count)) if count else say("list_none", lang)


def api_body(form: CheckForm) -> str:
    """Return the body that asks the API the same, as it stands inside single quotes of a shell."""
    body = {name: value for name, value in query_of(form.wanted()).items() if name != "k"}
    if form.goods.strip():
        body["goods"] = form.goods
    return json.dumps(body, ensure_ascii=False).replace("'", "\\u0027")
