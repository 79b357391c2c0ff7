"""Symbols of marks and designs: Nice classes, Chinese similar groups, Vienna codes, Locarno and US design classes.

Normal forms: Nice ``9`` (1 to 45, no zeros), similar group ``0901`` (类似群, under its class ``9``), Vienna ``24``,
``24.07``, ``24.07.01``, Locarno ``14`` and ``14-02``, US classes ``424/197.11``, ``D14/345``, ``261/DIG70``.
"""

import re
from functools import lru_cache

_CACHE = 16_384
"""Symbols kept as they were read: those of a register come again and again."""
_NICE = re.compile(r"(?:第|CLASS|CL\.?|IC|INT\.? ?CL\.?|NICE)?\s*0{0,2}(\d{1,2})\s*(?:类|類)?")
_NICE_PHRASE = re.compile(r"(?:第\s*\d{1,2}\s*[类類]|(?:CLASS|NICE)\s*\d{1,2})")
_LOCARNO = re.compile(r"(?:LOC\s*)?(?:\(\d+\)\s*)?(?:CL\.?\s*)?(\d{1,2})\s*[-./]\s*(\d{1,2})\s*(?:\(\d+\))?")
_VIENNA = re.compile(r"(?:A\s*)?(\d{1,2})(?:\.(\d{1,2})(?:\.(\d{1,2}))?)?")
_US = re.compile(r"(D?)\s*0*(\d{1,3})/\s*(DIG)?\s*\.?\s*(\d{1,3})(\.\d+)?\s*([A-Z]{0,2})", re.IGNORECASE)
_US_PACKED = re.compile(r"(?:D[ \d]\d|[ \d]{2}\d)(?:DIG[ \d]*\d|[ \d]{2}\d\d{0,3}|\d{1,2})\s?[A-Z]{0,2}")

_US_EUROPEAN = re.compile(r"0*(\d{1,3})/?E(\d{1,2}?)(?:\.(\d{1,3})|(\d{3}))")
_US_LETTERED = re.compile(r"(PLT|G9B)(?:/\s*(\d{1,3})(?:\.(\d{1,3}))?|([ \d]{2}\d)(\d{0,3}))")


@lru_cache(_CACHE)
def nice(text: str) -> str | None:
    """Return a Nice class.

    >>> nice("009"), nice("第9类"), nice("Class 35"), nice("46"), nice("0")
    ('9', '9', '35', None, None)
    """
    found = _NICE.fullmatch(text.strip().upper())
    return str(int(found[1])) if found and 1 <= int(found[1]) <= 45 else None


def is_nice_phrase(text: str) -> bool:
    """Tell whether the text says in words that it is a Nice class.

    >>> is_nice_phrase("第9类"), is_nice_phrase("class 9"), is_nice_phrase("9")
    (True, True, False)
    """
    return _NICE_PHRASE.fullmatch(text.strip().upper()) is not None


@lru_cache(_CACHE)
def group(text: str) -> str | None:
    """Return a similar group, or a class standing for all of its groups.

    >>> group("0901"), group("类似群 0901"), group("9"), group("4601")
    ('0901', '0901', '9', None)
    """
    value = re.sub(r"^(?:类似群|GROUP)?\s*", "", text.strip().upper())
    if re.fullmatch(r"\d{4}", value):
        return value if 1 <= int(value[:2]) <= 45 and value[2:] != "00" else None
    return nice(value)


@lru_cache(_CACHE)
def vienna(text: str) -> str | None:
    """Return a Vienna code; the A of an auxiliary section is dropped.

    >>> vienna("24.07.01"), vienna("240701"), vienna("A 24.7.1"), vienna("2407"), vienna("24"), vienna("99.99.99")
    ('24.07.01', '24.07.01', '24.07.01', '24.07', '24', '99.99.99')
    >>> vienna("24-07")
    """
    value = re.sub(r"^CFE\s*", "", text.strip().upper())
    if re.fullmatch(r"(?:\d{2}){2,3}", value):
        value = ".".join(value[place : place + 2] for place in range(0, len(value), 2))
    found = _VIENNA.fullmatch(value)
    if not found or not int(found[1]):
        return None
    return ".".join(f"{int(part):02d}" for part in found.groups() if part)


def locarno(text: str) -> str | None:
    """Return a Locarno class or subclass; the edition is dropped.

    >>> locarno("14-02 (12)"), locarno("1402"), locarno("14.02"), locarno("LOC (9) Cl. 6-1"), locarno("14"), locarno("0")
    ('14-02', '14-02', '14-02', '06-01', '14', None)
    """
    value = text.strip().upper()
    if re.fullmatch(r"\d{4}", value):
        value = f"{value[:2]}-{value[2:]}"
    if found := _LOCARNO.fullmatch(value):
        return f"{int(found[1]):02d}-{int(found[2]):02d}" if int(found[1]) else None
    return f"{int(value):02d}" if re.fullmatch(r"\d{1,2}", value) and int(value) else None


def american_design(text: str) -> str | None:
    """Return a US design code: of the elements of a mark (``26.09.21``), or a class of designs (``D14/345``).

    >>> american_design("260921"), american_design("26.9.21"), american_design("D 3261"), american_design("424/1.11")
    ('26.09.21', '26.09.21', 'D3/261', None)
    """
    return american(text) if text.strip().upper().startswith("D") else vienna(text)


def american(text: str) -> str | None:
    """Return a class of the US classification, of inventions or designs, printed or in packed columns.

    >>> american("42419711"), american("  2 491"), american(" 24 305 R"), american("D 3261"), american("261DIG 70")
    ('424/197.11', '2/49.1', '24/30.5R', 'D3/261', '261/DIG70')
    >>> american("D14/345"), american("424/1.11"), american("002009000"), american("  2 46- 48"), american("D14")
    ('D14/345', '424/1.11', '2/9', '2/46', 'D14')
    >>> american("257E21214"), american("257/E21.214"), american("PLT263"), american("G9B  5201")
    ('257/E21.214', '257/E21.214', 'PLT/263', 'G9B/5.201')
    >>> american("battery")
    """
    value = text.rstrip().upper().split("-")[0].rstrip()
    if found := _US_EUROPEAN.fullmatch(value.strip()):
        return f"{found[1]}/E{found[2]}.{found[3] or found[4]}"
    if found := _US_LETTERED.fullmatch(value):
        decimals = found[3] or found[5]
        return f"{found[1]}/{int(found[2] or found[4])}{'.' + decimals if decimals else ''}"
    if found := _US.fullmatch(value.strip()):
        decimals = (found[5] or "").rstrip("0").rstrip(".")
        return f"{found[1]}{int(found[2])}/{found[3] or ''}{int(found[4])}{decimals}{found[6]}"
    if re.fullmatch(r"D ?\d{1,2}|\d{1,3}", value.strip()):
        return value.strip().replace(" ", "").lstrip("0") or None
    if not _US_PACKED.fullmatch(value) or not value[:3].strip():
        return None
    head = value[:3].replace(" ", "")
    head = "D" + head[1:].lstrip("0") if head[0] == "D" else head.lstrip("0")
    rest = value[3:]
    if rest.startswith("DIG"):
        return f"{head}/DIG{rest[3:].replace(' ', '')}"
    letters = "".join(one for one in rest if one.isalpha())
    digits = rest.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    whole, decimals = digits[:3].strip(), digits[3:].rstrip("0")
    if not whole:
        return None
    return f"{head}/{int(whole)}{'.' + decimals if decimals else ''}{letters}"
