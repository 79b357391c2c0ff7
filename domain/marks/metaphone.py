"""Double Metaphone: the consonants of a Latin word as English says them, and as the language it may come from does.

After Lawrence Philips, The Double Metaphone Search Algorithm, C/C++ Users Journal, June 2000. ``0`` is th, ``X`` sh or ch,
``J`` the soft g, ``A`` any vowel at the beginning; later vowels say nothing. Invariants: letters a to z alone are read;
codes are not cut to four letters, since marks of several words would share them; after sc a consonant is read, which the
published program leaves out (screen would not sound like skreen). Every rule is a row: letters and what stands around
them, the code, the second code where it differs, and when it holds (``-`` is no sound).
"""

import re
from functools import cache, lru_cache

_CACHE = 100_000
_VOWELS = "aeiouy"
_LEAST_WORD = 4
"""Letters of a word from which it is found by its sound code."""
_LEAST_CODE = 3
"""Letters of a code from which equal codes say something: shorter ones are shared by too many words."""
_EACH, _MOST, _SECOND = 0.15, 0.85, 0.9
"""What each letter of an equal code counts, all of them at most, and a code that is the other word's second one.

Of 45,000 words of marks a code of three letters is shared by 27 words, of four by 6, of five by 1.4, of six by 0.5.
"""
_ROWS = r"""
V(?<=^V) A

bb? P

ch(?<=[^aeiouy]ach)(?![ie]) K
ch(?<=[bm]ach)(?=er) K
ca(?<=^ca)(?=esar) S
ch(?=ia) K
ch(?<=.ch)(?=ae) K X
ch(?<=^ch)(?=arac|aris|or(?!e)|ym|ia|em) K
ch K K sch
ch(?<=orch)(?=es|id) K
ch(?<=arch)(?=it) K
ch(?=[ts]) K
ch(?:(?<=^ch)|(?<=[aoue]ch))(?=[lrnmbhfvw]|$) K
ch(?<=^ch) X
ch(?<=^mch) K
ch X K
cz(?<!wicz) S X
cci(?=a) X
cc(?<=^acc)(?:[ie]|h(?!u)) KS
cce(?<=ucce)(?=[es]) KS
cc(?<!^mcc)(?:[ie]|h(?!u)) X
cc(?<!^mcc) K
c[kgq] K
ci(?=[oea]) S X
c[iey] S
cc(?![ei]) K
c K

dg[iey] J
dg TK
d[td]? T

ff? F

g(?<=^g)(?=n) -
gh(?<=[^aeiouy]gh) K
gh(?<=^gh)(?=i) J
gh(?<=^gh) K
gh(?:(?<=[bhd].gh)|(?<=[bhd]..gh)|(?<=[bh]...gh)) -
gh(?<=[cglrt].ugh) F
gh(?<=[^i]gh) K
gh -
gn(?<=^Vgn) KN N plain
gn(?!ey) N KN plain
gn KN
gl(?=i) KL L plain
ge(?<=^ge)(?=[spblyir]) K J
gi(?<=^gi)(?=[blne]) K J
gy(?<=^gy) K J
ge(?<![ei]ge)(?<!^[drm]ange)(?=r) K J
gy(?<![eiro]gy) K J
g[eiy] K K sch
ge(?=t) K
gi(?=er$) J
g[eiy] J K
gg(?<=[ao]gg)(?=i) J K
gg? K

h(?:(?<=^h)|(?<=Vh))V H
h -

j(?<=^j)(?=ose$) H
j(?=ose) J H
jj?(?<=^j)j? J A
j(?<=Vj)(?=[ao]) J H plain
j$ J -
j(?<![skl]j)(?![ltksnmbz])j? J
jj? -

k(?<=^k)(?=n) -
kk? K

ll(?<=ill)(?=[oa]$) L -
ll(?<=all)(?=e$) L -
ll(?<=all)(?=e[a-z]*[ao]s?$) L -
ll? L

mb(?<=umb)(?=er|$) M
mm? M

nn? N

p(?<=^p)(?=[ns]) -
ph F
p[pb]? P

qq? K

r(?<=ier)(?<!m[ea]ier)$ - R plain
rr? R

s(?<=[iy]s)(?=l) -
s(?<=^s)(?=ugar) X S
sh(?=eim|oek|olm|olz) S
sh X
si[oa] S X plain
si[oa] S
s(?<=^s)(?=[mnlw]) S X
sz S X
sch(?=e[rn]) X SK
sch(?=oo|uy|e[dm]) SK
sch(?<=^sch)(?!V|w) X S
sch X
sc[iey] S
sc SK
s(?<=[ao]is)$ - S
s[sz]? S

tio(?=n) X
tia X
tch X
th(?=[oa]m) T
th T T sch
th 0 T
tt(?=h) T T sch
tt(?=h) 0 T
t[td]? T

vv? F

wr R
w(?<=^w)(?:icz|itz) ATS FFX
w(?<=^w)(?=V) A F
w(?<=^w)(?=h) A
w(?<=Vw)$ - F
w(?<=[eo]w)(?=sk[iy]) - F
w - F sch
wi[ct]z TS FX
w -

x(?<=^x) S
x(?<=[ao]ux)$ -
x[cx]? KS

zh J
zz(?=[oia]) S TS
z(?<=[^t]z)z? S TS slavic
zz? S
"""


