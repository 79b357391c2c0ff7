"""What stands around a draft: families, the reader's language, marks on hits, classes, reports, and drafts that are odd."""

import io
import json
import logging
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient

from domain.filings import Patent
from search_api.application import create_app
from search_api.logs import configure
from search_api.settings import ApiSettings, Budgets
from tests.goldens import SAMPLES
from tests.relevance.drafts import PAIRS, engine_of, patent, publications

GATE = 1
"""The pair about tide gates; in Chinese it is pair 9."""
_CLAIM = (
    "What is claimed is:\n1. A tide gate comprising: a hinge (12) that the ebb rinses; and a gate leaf which no sediment"
    " blocks.\n2. The gate of claim 1, wherein the hinge is made of bronze."
)


def _filings() -> list[Patent]:
    """The invented publications; the first wordings about gates and batteries are families of two languages."""
    found = {one.id: one for one in publications()}
    for english, chinese, name in ((2 * GATE, 18, "gates"), (0, 16, "batteries")):
        for key in (f"US-{9_000_000 + english}-B2", f"CN-{9_000_000 + chinese}-B"):
            found[key] = replace(found[key], family=name)
    again = replace(found["US-9000002-B2"], id="US-20100000002-A1", kind="A1", family="gates", numbers=())
    late = replace(patent(5_000, PAIRS[GATE][1] + " Late.", "E02B7", 2012), family="late")
    return [*found.values(), again, late]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prior-art")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    engine = engine_of(folder, _filings())
    settings = ApiSettings(budgets=Budgets(points_per_minute=0))
    with TestClient(create_app(engine, settings)) as made:
        yield made
    engine.close()


def asked(client: TestClient, lang: str = "en", **given: object) -> dict[str, Any]:
    answer = client.post("/api/v1/prior-art", params={"lang": lang}, json=given)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids(body: dict[str, Any], of: str = "hits") -> list[str]:
    return [one["id"] for one in body[of]]


def codes(body: dict[str, Any]) -> set[str]:
    return {one["code"] for one in body["notices"]}


def test_features_are_those_of_the_claim_wherever_it_stands(client: TestClient) -> None:
    body = asked(client, text="Background\n" + "Silt is a nuisance in harbours.\n" * 40 + _CLAIM, k=3)
    assert [one["text"] for one in body["query"]["features"]] == [
        "A tide gate", "a hinge that the ebb rinses", "a gate leaf which no sediment blocks",
    ]  # fmt: skip
    assert all(len(row) == 3 for row in body["coverage"]) and body["cover"][0] in ("US-9000002-B2", "US-20100000002-A1")


def test_a_family_is_one_hit_in_the_readers_language(client: TestClient) -> None:
    english, chinese = (asked(client, lang, text=PAIRS[GATE][1], k=5) for lang in ("en", "zh"))
    family = {"US-9000002-B2", "US-20100000002-A1", "CN-9000018-B"}
    assert len(family & set(ids(english))) == 1 and ids(english)[0].startswith("US")
    assert ids(chinese)[0] == "CN-9000018-B" and chinese["hits"][0]["because"]["found_as"].startswith("US")
    assert {one["id"] for one in chinese["hits"][0]["passages"]} <= family
    assert chinese["coverage"][0] == english["coverage"][0], "the member that was found speaks too"
    early = asked(client, "zh", text=PAIRS[GATE][1], before="2010-03-02", filters={"office": "US"})
    assert ids(early)[0].startswith("US"), "the member shown lies in the scope"


def test_the_drafts_own_family_is_left_out(client: TestClient) -> None:
    family = {"US-9000002-B2", "US-20100000002-A1", "CN-9000018-B"}
    for given in ({"number": "US-9000002-B2"}, {"text": PAIRS[GATE][1], "own": "US-9000002-B2"}):
        body = asked(client, k=20, **given)
        assert not family & set(ids(body)) and ids(body)
        assert not family & {link for one in body["hits"] for link in one["because"]["citations"]}


