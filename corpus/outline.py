"""Lines of a work to its sections.

Numbering is judged by runs: the items of one family that count on from each other. A run whose items have
text of their own is an outline; one without is a list or a table of contents. Run-in headings, the first
sentence of a paragraph, are seen by their number or by neighbours of the same build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from corpus import contents, headings, numbering
from corpus.corrections import Row
from corpus.headings import Family
from corpus.model import Section
from corpus.numbering import LONGEST_HEADING, Run
from corpus.reading.lines import Line
from corpus.sentences import sentences

_LONGEST_RUN_IN = 120
_PARALLEL_RANK = 90
_BREAK = 8
"""Blank lines that end every section: what follows is no longer the text (a notice, a signature)."""
_BRACKETED = re.compile(r"[【（(〔]([^】）)〕]{1,30})[】）)〕]")
_PUNCTUATED = re.compile(r"[，。；：！？…”]")
_LONGEST_TITLE = 25
_LONG = 50
_SEEN = 256
"""Characters that tell whether a line's first sentence is short, with the bracket that it may end in."""
_FEWEST = 3
_TOLD = re.compile(r"[\d年月日号時时]|[说說道问問答喊叫]$")
"""What happened when, and who said it, begin paragraphs of one build, too."""
_CLAUSE = re.compile(r"[，,：:；;]")
_SHORT_CLAUSE = re.compile(r"\s*[^，,：:；;]{2,14}[，,：:；;]")


class _Head(NamedTuple):
    """A heading from line `at` to line `last`. `rank` tells what encloses what: smaller is outer.

    The line of a `run_in` head is text, too; a section that is `one_paragraph` ends with that line.
    """

    at: int
    last: int
    rank: int
    label: str
    heading: str
    run_in: bool
    one_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a work, and what the lines are that are no body text, by line.

    `unfound` are the rows of a given outline with which no line begins.
    """

    sections: tuple[Section, ...]
    left_out: Mapping[int, str]
    unfound: tuple[Row, ...] = ()


def build(lines: Sequence[Line], starts: Sequence[int], first: int = 0, given: Sequence[Row] = ()) -> Outline:
    """The outline of a work: `starts` are its lines' offsets in its text; lines before `first` are title.

    An outline that is `given` goes before all judgement.
    """
    table = contents.find(lines, first)
    body = [at for at in range(first, len(lines)) if at not in table and not lines[at].separator]
    heads, unfound = _given(given, lines, body) if given else (_judged(lines, body), ())
    heads.sort(key=lambda head: head.at)
    left_out = dict.fromkeys(table, "目录")
    left_out |= {at: "称呼和致谢" for at in body if _is_address(lines[at].text)}
    for head in heads:
        if not head.run_in:
            left_out |= dict.fromkeys(range(head.at, head.last + 1), "独占一行的标题")
    return Outline(_nest(heads, lines, starts, body), left_out, tuple(unfound))


def _given(rows: Sequence[Row], lines: Sequence[Line], body: Sequence[int]) -> tuple[list[_Head], list[Row]]:
    """Headings as a person says they are: each row is the beginning of a line, in the lines' order."""
    heads: list[_Head] = []
    unfound: list[Row] = []
    place = 0
    for row in rows:
        found = next((i for i in range(place, len(body)) if row.begins(lines[body[i]].text)), None)
        if found is None:
            unfound.append(row)
            continue
        at, place = body[found], found + 1
        if heads and heads[-1].last == at:  # It is a row of its own, and not the words of the label above.
            heads[-1] = heads[-1]._replace(last=heads[-1].at, heading="")
        label = headings.label(row.text)
        words = row.text[label.length if label else 0 :].strip("【】 ").rstrip("。：:")
        run_in = not row.is_whole(lines[at].text)
        head = _Head(at, at, row.depth, label.text if label else "", words, run_in)
        heads.append(head if run_in else _titled(head, lines))
    return list(_closed_by_rank(heads, lines, body)), unfound


def _closed_by_rank(heads: Sequence[_Head], lines: Sequence[Line], body: Sequence[int]) -> Iterator[_Head]:
    for rank in {head.rank for head in heads}:
        level = [head for head in heads if head.rank == rank]
        found = [headings.label(lines[head.at].text) for head in level]
        articles = any(label is not None and label.family == Family.ARTICLE for label in found)
        yield from level if articles else _closed(level, body)


