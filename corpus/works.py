"""One document to its works: where a text ends and the next begins.

A boundary is seen by what stands around it: a separator, a title line again, the same author's name below it,
leave taken before it and people addressed after it, 「（2篇）」 above them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus import headings, titles
from corpus.headings import Family
from corpus.reading.lines import Line
from corpus.titles import Part

_ABSTRACTS = ("摘要", "摘 要", "摘　要", "【摘要】", "［摘要］", "[摘要]", "〔摘要〕", "内容提要")
_SHORT = 25
_WIDE = 2
"""Blank lines above the pieces of an anthology."""
_FEWEST = 3
_FEWEST_ALIKE = 5
"""Lines from one title to the next above the same name: people who talk in turns are named, too."""


def split(lines: Sequence[Line], stem: str, given: Sequence[int] = ()) -> list[Part]:
    """The works of a document, in order; they begin at the lines `given`, if any, or where it is judged.

    `stem` names the one that has no title line of its own.
    """
    texts = [at for at, line in enumerate(lines) if not line.separator]
    numbered = [] if given else _numbered_starts(lines, texts)
    signed = [] if given or numbered else _signed_titles(lines, texts)
    starts = given or numbered or [0, *signed[1:]][: len(signed)]
    starts = starts or _marked_starts(lines, texts) or _starts(lines, texts)
    parts = []
    for begin, end in pairwise([*starts, len(lines)]):
        chunk = [line for line in lines[begin:end] if not line.separator]
        if chunk:
            title = next((lines[at].text for at in signed if begin <= at < end), None)
            parts.append(titles.part(chunk, stem, title, alone=len(starts) == 1, numbered=bool(numbered)))
    return parts


def _starts(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Indices of the lines at which works begin, by what stands around them."""
    top = [lines[at].text for at in texts[:4]]
    count = next((number for text in top if (number := titles.count(text) or titles.counted(text))), None)
    rule = next((place for place, at in enumerate(texts) if titles.is_first_article(lines[at])), len(texts))
    scored = []
    for place in range(3, len(texts) - 1):
        at = texts[place]
        if (score := _boundary_score(lines, texts, place)) > 0:
            again = place > rule and titles.is_rule(lines[at], lines[texts[place + 1]])
            scored.append((score + 4 * again, at))
    if count is None:
        chosen = [at for score, at in scored if score >= 5]
    else:
        likely = sorted((one for one in scored if one[0] >= 3), key=lambda one: (-one[0], one[1]))
        chosen = [at for _, at in likely[: count - 1]]
    return [0, *sorted(chosen)]


def _numbered_starts(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """篇一：… 篇二：… as lines of their own, counting from one; 第一篇 with chapters is part of a book."""
    found: list[int] = []
    above: str | None = None
    for at in texts:
        match = titles.as_numbered(lines[at].text)
        if match is None or (found and match["above"] != above):
            continue
        number = headings.parse_number(next(group for group in match.groups()[1:-1] if group))
        if number == len(found) + 1:
            above = match["above"]
            found.append(at)
    if len(found) < 2 or ("第" in lines[found[0]].text and _has_chapters(lines)):
        return []
    preface = [lines[at].text for at in texts if at < found[0]]
    return [0, *found] if any("。" in text for text in preface) else [0, *found[1:]]


def _signed_titles(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Titles with a name below each: by one author, or by several with wide gaps above and nowhere else."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, at in enumerate(texts):
        if titles.is_person(lines[at].text, known=True):
            alike[lines[at].text].append(place - 1)
    if not alike:
        return []
    people = {at for name, found in alike.items() if titles.is_person(name, known=False) for at in found}
    wide = [0, *(place for place, at in enumerate(texts) if place and lines[at].gap >= _WIDE)]
    several = [(wide, _FEWEST)] if people.issuperset(wide) else []
    for found, fewest in (*((places, _FEWEST_ALIKE) for places in alike.values()), *several):
        above = [lines[texts[place]] for place in found]
        different = len({line.text for line in above}) == len(above) > 1
        steps = [after - before for before, after in pairwise([*found, len(texts)])]
        apart = min(steps) >= fewest and all(line.gap for line in above[1:])
        short = all(len(line.text) <= _SHORT and titles.is_title(line) for line in above)
        if found[0] in (0, 1) and different and apart and short:
            return [texts[place] for place in found]
    return []


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


def _boundary_score(lines: Sequence[Line], texts: Sequence[int], place: int) -> int:
    """How much speaks for a work beginning here; 0 where the line cannot be a title."""
    at = texts[place]
    line = lines[at]
    if not titles.is_title(line):
        return 0
    previous, following = lines[texts[place - 1]], lines[texts[place + 1]]
    # 「（此件公开发布）」 may stand below a signature.
    left = previous if previous.text[0] not in "（(" else lines[texts[place - 2]]
    score = 0
    if f"《{line.text}》" in lines[texts[0]].text:
        score += 3
    if at and lines[at - 1].separator:
        score += 2
    if headings.is_closing(left.text) or titles.is_signature(left.text):
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
    if titles.has_title_word(line.text):
        score += 2
    if titles.is_person(following.text, known=False):
        score += 2
    if any(lines[at].text.startswith(_ABSTRACTS) for at in texts[place + 1 : place + 4]):
        score += 3
    if line.text == lines[texts[0]].text:
        score += 3
    return score
