"""One document to its works: where a text ends and the next begins, and what each is called.

A boundary is seen by what stands around it: a separator, a title line again, leave taken before it and people
addressed after it, 「（2篇）」 above them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus import headings
from corpus.headings import Family
from corpus.reading.lines import Line

_NUMBER = r"([0-9０-９]{1,3}|[一二三四五六七八九十百两]{1,4})"
_COUNT = re.compile(rf"[（(【]?\s?(?:共|合集|汇编)?\s?{_NUMBER}\s?篇\s?[）)】]?")
_NUMBERED_TITLE = re.compile(
    rf"[【（(]?(?:第\s?{_NUMBER}\s?篇|篇\s?{_NUMBER}|范文\s?{_NUMBER})[】）)]?[：:、.\s]*(?P<title>.{{0,60}})"
)
_TITLE_WORD = re.compile(
    r"(?:发言|讲话|报告|材料|致辞|讲稿|演讲|总结|体会|方案|办法|章程|规定|条例|制度|意见|通知|决定|公约|细则|纲要|手册|指南|提纲"
    r"|發言|講話|報告|總結|規定|條例|意見|決定|綱要)(?:稿|提纲)?$"
)
_DATE = re.compile(
    r"(?:1[0-9]{3}|20[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*(?:[0-9一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?)?"
)
_AUTHOR = re.compile(
    r"(?:作者|发言人|主讲人?|讲话人|撰稿人?|起草人?|執筆|作\s+者|發言人|講者)[：:\s]\s*(?P<name>\S{2,20})"
)
_BODY = re.compile(
    r"(?:[国國省市县縣区區镇鎮乡鄉村]|委员会|委員會|政府|[院部厅局处]|公司|集团|大学|学校|中学|小学|协会)$"
)
"""Who issues a rule often stands on a line of its own above what the rule is called."""
_SENTENCE_END = re.compile(r"[。；;，,、：:！!…]$")
_LONGEST_TITLE = 60
_GENERIC_TITLE = 8
_MATTER_LINES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one work; the first `matter` of them are its title, subtitle, date and author."""

    title: str
    lines: tuple[Line, ...]
    matter: int
    author: str | None
    date: str | None


def split(lines: Sequence[Line], stem: str, given: Sequence[int] = ()) -> list[Part]:
    """The works of a document, in order; they begin at the lines `given`, if any, or where it is judged.

    `stem` names the one that has no title line of its own.
    """
    texts = [at for at, line in enumerate(lines) if not line.separator]
    numbered = [] if given else _numbered_starts(lines, texts)
    starts = given or numbered or _marked_starts(lines, texts) or _starts(lines, texts)
    parts = []
    for begin, end in pairwise([*starts, len(lines)]):
        chunk = [line for line in lines[begin:end] if not line.separator]
        if chunk:
            parts.append(_part(chunk, stem, alone=len(starts) == 1, numbered=bool(numbered)))
    return parts