def test_filed_before_and_published_later_stands_apart(client: TestClient) -> None:
    body = asked(client, text=PAIRS[GATE][1], before="2013-01-01", k=20)
    assert "US-9005000-B2" in ids(body, "earlier") and "US-9005000-B2" not in ids(body)
    assert all(one["filing"]["dates"]["published"] < "2013-01-01" for one in body["hits"])
    for one in body["earlier"]:
        assert one["filing"]["dates"]["filed"] < "2013-01-01" <= one["filing"]["dates"]["published"]
        assert one["passages"]


def test_marks_move_the_query(client: TestClient) -> None:
    text = f"{PAIRS[0][2]} {PAIRS[2][2]}"
    plain = ids(asked(client, text=text, k=20))
    battery, auction = publications()[1].id, publications()[5].id
    assert {battery, auction} <= set(plain[:4])
    moved = asked(client, text=text, k=20, more=[battery], less=[auction])
    assert ids(moved)[0] == battery and auction not in ids(moved)
    assert ids(moved).index("US-9000000-B2") < plain.index("US-9000000-B2") or ids(moved)[1] == "US-9000000-B2"
    answer = client.post("/api/v1/prior-art", json={"text": text, "more": ["US-1-A"]})
    assert answer.status_code == 422 and answer.json()["parameter"] == "more"


def test_classes_show_who_voted(client: TestClient) -> None:
    body = asked(client, text=PAIRS[GATE][1], k=5)
    votes = {one["symbol"]: one for one in body["classes"]}
    assert votes["E02B7/00"]["scheme"] == "ipc" and votes["E02B7/00"]["votes"] >= 1
    assert {"US-9000002-B2", "US-20100000002-A1"} <= set(votes["E02B7/00"]["neighbours"])
    assert sum(len(one["neighbours"]) for one in body["classes"]) <= 20
    assert len({one["filing"]["classes"][0]["symbol"] for one in body["hits"]}) > 1, "a class is no filter"


def test_a_report_runs_again_with_the_same_draft(client: TestClient) -> None:
    canary = "zyxwcanaryword"
    given = {"text": f"{PAIRS[0][2]} {canary}", "before": "2016-01-01", "k": 4, "filters": {"office": "US"}}
    report = client.post("/api/v1/prior-art/report", json=given).json()
    assert canary not in json.dumps(report) and "membrane" not in json.dumps(report)
    body = asked(client, **given)
    assert report["draft"]["sha256"] == body["query"]["sha256"]
    assert [one["id"] for one in report["answer"]["hits"]] == ids(body)
    uploaded = {"file": ("x.txt", f"  {given['text']}\r\n\r\n".encode(), "text/plain")}
    again = client.post("/api/v1/prior-art", files=uploaded, data={"report": json.dumps(report)}).json()
    assert ids(again) == ids(body) and "report-same" in codes(again)
    report["answer"]["hits"].pop()
    assert "report-changed" in codes(asked(client, text=given["text"], report=report))
    other = client.post("/api/v1/prior-art", json={"text": "another draft", "report": report})
    assert other.status_code == 422 and other.json()["code"] == "report-of-another-draft"
    assert client.post("/api/v1/prior-art", json={"text": "x", "report": {"report": 1}}).status_code == 422


def test_a_report_of_edited_features_wants_the_same(client: TestClient) -> None:
    given = {"text": PAIRS[0][2], "features": ["a porous membrane", "an inorganic layer"], "k": 3}
    report = client.post("/api/v1/prior-art/report", json=given).json()
    assert "membrane" not in json.dumps(report) and report["features"]["edited"]
    assert "report-same" in codes(asked(client, **{**given, "report": report}))
    answer = client.post("/api/v1/prior-art", json={"text": given["text"], "report": report})
    assert answer.status_code == 422 and answer.json()["code"] == "report-of-other-features"


