"""The registry of fields: names are unique, every entry reads values of its kind, each field says itself in both languages."""

import pytest

from domain.dates import partial_date
from domain.engine import Paragraph
from domain.fields import FIELDS, Field, field_named, indexed_fields, members_of
from domain.filings import RIGHTS
from tests.domain.test_codec import FILINGS

SPECIFIED = {
    "text": "tac 全文", "title": "ti 标题 发明名称", "abstract": "ab 摘要", "claims": "clm 权利要求", "description": "desc 说明书",
    "applicant": "pa 申请人", "inventor": "in 发明人", "proprietor": "权利人", "agent": "ag 代理机构", "examiner": "ex",
    "ipc": "ic", "cpc": "cpc", "locarno": "loc", "nice": "类别 nice", "group": "类似群", "vienna": "图形要素",
    "number": "num", "publication": "pn 公开号", "application": "an 申请号", "priority": "pr 优先权号", "registration": "rn 注册号",
    "published": "pd 公开日", "filed": "ad 申请日", "granted": "gd", "registered": "rd", "priority_date": "prd", "expires": "届满日",
    "office": "cc 国别", "kind": "kd", "right": "权利类型", "status": "st 法律状态", "language": "la",
    "country": "国家", "region": "省", "city": "市", "mark": "tm 商标", "goods": "gs 商品", "cited": "ct", "family": "fam",
    "product": "产品", "area": "产地",
}  # fmt: skip


@pytest.mark.parametrize("name", SPECIFIED)
def test_specified_names_lead_to_the_field(name: str) -> None:
    for alias in [name, *SPECIFIED[name].split()]:
        found = field_named(alias)
        assert found is not None and found.name == name
        found = field_named(alias.upper())
        assert found is not None and found.name == name


@pytest.mark.parametrize("field", FIELDS, ids=lambda one: one.name)
def test_every_field_says_itself_in_both_languages(field: Field) -> None:
    for wording in (field.label, field.sentence):
        assert wording.zh and wording.en
        assert any("\u4e00" <= char <= "\u9fff" for char in wording.zh) or wording.zh.isascii()
        assert not any("\u4e00" <= char <= "\u9fff" for char in wording.en)
    assert field.rights and set(field.rights) <= set(RIGHTS)


@pytest.mark.parametrize("field", indexed_fields(), ids=lambda one: one.name)
def test_every_field_reads_values_of_its_kind(field: Field) -> None:
    for filing in FILINGS:
        for value in field.read(filing):
            if field.kind == "text":
                assert isinstance(value, Paragraph) and value.text
            elif field.kind == "number":
                assert isinstance(value, int)
            elif field.kind == "date":
                assert partial_date(value) == value
            else:
                assert isinstance(value, str) and value


def test_a_union_joins_fields_that_are_there() -> None:
    text = field_named("text")
    assert text is not None
    assert [one.name for one in members_of(text)] == ["title", "abstract", "claims", "mark", "goods", "product", "area"]
    assert text not in indexed_fields()


def test_a_sort_or_a_facet_is_of_a_kind_that_can() -> None:
    for field in FIELDS:
        assert not field.facet or field.kind in ("keyword", "name", "class", "date", "number", "flag")
        assert not field.sort or field.kind in ("keyword", "name", "date", "number")
        assert (field.kind == "class") == (field.scheme is not None)
