"""The corpus: the same for the same seed, of the size asked for, readable by every source, and linked in itself."""

import lzma
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from bench.corpus.__main__ import BUNDLE, main
from bench.corpus.mark_words import sign, twin_of
from bench.corpus.marks import entry
from bench.corpus.phrases import technologies, words
from bench.corpus.plan import Register
from bench.corpus.write import DEMO, DEMO_SEED, Size, write
from bench.indexes import PUBLICATIONS
from domain.filings import Amendment, Filing, Patent, Trademark
from domain.numbers import citation_key, keys_of, normal
from domain.parts import Part, assemble
from loaders.load import read_parts

SMALL = Size(patents=300, marks=180, designs=24, gis=20, layouts=12, signs=11)
SEED = 3


@dataclass(frozen=True)
class Read:
    """What the loaders made of a corpus."""

    manifest: dict[str, object]
    filings: dict[str, Filing]
    amendments: list[Amendment]
    rejected: Counter[str]
    sources: dict[str, str]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("corpus")
    manifest = write(folder, SEED, SMALL)
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    amendments: list[Amendment] = []
    rejected: Counter[str] = Counter()
    sources: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        for batch in read_parts(path):
            assert batch.source is not None and not batch.unrecognised
            sources[path.name] = batch.source.name
            rejected[path.name] += len(batch.rejects)
            for part in (one for record in batch.records for one in record):
                if isinstance(part.content, Amendment):
                    amendments.append(part.content)
                else:
                    parts[part.id].append(part)
    filings = {id: assemble(id, held) for id, held in parts.items()}
    return Read(manifest, {id: one for id, one in filings.items() if one}, amendments, rejected, sources)


def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    tiny = Size(patents=40, marks=40, designs=6, gis=6, layouts=4, signs=4)
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(tmp_path / name, seed, tiny)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert path.read_bytes() != (tmp_path / "c" / path.name).read_bytes()


def test_every_source_reads_its_file_without_a_reject(corpus: Read) -> None:
    assert set(corpus.sources.values()) == {
        "uspto-grants", "uspto-applications", "cnipa-patents", "epo-fulltext", "epo-docdb", "uspto-trademarks",
        "euipo-trademarks", "euipo-designs", "gi-register", "layout-designs-csv", "special-signs-csv", "legal-events-csv",
    }  # fmt: skip
    assert sum(corpus.rejected.values()) == 0


def test_as_many_filings_as_asked_for(corpus: Read) -> None:
    counts = Counter(filing.right for filing in corpus.filings.values())
    assert counts == {"patent": 300, "trademark": 180, "design": 24, "gi": 20, "layout": 12, "sign": 11}


@pytest.mark.parametrize("patents", [1, 2, 7, 53, 300, 12_345])
def test_a_register_has_exactly_the_publications_asked_for(patents: int) -> None:
    register = Register(SEED, patents)
    planned = sum(len(register.plan(place).publications) for place in range(register.inventions))
    last = len(register.plan(register.inventions - 1).publications)
    assert patents <= planned < patents + last


def test_numbers_are_unique_and_valid(corpus: Read) -> None:
    for filing in corpus.filings.values():
        for number in filing.numbers:
            if number.type == "application" and filing.right == "patent":
                assert normal(number.office, "application", number.text or number.number) == number.number


def test_citations_priorities_and_amendments_meet_filings_of_the_corpus(corpus: Read) -> None:
    known = {key for filing in corpus.filings.values() for key in keys_of(filing)}
    cited = [citation_key(one) for filing in corpus.filings.values() for one in filing.citations]
    assert len(cited) > 100 and known.issuperset(cited)
    assert len(corpus.amendments) > 50 and known.issuperset(one.target for one in corpus.amendments)


def test_what_is_cited_was_published_before(corpus: Read) -> None:
    for filing in corpus.filings.values():
        for one in filing.citations:
            seen = corpus.filings[f"{one.office}-{one.number}-{one.kind}"]
            assert (seen.dates.published or "") <= (filing.dates.published or "")


def test_one_invention_is_filed_in_several_countries(corpus: Read) -> None:
    families: defaultdict[str, set[str]] = defaultdict(set)
    for filing in corpus.filings.values():
        if filing.family:
            families[filing.family].add(filing.office)
    assert sum(offices == {"US", "EP", "CN"} for offices in families.values()) >= 5


def test_texts_are_not_one_template_repeated(corpus: Read) -> None:
    patents = [filing for filing in corpus.filings.values() if filing.right == "patent"]
    zh = [one.text for filing in patents for one in filing.abstract if one.lang == "zh"]
    claims = [one.text for filing in patents if filing.office == "CN" for one in filing.claims if one.number == 1]
    assert len(set(zh)) > 60 and len({one[:12] for one in zh}) > 40
    assert len(set(claims)) > 60
    used = {row[0] for one in technologies() for row in one.subjects if any(row[0] in text for text in zh)}
    assert len(used) > 40


