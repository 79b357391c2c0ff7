"""Reasons for and against a conflict in words, each with the evidence that can be measured again."""

from dataclasses import dataclass

from domain.marks.check import Evidence, Finding
from domain.text import Wording

REASONS: dict[str, Wording] = {
    "W01": Wording("文字相同，仅次序或间隔不同：{mine}／{theirs}", "The same characters, only order or spacing differ: {mine} / {theirs}"),
    "W02": Wording("字母相同：{mine}／{theirs}", "The same letters: {mine} / {theirs}"),
    "W03": Wording("词语相同，次序颠倒：{mine}／{theirs}", "The same words in another order: {mine} / {theirs}"),
    "W04": Wording("三个以上汉字，仅一字不同：{mine}／{theirs}", "Three or more Han characters, one differs: {mine} / {theirs}"),
    "W05": Wording("四个以上字母，仅一两个不同：{mine}／{theirs}", "Four or more letters, one or two differ: {mine} / {theirs}"),
    "W06": Wording("字形近似：{mine}／{theirs}", "Similar in shape: {mine} / {theirs}"),
    "W07": Wording("读音近似、外观近似：{mine}／{theirs}", "Similar in sound and look: {mine} / {theirs}"),
    "W08": Wording("含义相同：{mine}／{theirs}", "The same meaning: {mine} / {theirs}"),
    "W09": Wording("叠字叠词：{mine}／{theirs}", "A reduplication: {mine} / {theirs}"),
    "W10": Wording("仅词形、缩写或冠词不同：{mine}／{theirs}", "Only inflection, abbreviation or an article differs: {mine} / {theirs}"),
    "W11": Wording("仅加商品通用名称：{mine}／{theirs}", "Only a generic name is added: {mine} / {theirs}"),
    "W12": Wording("仅加地名：{mine}／{theirs}", "Only a place is added: {mine} / {theirs}"),
    "W13": Wording("仅加表示质量、原料、功能的词：{mine}／{theirs}", "Only quality, material or function is added: {mine} / {theirs}"),
    "W14": Wording("仅加弱修饰词：{mine}／{theirs}", "Only a weak modifier is added: {mine} / {theirs}"),
    "W15": Wording("显著识别部分近似：{mine}／{theirs}", "The distinctive separable parts are similar: {mine} / {theirs}"),
    "W16": Wording("完整包含具有显著性的在先商标：{theirs}", "Wholly contains the distinctive earlier mark: {theirs}"),
    "W17": Wording("汉字与外文相互对应：{mine}／{theirs}", "Han and foreign words correspond: {mine} / {theirs}"),
}  # fmt: skip
GUARDS: dict[str, Wording] = {
    "G-first-character": Wording("首字不同：{mine}／{theirs}", "Another first character: {mine} / {theirs}"),
    "G-first-letter": Wording("首字母不同：{mine}／{theirs}", "Another first letter: {mine} / {theirs}"),
    "G-meaning": Wording("含义可以区分：{mine}／{theirs}", "Clearly different meanings: {mine} / {theirs}"),
    "G-weak-mark": Wording("在先商标在该类上显著性弱：{theirs}", "The earlier mark is itself weak in the class: {theirs}"),
    "G-weak-part": Wording("共同部分在该类上常见：{theirs}", "The shared part is common in the class: {theirs}"),
    "G-distant-goods": Wording("商品差别较大", "The goods are distant"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A reason or guard in words; ``evidence`` names both parts, the measure and what it gave."""

    code: str
    wording: Wording
    evidence: Evidence | None


def told(finding: Finding) -> Told:
    """Return a finding in words."""
    form = REASONS.get(finding.code) or GUARDS.get(finding.code) or Wording("{mine}／{theirs}", "{mine} / {theirs}")
    names = {
        "mine": _cut(finding.evidence.mine),
        "theirs": _cut(finding.evidence.theirs),
        "value": finding.evidence.value,
    }
    return Told(finding.code, Wording(form.zh.format(**names), form.en.format(**names)), finding.evidence)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