_LATIN = re.compile("[a-z]+")
_SLAVIC = re.compile("w|k|cz")


@cache
def _rules(slavic: bool, dutch: bool) -> dict[str, tuple[re.Pattern[str], tuple[tuple[str, str], ...]]]:
    """Return for each letter its rows as one pattern, and the codes of each row, as they hold for a kind of word."""
    holds = {"", "slavic" if slavic else "plain", *(["sch"] if dutch else [])}
    by_letter: dict[str, list[tuple[str, str, str]]] = {}
    for pattern, primary, *more in (line.split() for line in _ROWS.splitlines() if line):
        when = more.pop() if more and more[-1].islower() else ""
        if when in holds:
            said = (primary.strip("-"), (more[0] if more else primary).strip("-"))
            for letter in _VOWELS if pattern[0] == "V" else pattern[0]:
                by_letter.setdefault(letter, []).append((pattern.replace("V", f"[{_VOWELS}]"), *said))
    return {
        letter: (
            re.compile("|".join(f"({pattern})" for pattern, _, _ in rows)),
            tuple((primary, secondary) for _, primary, secondary in rows),
        )
        for letter, rows in by_letter.items()
    }


@lru_cache(_CACHE)
def double_metaphone(word: str) -> tuple[str, str]:
    """Return the primary and the secondary code of a word of a normal form, alike where it is said in one way.

    Both are empty for a word that has other characters than the letters a to z.

    >>> double_metaphone("smith"), double_metaphone("schmidt"), double_metaphone("thomas"), double_metaphone("knight")
    (('SM0', 'XMT'), ('XMT', 'SMT'), ('TMS', 'TMS'), ('NT', 'NT'))
    >>> double_metaphone("红牛"), double_metaphone("360")
    (('', ''), ('', ''))
    """
    if not _LATIN.fullmatch(word):
        return "", ""
    rules = _rules(_SLAVIC.search(word) is not None, word.startswith("sch"))
    primary = secondary = ""
    at = 0
    while at < len(word):
        pattern, codes = rules[word[at]]
        found = pattern.match(word, at)
        if found is None or found.lastindex is None:
            at += 1
            continue
        first, second = codes[found.lastindex - 1]
        primary += first
        secondary += second
        at = found.end()
    return primary, secondary


def sound_codes(word: str) -> tuple[str, ...]:
    """Return the codes of a word by which it is found: of words of four letters and more, codes of three and more.

    >>> sound_codes("catherine"), sound_codes("bob"), sound_codes("kathy")
    (('K0RN', 'KTRN'), (), ())
    """
    if len(word) < _LEAST_WORD:
        return ()
    return tuple(one for one in dict.fromkeys(double_metaphone(word)) if len(one) >= _LEAST_CODE)


def same_code(mine: str, theirs: str) -> float:
    """Return how alike two words sound that have one code, 0 to 0.85 by its length; 0 where their codes differ.

    >>> same_code("galzin", "calsyn"), same_code("richard", "ricardo"), same_code("kwikfit", "amber"), same_code("bob", "bab")
    (0.6, 0.54, 0.0, 0.0)
    """
    if min(len(mine), len(theirs)) < _LEAST_WORD:
        return 0.0
    (first, second), (other_first, other_second) = double_metaphone(mine), double_metaphone(theirs)
    if first == other_first:
        return _worth(first)
    return round(_SECOND * _worth(first if first == other_second else second if second == other_first else ""), 3)


@lru_cache(_CACHE)
def most_worth(word: str) -> float:
    """Return what ``same_code`` gives the word and any other at most."""
    return max((_worth(one) for one in sound_codes(word)), default=0.0)


def _worth(code: str) -> float:
    return round(min(_MOST, _EACH * len(code)), 3) if len(code) >= _LEAST_CODE else 0.0