def test_claims_depend_on_earlier_ones_in_both_languages(corpus: Read) -> None:
    for office in ("US", "CN", "EP"):
        claimed = [one.claims for one in corpus.filings.values() if one.right == "patent" and one.office == office]
        told = [claims for claims in claimed if claims]
        assert told
        for claims in told:
            assert not claims[0].depends_on and claims[1].depends_on == (1,)
            assert all(earlier < claim.number for claim in claims for earlier in claim.depends_on)


def test_marks_are_in_all_classes_and_both_languages(corpus: Read) -> None:
    marks = [one for one in corpus.filings.values() if isinstance(one, Trademark)]
    assert {goods.class_ for one in marks for goods in one.goods} == {str(number) for number in range(1, 46)}
    assert {goods.lang for one in marks for goods in one.goods} == {"zh", "en"}
    assert any(symbol.scheme == "vienna" for one in marks for symbol in one.classes)
    assert {one.status.state for one in marks} >= {"pending", "in_force", "lapsed", "expired"}


def test_planted_marks_are_alike_in_what_they_say() -> None:
    meanings = {row[0]: row[1] for row in words("marks")["meanings"]} | {r[1]: r[0] for r in words("marks")["meanings"]}
    seen: Counter[str] = Counter()
    for place in range(1_200):
        twin = twin_of(SEED, place)
        if twin is None:
            continue
        earlier, later = sign(SEED, twin.earlier), sign(SEED, place)
        assert twin.earlier < place and earlier.text != later.text
        assert {number for number, _ in entry(SEED, 1_200, place).goods} == {
            number for number, _ in entry(SEED, 1_200, twin.earlier).goods
        }
        seen[twin.likeness] += 1
        if twin.likeness == "meaning":
            assert meanings[earlier.text] == later.text
        elif twin.likeness == "sound" and later.script == "zh" and len(later.text) == len(earlier.text):
            assert lazy_pinyin(later.text) == lazy_pinyin(earlier.text)
        else:
            assert SequenceMatcher(None, earlier.text, later.text).ratio() >= 0.5
    assert min(seen.values()) >= 19 and len(seen) == 3


def test_full_texts_are_long(tmp_path: Path) -> None:
    write(tmp_path, SEED, Size(patents=6, marks=0, designs=0, gis=0, layouts=0, signs=0, fulltext=1.0))
    sizes = [
        sum(len(section.text) for section in part.content.description)
        for path in sorted(tmp_path.glob("us-*.xml"))
        for batch in read_parts(path)
        for part in batch.parts
        if part.content is not None and not isinstance(part.content, Amendment)
    ]
    assert sizes and min(sizes) >= 80_000


def test_writing_more_does_not_hold_more(tmp_path: Path) -> None:
    def peak(patents: int) -> int:
        tracemalloc.start()
        write(tmp_path / str(patents), SEED, Size(patents=patents, marks=0, designs=0, gis=0, layouts=0, signs=0))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    peak(100)
    few, many = peak(300), peak(1_500)
    written = sum(path.stat().st_size for path in (tmp_path / "1500").iterdir())
    assert written > 15_000_000
    assert many - few < 6_000_000


def test_the_demo_bundle_is_what_the_generator_writes(tmp_path: Path) -> None:
    write(tmp_path, DEMO_SEED, DEMO)
    bundled = {path.name.removesuffix(".xz"): path for path in BUNDLE.glob("*.xz")}
    assert set(bundled) == {path.name for path in tmp_path.iterdir()}
    for name, path in bundled.items():
        with lzma.open(path) as packed:
            assert packed.read() == (tmp_path / name).read_bytes(), f"{name}: run python -m bench.corpus --demo"
    assert sum(path.stat().st_size for path in bundled.values()) < 5_000_000


def test_the_command_writes_files_and_manifest(tmp_path: Path) -> None:
    told = ["--out", str(tmp_path / "out"), "--patents", "20", "--marks", "20", "--packing", "zip"]
    assert main([*told, "--manifest", str(tmp_path / "manifest.json")]) == 0
    assert (tmp_path / "out" / "us-grants-01.zip").exists()
    assert '"planted"' in (tmp_path / "manifest.json").read_text(encoding="utf-8")
    read = sum(batch.read for path in (tmp_path / "out").glob("*-marks-01.zip") for batch in read_parts(path))
    assert read == 20


def test_short_publications_have_three_kilobytes_and_are_read(tmp_path: Path) -> None:
    write(tmp_path, SEED, Size(patents=230, marks=0, designs=0, gis=0, layouts=0, signs=0, short=True))
    paths = [path for path in tmp_path.iterdir() if path.stat().st_size and path.suffix == ".xml"]
    batches = [batch for path in paths for batch in read_parts(path) if path.stem.rpartition("-")[0] in PUBLICATIONS]
    filings = [part.content for batch in batches for part in batch.parts]
    assert len(filings) == 230 and not any(batch.rejects for batch in batches)
    assert {filing.office for filing in filings if isinstance(filing, Patent)} == {"US", "CN", "EP"}
    for filing in filings:
        assert isinstance(filing, Patent) and filing.claims and filing.parties and filing.classes
    assert 3_000 < sum(path.stat().st_size for path in paths) / 230 < 3_600
