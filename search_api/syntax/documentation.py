"""The page about the query language: the grammar, the fields, and the table of cases that specifies it.

The cases are those that the tests hold the language to, so the page cannot say anything else than the code does.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from domain.fields import FIELDS, Field

CASES = Path(__file__).parents[2] / "tests" / "search_api" / "cases.toml"
_NOTE = "<!-- Made by `make docs` from the code; edit the code, not this page. -->\n"
_TEXT = """# The query language · 检索语言

One language for every right, in English and Chinese. Every answer says how the query was read: in canonical text that can be
sent again, and in a sentence.

## Grammar · 语法

```
query    = or ;        or = and , { OR and } ;        and = not , { [AND] not } ;        not = [NOT] prox ;
prox     = atom , { (NEAR | ADJ) [ "/" n ] atom }     at most n words between; NEAR in any order, ADJ in this order; n is 0 to 99
         | atom , { (SENT | PARA | CLAIM) atom } ;    in one sentence, paragraph, claim
atom     = "(" query ")" | field (":" | "=") ( value | "(" query ")" ) | value | function ;
value    = term | "phrase" | wild* | w?ld | range | class | number ;
range    = a ".." b | a ".." | ".." b | ">=" a | "<=" a | ">" a | "<" a | ">" a "..<" b ;
class    = a symbol in any common spelling, with all below it; with "!" itself alone
function = cites(n) | citedby(n) | family(n) | status(state [, YYYY-MM-DD])
         | sim("text" [, k]) ;                        the k records nearest in meaning, 100 without k, at most 1,000
         | tag("NAME") | noise("BRANCH") | topic(MAP/n) ;
AND = "AND" "与" "且" "&"   OR = "OR" "或" "|"   NOT = "NOT" "非" "-term" ;
exists   = field ":*" ;   exact value = field "==" "VALUE" ;   every record = "*" ;
```

- Full-width （）：，“”＝ are read as their ASCII counterparts, character by character.
- An operator is one only in capitals (Chinese: as it is) and between blanks, brackets, quotation marks or the ends: R&D and 非水电解质
  are words. After `field:` nothing is an operator.
- Brackets bind first, then proximity, then NOT, then AND, then OR; a blank is AND, and so is a comma, semicolon or 、 between words.
  A comma between two letters or digits belongs to the word (11,774,182).
- Several proximity operators in a row nest from the left; NEAR and ADJ beside SENT, PARA or CLAIM need brackets.
- In a quotation `\\"` and `\\\\` stand for the mark and the backslash.
- A single word is searched by its stem, a quotation as written, Chinese text by its characters in order.
- `*` is any characters, `?` exactly one, inside one word. Before `*` stand at least three letters or digits (one Chinese character, one
  character of a keyword). In Chinese text `*` can only stand last.
- Dates: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD, 2015年3月1日. A range of symbols of a class is written first..last.
- `sim("text", k)` is a set like any other: the k records nearest in meaning to the text, of all that are loaded. AND, OR, NOT and filters
  then take from it or add to it, so that a count and its link agree; sorted by relevance, the nearest come first. To rank only what meets
  conditions, however far, ask the conditions with `mode=semantic`.
- `tag("NAME")`: the records under a tag; `noise("BRANCH")`: what was taken out of a branch; `topic(MAP/n)`: a topic of a map of navigation,
  as its links have it. The newest 40 maps are kept.
- `sounds("x")`: marks that sound as x does, as a whole or in each of its words; Chinese by its syllables, and by how they are said in
  Latin letters. `looks("x")`: the same letters, or one more, less or another; the same Chinese characters, or one drawn alike in the place
  of another.
  `means("x")`: marks whose words, or what the register says that they mean, are a translation of x or mean the same.
- `goods("text", level)`: marks with goods that meet the text: `identical` the same words of the list in any language, `group` (without a
  level) a similar group in common, `class`, `coordinated` the class or one whose goods meet it in trade.

## Bare words · 未写字段的词

The longest run of up to six adjacent words that reads as one value is one value: a number of a right (digits alone from six on), a class
symbol of IPC or CPC (four characters or more), a Nice class in words (class 9, 第9类). Then, word by word: a date or a range of years is the
date of publication, eight digits that are a day are a date or a number, a Chinese name that ends in 公司, 大学, 研究院, 研究所, 厂 or 集团
is an applicant as well as text, and everything else is text. Inside a proximity a bare word is text. Each reading other than text stands in
a notice with links to the others: `read-as-number`, `several-readings`, `check-digit`, `date-or-number`, `read-as-class`, `read-as-nice`,
`read-as-date`, `read-as-applicant`. Other notices: `and-or` (AND and OR side by side without brackets, with both readings),
`small-operator` (and, or, not in small letters are words).

## Limits · 限制

16,000 characters, 1,000 terms, brackets 20 deep: `query-too-long`, `too-many-terms`, `query-too-deep`. A canonical text, which names every
field and brackets every group, is accepted beyond them, so that every answer's canonical text can be sent again.
"""


def query_language_page() -> str:
    """Return the page as Markdown."""
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    sections = list(dict.fromkeys(one["section"] for one in cases))
    parts = [
        _NOTE,
        _TEXT,
        _fields(FIELDS),
        f"## Cases · 用例\n\n{len(cases)} cases; the tests hold the language to them.\n",
    ]
    for section in sections:
        parts.append(_cases(section, [one for one in cases if one["section"] == section]))
    return "\n".join(parts)


def _fields(fields: Sequence[Field]) -> str:
    rows = [
        f"| `{one.name}` | {', '.join(f'`{alias}`' for alias in one.aliases)} | {one.kind} "
        f"| {one.label.en} · {one.label.zh} |"
        for one in fields
        if one.default
    ]
    return "\n".join(["## Fields · 字段\n", "| field | also | holds | |", "|---|---|---|---|", *rows, ""])


def _cases(section: str, cases: Sequence[Mapping[str, Any]]) -> str:
    readable = [one for one in cases if "error" not in one]
    faulty = [one for one in cases if "error" in one]
    lines = [f"### {section}\n"]
    if readable:
        lines += ["| query | canonical | read as | 理解为 | notices |", "|---|---|---|---|---|"]
        lines += [
            f"| {_code(one['text'])} | {_code(one['canonical'])} | {_cell(one['en'])} | {_cell(one['zh'])} "
            f"| {', '.join(one.get('notices', ()))} |"
            for one in readable
        ]
        lines.append("")
    if faulty:
        lines += ["| query | error | span | repaired |", "|---|---|---|---|"]
        lines += [
            f"| {_code(one['text'])} | `{one['error']}` | {one['span'][0]}–{one['span'][1]} "
            f"| {_code(one['repair']) if 'repair' in one else ''} |"
            for one in faulty
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text.strip() else ""