def _judged(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """The headings among the lines."""
    heads = _marked(lines, body)
    for run in numbering.outline(lines, body, {head.at for head in heads}):
        heads += _numbered(run, lines, body)
    outer = min((head.rank for head in heads), default=int(Family.CHAPTER))
    taken = {at for head in heads for at in range(head.at, head.last + 1)}
    heads += [
        _Head(at, at, outer, "", lines[at].text.rstrip("：:"), run_in=False)
        for at in body
        if at not in taken and headings.is_unnumbered_heading(lines[at].text)
    ]
    taken |= {head.at for head in heads}
    heads += _parallel(lines, [at for at in body if at not in taken])
    return heads or _unmarked(lines, body)


def _unmarked(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """Headings without any mark, where it is plain: short lines of one form, all different, each above a long
    paragraph, in a text that has no other short lines but those it is signed with."""
    places = [at for at in body if not _is_address(lines[at].text)]
    while places and _is_short(lines[places[-1]]):
        places.pop()
    found = [(at, below) for at, below in pairwise(places) if _is_short(lines[at])]
    forms = {(lines[at].gap > 0, lines[at].indented) for at, _ in found}
    different = len({lines[at].text for at, _ in found}) == len(found)
    above = all(len(lines[below].text) >= _LONG for _, below in found)
    if len(found) < _FEWEST or len(forms) > 1 or not (different and above):
        return []
    return [_Head(at, at, int(Family.CHAPTER), "", lines[at].text, run_in=False) for at, _ in found]


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not line.item and not _PUNCTUATED.search(line.text)


def _is_address(text: str) -> bool:
    return headings.is_salutation(text) or headings.is_closing(text)


def _marked(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """Headings that the format itself marks."""
    heads = []
    for at in body:
        line = lines[at]
        if line.level is None:
            continue
        found = headings.label(line.text)
        if found is None:
            heads.append(_Head(at, at, line.level, "", line.text, run_in=False))
        else:
            heads.append(
                _Head(at, at, line.level, found.text, line.text[found.length :].strip(), run_in=False)
            )
    return heads


def _numbered(run: Run, lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    heads = []
    for item in run.items:
        heading, run_in = _heading(lines[item.at].text[item.label.length :].strip(), run.family)
        heads.append(_Head(item.at, item.at, int(run.family), item.label.text, heading, run_in))
    if run.family == Family.ARTICLE:
        return heads
    if run.family < Family.ARTICLE:
        return [_titled(head, lines) for head in heads]
    if sum(head.run_in for head in heads) * 2 < len(heads):
        # Among headings on lines of their own, one runs into its text by mistake.
        return [
            head._replace(heading=_CLAUSE.split(head.heading, maxsplit=1)[0]) if head.run_in else head
            for head in heads
        ]
    return _closed(heads, body)


def _titled(head: _Head, lines: Sequence[Line]) -> _Head:
    """A label that stands alone takes the short line below it for its heading: 第一章 / 总则."""
    below = head.at + 1
    if head.heading or below >= len(lines):
        return head
    text = lines[below].text
    if len(text) > _LONGEST_TITLE or _PUNCTUATED.search(text) or headings.label(text) or lines[below].level:
        return head
    return head._replace(last=below, heading=text)


def _closed(heads: Sequence[_Head], body: Sequence[int]) -> list[_Head]:
    """Where each run-in section but the last is one paragraph, so is the last: the rest is a conclusion."""
    place = {at: order for order, at in enumerate(body)}
    steps = [place[later.at] - place[head.at] for head, later in pairwise(heads)]
    if len(heads) > 1 and all(head.run_in for head in heads) and set(steps) == {1}:
        return [head._replace(one_paragraph=True) for head in heads]
    return list(heads)


def _heading(rest: str, family: Family) -> tuple[str, bool]:
    """The words of a heading, and whether they run into their paragraph."""
    if family < Family.ARTICLE:
        return rest, False
    if family == Family.ARTICLE:
        named = _BRACKETED.match(rest)
        if named:
            return named.group(1), True
        bare = len(rest) <= 25 and not re.search(r"[。；：，、]", rest)
        return (rest, False) if bare else ("", True)
    spans = sentences(rest)
    if len(spans) <= 1 and len(rest) <= LONGEST_HEADING:
        return rest.rstrip("。：: "), False
    sentence = rest[spans[0][0] : spans[0][1]].rstrip("。")
    if len(sentence) <= _LONGEST_RUN_IN:
        return sentence, True
    return _CLAUSE.split(sentence, maxsplit=1)[0][:_LONGEST_RUN_IN], True


def _parallel(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """Run-in headings without a number, seen by their neighbours: 在理念上融合，… / 在机制上融合，…"""
    openings = []
    for place, at in enumerate(body):
        if lines[at].level is not None or not _SHORT_CLAUSE.match(lines[at].text):
            continue
        text = lines[at].text
        end = sentences(text[:_SEEN])[0][1]
        if end == len(text):
            continue
        first = text[:end]
        clause = _CLAUSE.split(first, maxsplit=1)[0]
        short = 2 <= len(clause) <= 14 and len(clause) < len(first) - 1 and len(first) <= LONGEST_HEADING
        if short and not _TOLD.search(clause) and first[-1] not in "”」":
            openings.append((place, at, clause, first.rstrip("。")))
    heads: list[_Head] = []
    group: list[tuple[int, int, str, str]] = []
    for opening in openings:
        if (
            group
            and opening[0] - group[-1][0] <= 3
            and _alike([*(member[2] for member in group[-3:]), opening[2]])
        ):
            group.append(opening)
            continue
        heads += _group_heads(group, body)
        group = [opening]
    return heads + _group_heads(group, body)


def _group_heads(group: Sequence[tuple[int, int, str, str]], body: Sequence[int]) -> list[_Head]:
    if len(group) < 3:
        return []
    return _closed([_Head(at, at, _PARALLEL_RANK, "", first, run_in=True) for _, at, _, first in group], body)


def _alike(clauses: Sequence[str]) -> bool:
    """Clauses of one build: half of their characters in common, or common ends around a short middle."""
    if len(set(clauses)) < len(clauses):
        return False
    if len({len(clause) for clause in clauses}) == 1:
        common = sum(len(set(column)) == 1 for column in zip(*clauses, strict=True))
        return common >= 2 and common * 2 >= len(clauses[0])
    shortest = min(len(clause) for clause in clauses)
    prefix = suffix = 0
    while prefix < shortest and len({clause[prefix] for clause in clauses}) == 1:
        prefix += 1
    while suffix < shortest - prefix and len({clause[-1 - suffix] for clause in clauses}) == 1:
        suffix += 1
    varying = [clause[prefix : len(clause) - suffix] for clause in clauses]
    return prefix + suffix >= 2 and all(1 <= len(part) <= min(4, prefix + suffix) for part in varying)


@dataclass(slots=True)
class _Node:
    head: _Head
    start: int
    body: int
    end: int
    sections: list[_Node]

    def freeze(self) -> Section:
        inner = tuple([node.freeze() for node in self.sections])
        return Section(self.head.label, self.head.heading, self.start, self.body, self.end, inner)


def _nest(
    heads: Sequence[_Head], lines: Sequence[Line], starts: Sequence[int], body: Sequence[int]
) -> tuple[Section, ...]:
    by_line = {head.at: head for head in heads}
    roots: list[_Node] = []
    stack: list[_Node] = []

    def close(depth: int, at: int) -> None:
        while len(stack) > depth:
            stack.pop().end = starts[at - 1] + len(lines[at - 1].text)

    for at in body:
        line = lines[at]
        head = by_line.get(at)
        if line.gap >= _BREAK and head is None:
            close(0, at)
        elif headings.is_salutation(line.text):
            close(1, at)
        if head is None:
            if stack and stack[-1].head.one_paragraph and at > stack[-1].head.at:
                close(len(stack) - 1, at)
            continue
        depth = next((place for place, node in enumerate(stack) if node.head.rank >= head.rank), len(stack))
        close(depth, at)
        start = starts[at]
        following = start if head.run_in else starts[head.last] + len(lines[head.last].text)
        node = _Node(head, start, following, start, [])
        (stack[-1].sections if stack else roots).append(node)
        stack.append(node)
    close(0, len(lines))
    return tuple(node.freeze() for node in roots)
