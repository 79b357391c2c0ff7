"""Ambiguous text gives all its readings, and words are not taken for numbers."""

import pytest

from domain.numbers import readings

CASES = {
    "ZL 2012 1 0012345.X": ["CN-AP-201210012345X"],
    "US7272630B2": ["US-7272630-B2"],
    "us 7,272,630 b2": ["US-7272630-B2"],
    "EP 1 234 567": ["EP-1234567"],
    "EP0449582A1": ["EP-449582-A1"],
    "EP01963450.0": ["EP-AP-01963450"],
    "EP20100167109": ["EP-AP-10167109"],
    "018012345": ["CN-AP-018012345", "EM-TM-018012345", "*-18012345"],
    "US 7,272,630": ["US-7272630", "US-TM-RN-7272630"],
    "CN102025678A": ["CN-102025678-A"],
    "ＣＮ１０２０２５６７８Ａ": ["CN-102025678-A"],
    "PCT/EP2003/011007": ["WO-AP-PCTEP2003011007"],
    "WO 2022/259205 A1": ["WO-2022259205-A1"],
    "WO91/06571": ["WO-1991006571"],
    "D607,201": ["US-D607201"],
    "RE45317": ["US-RE45317"],
    "10/123,456": ["US-AP-10123456"],
    "75/932,504": ["US-TM-75932504"],
    "US10123456": ["US-10123456", "US-AP-10123456"],
    "2005/0004974": ["US-20050004974"],
    "2022/259205": ["WO-2022259205"],
    "US 2005/0004974 A1": ["US-20050004974-A1"],
    "US19980095006P": ["US-AP-60095006"],
    "特開2001-123456A": ["JP-2001123456-A"],
    "特願2019-165329": ["JP-AP-2019165329"],
    "000123456-0001": ["EM-D-000123456-0001"],
    "IR 1234567": ["WO-TM-1234567"],
    "PGI-IT-02305": ["GB-GI-PGI-IT-02305", "EM-GI-PGI-IT-02305"],
    "US-TM-75932504": ["US-TM-75932504"],
    "EM-D-000123456-0001": ["EM-D-000123456-0001"],
    "GB-GI-PGI-IT-02305": ["GB-GI-PGI-IT-02305"],
    "CN-LD-BS.185001234": ["CN-LD-BS.185001234"],
    "CN-SIGN-2008-17": ["CN-SIGN-2008-17"],
    "TMA123456": ["CA-TM-RN-TMA123456"],
    "7,272,630": ["US-7272630", "US-TM-RN-7272630", "EP-7272630", "CN-TM-7272630", "*-7272630"],
    "123456": ["US-123456", "US-TM-RN-123456", "EP-123456", "CN-TM-123456", "*-123456"],
}


@pytest.mark.parametrize("text", CASES)
def test_all_readings(text: str) -> None:
    assert [one.key for one in readings(text)] == CASES[text]


@pytest.mark.parametrize(
    "text",
    [
        "battery", "12345", "2010", "2010-01-05", "2010.01.05", "2010 2011", "in 2010", "at 1999", "AT 1999", "R2D2", "H01M",
        "H01M10/052", "Y02E60/10", "class 9", "第9类", "", "2.01E+12", "MP3", "A4", "qq 1234567", "24.07.01", "14-02", "re 2010",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert readings(text) == ()


def test_a_wrong_check_digit_is_told() -> None:
    assert [(one.key, one.valid) for one in readings("ZL201410408762.6")] == [("CN-AP-2014104087626", False)]
    assert [(one.key, one.valid) for one in readings("01963450.2")] == [
        ("EP-AP-01963450", False), ("CN-AP-019634502", False),
    ]  # fmt: skip
