"""Double Metaphone: published examples, words that have one code, and what equal codes count for keys and evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.marks import measures
from domain.marks.keys import mark_keys
from domain.marks.metaphone import double_metaphone, most_worth, same_code, sound_codes

EXAMPLES = {
    "smith": ("SM0", "XMT"), "schmidt": ("XMT", "SMT"), "thomas": ("TMS", "TMS"), "catherine": ("K0RN", "KTRN"),
    "richard": ("RXRT", "RKRT"), "xavier": ("SF", "SFR"), "michael": ("MKL", "MXL"), "knight": ("NT", "NT"),
    "czerny": ("SRN", "XRN"), "jose": ("HS", "HS"), "thumb": ("0M", "TM"), "cambrillo": ("KMPRL", "KMPR"),
    "schwein": ("XN", "XFN"), "arnow": ("ARN", "ARNF"), "zhang": ("JNK", "JNK"), "parachute": ("PRKT", "PRKT"),
    "through": ("0R", "TR"), "wasserman": ("ASRMN", "FSRMN"), "caesar": ("SSR", "SSR"), "chianti": ("KNT", "KNT"),
    "focaccia": ("FKX", "FKX"), "accident": ("AKSTNT", "AKSTNT"), "bellocchio": ("PLX", "PLX"), "edge": ("AJ", "AJ"),
    "edgar": ("ATKR", "ATKR"), "laugh": ("LF", "LF"), "hugh": ("H", "H"), "ghislane": ("JLN", "JLN"), "ghoul": ("KL", "KL"),
    "gnome": ("NM", "NM"), "danger": ("TNJR", "TNKR"), "biaggi": ("PJ", "PK"), "tagliaro": ("TKLR", "TLR"),
    "island": ("ALNT", "ALNT"), "sugar": ("XKR", "SKR"), "schlesinger": ("XLSNKR", "SLSNJR"), "school": ("SKL", "SKL"),
    "schermerhorn": ("XRMRRN", "SKRMRRN"), "resnais": ("RSN", "RSNS"), "nation": ("NXN", "NXN"), "matthew": ("M0", "MTF"),
    "filipowicz": ("FLPTS", "FLPFX"), "breaux": ("PR", "PR"), "bajador": ("PJTR", "PHTR"), "orchestra": ("ARKSTR", "ARKSTR"),
    "mchugh": ("MK", "MK"), "rogier": ("RJ", "RJR"), "campbell": ("KMPL", "KMPL"), "physics": ("FSKS", "FSKS"),
}  # fmt: skip


@pytest.mark.parametrize("word", EXAMPLES)
def test_published_examples(word: str) -> None:
    assert double_metaphone(word) == EXAMPLES[word]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("jablonski", "yablonsky"),
        ("katherine", "catherine"),
        ("smith", "schmidt"),
        ("screen", "skreen"),
        ("tolled", "told"),
    ],
)
def test_spellings_of_one_sound_have_a_code_in_common(mine: str, theirs: str) -> None:
    assert set(double_metaphone(mine)) & set(double_metaphone(theirs))


@settings(max_examples=200, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_any_word_of_letters_has_codes_of_the_alphabet(word: str) -> None:
    primary, secondary = double_metaphone(word)
    assert set(primary + secondary) <= set("0AFHJKLMNPRSTX") and len(primary) <= 2 * len(word)
    assert same_code(word, word) <= most_worth(word) <= 0.85


@pytest.mark.parametrize("word", ["", "360", "红牛", "스마트", "a1", "кедр"])
def test_other_scripts_have_no_code(word: str) -> None:
    assert double_metaphone(word) == ("", "") and sound_codes(word) == () and same_code(word, word) == 0


def test_an_equal_code_counts_by_its_length_and_less_where_it_is_the_second() -> None:
    counted = [same_code(*pair) for pair in (("milko", "milka"), ("galzin", "calsyn"), ("brewnuts", "beernuts"))]
    assert counted == [0.45, 0.6, 0.75] and same_code("naturkosmetik", "naturcosmetic") == 0.85
    assert 0 < same_code("richard", "ricardo") < same_code("richard", "richerd")
    assert same_code("knight", "nite") == same_code("tea", "tee") == same_code("galzin", "zorbix") == 0
    assert measures.MEASURES["metaphone"]("GALZIN", "Cal-syn") == 0.6


def test_a_mark_is_kept_under_the_codes_of_its_longer_words() -> None:
    keys = [one for one in mark_keys("Smith & Bob Catherine", ["9"], True) if one[0] == "m"]
    assert keys == ["mSM0", "mXMT", "mK0RN", "mKTRN"]
    assert not [one for one in mark_keys("红牛 360 tea", ["9"], True) if one[0] == "m"]
