"""Static models: our way through the tokens is the tokenizer's, NumPy's mean is sentence-transformers', int8 is near."""

import random
from pathlib import Path

import numpy as np
import pytest

from domain.errors import SettingsError
from indexer.embeddings import open_embedder
from indexer.embeddings.learning import learn
from indexer.embeddings.static import StaticEmbedder, unpack, write_model
from indexer.embeddings.tokens import Tokens
from indexer.embeddings.training import Plan
from indexer.embeddings.views import Said
from indexer.embeddings.vocabulary import Sizes, tokenizer_of

_NOUNS = ["tide gate", "ferry ramp", "battery cell", "rotor blade", "seed drill", "loom shuttle", "lens mount"]
_HAN = ["潮汐闸门", "渡轮跳板", "锂离子电池", "转子叶片", "播种机", "织机梭子", "镜头座"]
_PARTS = ["hinge", "spring", "valve", "seal", "sensor", "bolt", "frame", "cover", "shaft", "motor"]
_HAN_PARTS = ["铰链", "弹簧", "阀门", "密封", "传感器", "螺栓", "框架", "盖板", "转轴", "电机"]
_SIZES = Sizes(words=400, han=300, least=1)


def said(count: int) -> list[Said]:
    """Return invented publications of two languages; views of one share words that are rare among all."""
    dice = random.Random(3)
    found = []
    for number in range(count):
        han = number % 2 == 1
        nouns, parts = (_HAN, _HAN_PARTS) if han else (_NOUNS, _PARTS)
        noun, own = dice.choice(nouns), dice.sample(parts, 3)
        blank = "" if han else " "
        sentence = blank.join([noun, *own])
        long = blank.join(dice.sample([*own, *own, noun, dice.choice(parts)], 8))
        found.append(Said(noun + blank + own[0], sentence + ". " + blank.join(own), long, long + ". " + sentence))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "small"
    report = learn(said(400), out, Plan(dimensions=32, steps=60, batch=64), sizes=_SIZES)
    assert report.publications == 400 and report.held_out == 8 and report.before is None
    assert 0 <= report.first <= report.ten <= 1
    return out


TEXTS = [
    "A tide gate with a hinge.", "潮汐闸门的铰链和密封", "Mixed 锂离子电池 with Müller's β-valve №5", "", "!!! ...",
    "unheardofword " * 5, "龘", "ＦＵＬＬ　ＷＩＤＴＨ ４２", "ﬁne ligature, naïve café", "潮" * 300, "x" * 200,
]  # fmt: skip


def test_tokens_are_the_tokenizers(folder: Path) -> None:
    tokens = Tokens((folder / "tokenizer.json").read_text(encoding="utf-8"))
    assert tokens._cut is not None, "a tokenizer of our own kind is run by us"
    slow = tokens._tokenizer
    for text in TEXTS:
        assert tokens.ids(text) == slow.encode(text, add_special_tokens=False).ids, text
    unknown = slow.token_to_id("[UNK]")
    assert all(unknown not in tokens.ids(text) for text in TEXTS)


def test_equal_texts_give_an_equal_tokenizer() -> None:
    texts = [one.whole() for one in said(60)]
    assert tokenizer_of(texts, _SIZES) == tokenizer_of(texts, _SIZES)


def test_vectors_are_unit_or_nothing(folder: Path) -> None:
    found = StaticEmbedder(folder, "small").encode(TEXTS)
    norms = np.linalg.norm(found, axis=1)
    assert found.dtype == np.float32 and found.shape == (len(TEXTS), 32)
    assert np.allclose(norms[:3], 1, atol=1e-5) and norms[3] == norms[4] == norms[6] == 0


def test_training_brings_views_of_one_publication_together(folder: Path) -> None:
    model = StaticEmbedder(folder, "small")
    many = said(400)
    titles, bodies = model.encode([one.title for one in many]), model.encode([one.description for one in many])
    own = (titles * bodies).sum(axis=1).mean()
    others = (titles @ bodies.T).mean()
    assert own > others + 0.3