def test_patent_xml_leaves_out_what_it_is(client: TestClient) -> None:
    raw = (SAMPLES / "cnipa-patents" / "invention-b.xml").read_bytes()
    answer = client.post("/api/v1/prior-art", files={"file": ("d.xml", raw, "text/xml")})
    assert answer.status_code == 200 and answer.json()["query"]["features"]


def _fifty_pages(paragraph: str) -> bytes:
    made = Document()
    for at in range(400):
        made.add_paragraph(f"[{at:04d}] {paragraph} {at}")
    made.add_paragraph("Claims")
    made.add_paragraph("1. A tide gate comprising: a hinge that the ebb rinses; and a leaf.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_fifty_pages_are_answered_within_bounds(client: TestClient) -> None:
    raw = _fifty_pages(f"{PAIRS[GATE][1]} {PAIRS[2][1]} {PAIRS[3][1]}")
    tracemalloc.start()
    answer = client.post("/api/v1/prior-art", files={"file": ("d.docx", raw)}, data={"k": "5"})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    body = answer.json()
    assert answer.status_code == 200 and "draft-cut" in codes(body)
    assert [one["text"] for one in body["query"]["features"]] == [
        "A tide gate",
        "a hinge that the ebb rinses",
        "a leaf",
    ]
    assert peak < 200_000_000, peak


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pump " * 9_000, "draft-short"), ("水泵" * 9_000, "draft-short"),
        (f"{PAIRS[GATE][1]}\n{PAIRS[9][1]}{PAIRS[8][1]}", "draft-mixed"),
        (f"{PAIRS[GATE][1]} Ворота приливные с петлёй, промываемой отливом, без наносов ила.", "draft-mixed"),
        ("The sonnet praises autumn leaves. Quarterly dividends are taxed by treaty.", "nothing-close"),
    ],
)  # fmt: skip
def test_an_odd_draft_is_answered_with_a_notice(client: TestClient, text: str, code: str) -> None:
    assert code in codes(asked(client, text=text, k=3))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"text":"' + b"[" * 5_000 + b'"}', b'{"text":"\\ud800 gate"}']
)
def test_no_body_breaks_it(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/v1/prior-art", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"]
)
def test_no_form_breaks_it(client: TestClient, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
        answer = client.post("/api/v1/prior-art", content=body, headers={"content-type": kind})
        assert answer.status_code == 422, answer.text


def test_nothing_of_a_draft_is_written(
    client: TestClient, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """A large form spools to no file; no log, error or file of the engine holds the canary."""
    canary = "zyxwcanaryword"

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", refused)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    raw = f"{PAIRS[GATE][1]} {canary} ".encode() * 40_000
    configure()
    try:
        with caplog.at_level(logging.DEBUG):
            sent = client.post("/api/v1/prior-art", files={"file": ("d.txt", raw)}, data={"features": canary, "k": "2"})
            assert sent.status_code == 200 and len(raw) > 2_000_000
            for wrong in (f"%PDF-1.7 {canary} /Root {canary}", f"<a>{canary}", f"\0\1\2{canary}" * 9):
                files = {"file": (canary, wrong.encode())}
                assert client.post("/api/v1/prior-art", files=files).status_code == 422
            client.post("/api/v1/prior-art", json={"text": canary, canary: canary, "before": canary[:10]})
            client.post("/api/v1/prior-art/report", json={"text": f"{canary} tide gate"})
            client.get("/api/v1/search", params={"q": f'sim("{canary} gate")'})
    finally:
        configure("ERROR")
    written = capfd.readouterr()
    ours = "".join(one.getMessage() for one in caplog.records if not one.name.startswith("httpx"))
    assert canary not in ours + written.out + written.err and "prior-art" in written.err
    files = [path for path in (*folder.rglob("*"), *tmp_path.rglob("*")) if path.is_file()]
    assert files and not any(canary.encode() in path.read_bytes() for path in files)
