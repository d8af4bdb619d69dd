"""Why an answer came out as it did, laid out for a terminal (`ask --explain`).

The parts are those of `retrieval/weights.toml`, by a word of Chinese each.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.terminal import Wrapped, place, shown
from retrieval import Explanation

_KINDS = {"word": "词", "pair": "二字", "character": "单字"}
_MEANINGS = {
    "pairs_score": "二字得分",
    "characters_score": "单字得分",
    "language": "占有的词",
    "expected": "有所问的那种答案",
    "sentence": "同节中最像答案的一句",
    "meaning": "说的是它是什么",
    "words_together": "词在一处",
    "words_mass": "问题的分量",
    "score": "最好一段的得分",
    "characters": "占有的单字",
    "headings": "标题里有",
    "title": "问的就是这个标题",
    "sentence_pairs": "最好的一句",
    "window_language": "最密的一处",
    "opening_characters": "开头",
    "around_pairs": "连同邻近段的二字",
    "around_language": "连同邻近段的词",
    "around": "邻近段",
    "lead": "领先别的篇",
    "vocabulary": "资料的广度",
}
_EXPECTED = {
    "number": "数目",
    "measure": "数量",
    "date": "时间",
    "reason": "缘由",
    "place": "地点",
    "list": "几项",
    "person": "人",
    "name": "名称",
    "meaning": "含义",
    "definition": "定义",
}
_MOST_TERMS = 16
_MOST_REASONS = 3


def reasons(given: Explanation) -> Group:
    """What was looked for, which passages were considered with which parts, and how sure the answer is."""
    parts: list[RenderableType] = [_terms(given)]
    if given.answer.missing:
        words = "、".join(map(shown, given.answer.missing))
        parts.append(Text(f" 资料里没有出现：{words}", style="yellow"))
    if given.written:
        pairs = (f"{said} → {'、'.join(others)}" for said, others in given.written)
        parts.append(Wrapped(Text(shown(f"也可写作：{'；'.join(pairs)}"), style="dim"), Text(" ")))
    if given.expects:
        asked = "、".join(_EXPECTED.get(kind, kind) for kind in given.expects)
        parts.append(Text(f" 问的是：{asked}", style="dim"))
    parts.append(Text())
    for number, passage in enumerate(given.passages, 1):
        parts.append(Wrapped(place(passage.citation), Text(f"{number:>3} ", style="bold cyan")))
        holds = f"得分 {passage.score:.2f} · 有 {'、'.join(passage.holds) or '—'}"
        lacks = f" · 缺 {'、'.join(passage.lacks)}" if passage.lacks else ""
        parts.append(_aside(holds + lacks))
        most = sorted(passage.parts, key=lambda part: -abs(part.counts))[:_MOST_REASONS]
        counted = "，".join(f"{_named(p.name)} {p.value:.2f} × {p.weight:.2f}" for p in most if p.counts)
        parts.append(_aside(counted))
        ahead = [f"{_named(name)} {more:+.2f}" for name, more in passage.before if more > 0][:_MOST_REASONS]
        if ahead:
            parts.append(_aside(f"排在下一段之前，因为 {'，'.join(ahead)}"))
    parts += [Text(), Text(f" 把握 {given.answer.confidence:.2f}；{given.found:.2f} 以上算找到")]
    for part in sorted(given.confidence, key=lambda part: -abs(part.counts))[:_MOST_REASONS]:
        parts.append(_aside(f"{_named(part.name)} {part.value:.2f} × {part.weight:.2f}"))
    return Group(*parts, Text())


def _aside(words: str) -> Wrapped:
    return Wrapped(Text(shown(words), style="dim"), Text("    "))


def _named(name: str) -> str:
    return _MEANINGS.get(name, name)


def _terms(given: Explanation) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 1), header_style="dim")
    for heading in ("要找的", "类"):
        table.add_column(heading)
    for heading in ("分量", "段", "标题"):
        table.add_column(heading, justify="right")
    for term in given.terms[:_MOST_TERMS]:
        nowhere = term.passages == 0 and not term.headings
        table.add_row(
            Text(shown(term.text), style="yellow" if nowhere else "bold"),
            _KINDS.get(term.kind, term.kind),
            f"{term.weight:.2f}",
            "" if term.passages is None else str(term.passages),
            "" if term.headings is None else str(term.headings),
        )
    return table