def test_a_training_goes_on_where_it_stopped(tmp_path: Path) -> None:
    plan = Plan(dimensions=16, steps=210, batch=32)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    learn(said(120), whole, plan, sizes=_SIZES)

    def stop(step: int, steps: int, loss: float) -> None:
        if step == 150:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(said(120), parts, plan, sizes=_SIZES, told=stop)
    steps: list[int] = []
    learn(said(120), parts, plan, sizes=_SIZES, told=lambda step, all, loss: steps.append(step))
    assert steps[0] == 101 and not list(tmp_path.glob("*.npz"))
    assert (whole / "model.safetensors").read_bytes() == (parts / "model.safetensors").read_bytes()


def test_adapting_begins_with_the_model_given(folder: Path, tmp_path: Path) -> None:
    start = StaticEmbedder(folder, "small")
    report = learn(said(300), tmp_path / "out", Plan(dimensions=32, steps=30, batch=64), start=start)
    assert report.before is not None and report.ten >= report.before[1] - 0.2
    adapted = StaticEmbedder(tmp_path / "out", "out")
    assert adapted.tokens.size == start.tokens.size and adapted.revision != start.revision


def test_families_are_drawn_together_and_held_out_whole(folder: Path, tmp_path: Path) -> None:
    """Publications of two languages that are one family, and share no word, come nearer to one another."""
    dice, both = random.Random(5), []
    for _ in range(200):
        at = dice.randrange(len(_NOUNS))
        parts = dice.sample(range(len(_PARTS)), 2)
        english = " ".join([_NOUNS[at], *(_PARTS[one] for one in parts)])
        chinese = "".join([_HAN[at], *(_HAN_PARTS[one] for one in parts)])
        both += [Said(english, english, english, ""), Said(chinese, chinese, chinese, "")]
    families = [str(row // 2) for row in range(len(both))]
    start = StaticEmbedder(folder, "small")
    out = tmp_path / "out"
    report = learn(both, out, Plan(dimensions=32, steps=60, batch=64, rate=0.02), families=families, start=start)
    assert report.held_out % 2 == 0 and report.kin == 400 - report.held_out

    def nearness(model: StaticEmbedder) -> float:
        return float(
            (model.encode([one.title for one in both[::2]]) * model.encode([one.title for one in both[1::2]]))
            .sum(1)
            .mean()
        )

    assert nearness(StaticEmbedder(out, "out")) > nearness(start) + 0.2


def test_a_model_that_is_not_accepted_takes_no_place(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "model"
    plan = Plan(dimensions=32, steps=2, batch=16)
    learn(said(60), out, plan, start=StaticEmbedder(folder, "small"))
    before = StaticEmbedder(out, "model").revision
    learn(said(60), out, plan, start=StaticEmbedder(folder, "small"), accept=lambda report: False)
    assert StaticEmbedder(out, "model").revision == before and (tmp_path / "model.new").is_dir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(SettingsError):
        learn(said(60), tmp_path / "full", plan)


def test_int8_is_near_the_floats(folder: Path, tmp_path: Path) -> None:
    model = StaticEmbedder(folder, "small")
    unpack(folder, tmp_path / "floats")
    assert np.allclose(StaticEmbedder(tmp_path / "floats", "floats").encode(TEXTS), model.encode(TEXTS), atol=1e-6)
    write_model(tmp_path / "small", model.weights + 1e-4, model.definition, small=True)
    near = StaticEmbedder(tmp_path / "small", "small").encode(TEXTS[:3])
    assert np.allclose(near, model.encode(TEXTS[:3]), atol=2e-2)


def test_equal_to_sentence_transformers(folder: Path, tmp_path: Path) -> None:
    library = pytest.importorskip("sentence_transformers", reason="install the extra transformers to compare with it")
    unpack(folder, tmp_path / "floats")
    theirs = library.SentenceTransformer(str(tmp_path / "floats"), device="cpu").encode(TEXTS[:3] + TEXTS[7:])
    assert np.allclose(theirs, StaticEmbedder(folder, "small").encode(TEXTS[:3] + TEXTS[7:]), atol=1e-3)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        StaticEmbedder(tmp_path, "x")
    assert open_embedder("off") is None