def _starts(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Indices of the lines at which works begin, by what stands around them."""
    count = next((_count(lines[at].text) for at in texts[:4] if _count(lines[at].text)), None)
    scored = []
    for place in range(3, len(texts)):
        at = texts[place]
        if (score := _boundary_score(lines, texts, place)) > 0:
            scored.append((score, at))
    if count is None:
        chosen = [at for score, at in scored if score >= 5]
    else:
        likely = sorted((one for one in scored if one[0] >= 3), key=lambda one: (-one[0], one[1]))
        chosen = [at for _, at in likely[: count - 1]]
    return [0, *sorted(chosen)]


def _numbered_starts(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """篇一：… 篇二：… as lines of their own, counting from one; 第一篇 with chapters is part of a book."""
    found: list[int] = []
    for at in texts:
        match = _NUMBERED_TITLE.fullmatch(lines[at].text)
        if match is None or _SENTENCE_END.search(lines[at].text):
            continue
        number = headings.parse_number(next(group for group in match.groups()[:3] if group))
        if number == len(found) + 1:
            found.append(at)
    if len(found) < 2 or (lines[found[0]].text[0] == "第" and _has_chapters(lines)):
        return []
    preface = [lines[at].text for at in texts if at < found[0]]
    return [0, *found] if any("。" in text for text in preface) else [0, *found[1:]]


def _has_chapters(lines: Sequence[Line]) -> bool:
    labels = (headings.label(line.text) for line in lines)
    return any(found is not None and Family.CHAPTER <= found.family <= Family.ARTICLE for found in labels)


def _marked_starts(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Several unnumbered top headings of a marked-up document, each with text under it."""
    tops = [at for at in texts if lines[at].level == 1]
    if len(tops) < 2 or any(headings.label(lines[at].text) for at in tops):
        return []
    for at, following in zip(tops, [*tops[1:], len(lines)], strict=True):
        if not any(
            lines[other].level is None and not lines[other].separator for other in range(at + 1, following)
        ):
            return []
    return [0, *tops[1:]]


def _count(text: str) -> int | None:
    match = _COUNT.fullmatch(text)
    number = headings.parse_number(match.group(1)) if match else None
    return number if number and 2 <= number <= 500 else None


def _boundary_score(lines: Sequence[Line], texts: Sequence[int], place: int) -> int:
    """How much speaks for a work beginning here; 0 where the line cannot be a title."""
    at = texts[place]
    line = lines[at]
    if not _is_title(line) or place + 1 >= len(texts):
        return 0
    previous, following = lines[texts[place - 1]], lines[texts[place + 1]]
    score = 0
    if at and lines[at - 1].separator:
        score += 2
    if headings.is_closing(previous.text) or _is_signature(previous.text):
        score += 2
    if headings.is_salutation(following.text):
        score += 2
    elif place + 2 < len(texts) and headings.is_salutation(lines[texts[place + 2]].text):
        score += 1
    first = headings.label(following.text)
    if first is not None and first.number == 1 and first.family <= Family.ARTICLE:
        score += 1
    if line.gap > previous.gap and line.gap >= 2:
        score += 1
    if _TITLE_WORD.search(line.text):
        score += 2
    if line.text == lines[texts[0]].text:
        score += 3
    return score


def _is_title(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST_TITLE
        and re.search(r"[^\W\d_]", text) is not None
        and not _SENTENCE_END.search(text)
        and not headings.is_salutation(text)
        and not headings.is_closing(text)
        and not headings.is_unnumbered_heading(text)
        and not headings.is_contents(text)
        and headings.page_number(text) is None
        and not line.item
        and headings.label(text) is None
        and _count(text) is None
        and "。" not in text
    )


def _is_signature(text: str) -> bool:
    return len(text) <= 20 and _DATE.fullmatch(text) is not None


def _part(lines: Sequence[Line], stem: str, *, alone: bool, numbered: bool) -> Part:
    """Title, author and date from the lines above the text; without a title line the file's name serves."""
    title = author = date = None
    matter = 0
    top = lines[:_MATTER_LINES]
    addressed = next((at for at, line in enumerate(top) if headings.is_salutation(line.text)), 0)
    for at, line in enumerate(top):
        named = _NUMBERED_TITLE.fullmatch(line.text) if numbered else None
        if named and named["title"].strip():
            title = named["title"].strip()
        elif _is_title(line) and (title is None or _count(top[at - 1].text)):
            title = line.text
        elif at == 1 and title == top[0].text and _goes_on(title, line):
            title += line.text
        elif at == 0 or not _is_matter(line, above_salutation=at < addressed):
            break
        matter = at + 1
    for line in top[:matter]:
        dated, signed = _DATE.search(line.text), _AUTHOR.search(line.text)
        date = date or (dated.group().strip() if dated and line.text != title else None)
        author = author or (signed["name"] if signed else None)
    if date is None:  # A notice is dated where it ends.
        last = next((line.text for line in reversed(lines[-3:]) if _is_signature(line.text)), "")
        date = last.strip() or None
    if alone and (title is None or (len(title) <= _GENERIC_TITLE and title in stem)):
        title = stem
    return Part(title or stem, tuple(lines), matter, author, date)


def _goes_on(title: str, line: Line) -> bool:
    """Whether a title goes on with its second line: 中华人民共和国 / 民法典."""
    rule = _TITLE_WORD.search(line.text) or line.text.endswith(("法", "法典"))
    return bool(rule and _BODY.search(title)) and _is_title(line) and not line.gap


def _is_matter(line: Line, *, above_salutation: bool) -> bool:
    """Whether a line below the title belongs to it: subtitle, 「（2篇）」, date, author."""
    text = line.text
    if len(text) > _LONGEST_TITLE or line.level is not None or _SENTENCE_END.search(text):
        return False
    if headings.label(text) is not None:
        return False
    return bool(
        above_salutation
        or _count(text)
        or text.startswith(("—", "─", "--", "（", "("))
        or _DATE.fullmatch(text)
        or _AUTHOR.match(text)
    )
