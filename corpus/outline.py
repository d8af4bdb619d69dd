"""Lines of a work to its sections.

Numbering is judged by runs: the items of one family that count on from each other. A run whose items have
text of their own is an outline; one without is a list or a table of contents. Run-in headings, the first
sentence of a paragraph, are seen by their number or by neighbours of the same build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import contents, headings, numbering, titles, unnumbered
from corpus.corrections import Row
from corpus.headings import Family, Head
from corpus.model import Section
from corpus.numbering import LONGEST_HEADING, Run
from corpus.reading.lines import Line
from corpus.sentences import first_end

_LONGEST_RUN_IN = 120
_BREAK = 8
"""Blank lines that end every section: what follows is no longer the text (a notice, a signature)."""
_BRACKETED = re.compile(r"[【（(〔]([^】）)〕]{1,30})[】）)〕]")
_SIGNERS = 3
_CLAUSE = re.compile(r"[，,：:；;]")


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
    heads, unfound = _given(given, lines, body) if given else (_judged(lines, body, table), ())
    heads.sort(key=lambda head: head.at)
    left_out = dict.fromkeys(table, "目录")
    left_out |= {at: "称呼和致谢" for at in body if headings.is_address(lines[at].text)}
    for head in heads:
        if not head.run_in:
            left_out |= dict.fromkeys(range(head.at, head.last + 1), "独占一行的标题")
    return Outline(_nest(heads, lines, starts, body), left_out, tuple(unfound))


def _given(rows: Sequence[Row], lines: Sequence[Line], body: Sequence[int]) -> tuple[list[Head], list[Row]]:
    """Headings as a person says they are: each row is the beginning of a line, in the lines' order."""
    heads: list[Head] = []
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
        head = Head(at, at, row.depth, label.text if label else "", words, run_in)
        heads.append(head if run_in else _titled(head, lines))
    return list(_closed_by_rank(heads, lines, body)), unfound


def _closed_by_rank(heads: Sequence[Head], lines: Sequence[Line], body: Sequence[int]) -> Iterator[Head]:
    for rank in {head.rank for head in heads}:
        level = [head for head in heads if head.rank == rank]
        found = [headings.label(lines[head.at].text) for head in level]
        articles = any(label is not None and label.family == Family.ARTICLE for label in found)
        yield from level if articles else headings.closed(level, body)


def _judged(lines: Sequence[Line], body: Sequence[int], table: Mapping[int, str]) -> list[Head]:
    """The headings among the lines, of which a table of contents names some."""
    heads = _marked(lines, body)
    marked = {head.at for head in heads}
    runs = numbering.outline(lines, body, marked)
    for run in runs:
        heads += _numbered(run, lines, body)
    if not marked:
        heads = _turned(heads, runs)
        heads += unnumbered.enclosing(runs, lines, body, _lines_of(heads))
        heads += unnumbered.listed(lines, body, table, _lines_of(heads)) if table else []
    outer = min((head.rank for head in heads), default=int(Family.CHAPTER))
    taken = _lines_of(heads)
    called = [at for at in body if headings.is_unnumbered_heading(lines[at].text)]
    heads += [
        Head(at, at, outer, "", lines[at].text.rstrip("：:"), run_in=False)
        for at in (*called, *unnumbered.pieces(lines, body))
        if at not in taken
    ]
    taken = _lines_of(heads)
    heads += unnumbered.parallel(lines, [at for at in body if at not in taken])
    return heads or unnumbered.unmarked(lines, body)


def _turned(heads: list[Head], runs: Sequence[Run]) -> list[Head]:
    """Headings, of which those enclose others that all stand above the first of them: 一、护渠法 / 第一章."""
    firsts = {run.items[0].at: run.family for run in runs}
    for run in runs:
        below = [firsts.get(item.at + 1, run.family) for item in run.items]
        if len(run.items) > 1 and max(below) < run.family:
            own = {item.at for item in run.items}
            heads = [head._replace(rank=min(below) - 1) if head.at in own else head for head in heads]
    return heads


def _lines_of(heads: Sequence[Head]) -> set[int]:
    return {at for head in heads for at in range(head.at, head.last + 1)}


def _marked(lines: Sequence[Line], body: Sequence[int]) -> list[Head]:
    """Headings that the format itself marks."""
    heads = []
    for at in body:
        line = lines[at]
        if line.level is None:
            continue
        found = headings.label(line.text)
        if found is None:
            heads.append(Head(at, at, line.level, "", line.text, run_in=False))
        else:
            heads.append(
                Head(at, at, line.level, found.text, line.text[found.length :].strip(), run_in=False)
            )
    return heads


def _numbered(run: Run, lines: Sequence[Line], body: Sequence[int]) -> list[Head]:
    heads = []
    for item in run.items:
        heading, run_in = _heading(lines[item.at].text[item.label.length :].strip(), run.family)
        heads.append(Head(item.at, item.at, int(run.family), item.label.text, heading, run_in))
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
    return headings.closed(heads, body)


def _titled(head: Head, lines: Sequence[Line]) -> Head:
    """A label that stands alone takes the short line below it for its heading: 第一章 / 总则."""
    below = head.at + 1
    if head.heading or below >= len(lines):
        return head
    line = lines[below]
    if not unnumbered.is_short(line) or headings.label(line.text) or line.level:
        return head
    return head._replace(last=below, heading=line.text)


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
    end = first_end(rest)
    if end == len(rest) <= LONGEST_HEADING:
        return rest.rstrip("。：: "), False
    sentence = rest[:end].rstrip("。")
    if len(sentence) <= _LONGEST_RUN_IN:
        return sentence, True
    return _CLAUSE.split(sentence, maxsplit=1)[0][:_LONGEST_RUN_IN], True


@dataclass(slots=True)
class _Node:
    head: Head
    start: int
    body: int
    end: int
    sections: list[_Node]

    def freeze(self) -> Section:
        inner = tuple([node.freeze() for node in self.sections])
        return Section(self.head.label, self.head.heading, self.start, self.body, self.end, inner)


def _nest(
    heads: Sequence[Head], lines: Sequence[Line], starts: Sequence[int], body: Sequence[int]
) -> tuple[Section, ...]:
    by_line = {head.at: head for head in heads}
    below = _lines_of(heads) - by_line.keys()
    signed = _signed(lines, [at for at in body if at not in below])
    roots: list[_Node] = []
    stack: list[_Node] = []

    def close(depth: int, at: int) -> None:
        while len(stack) > depth:
            stack.pop().end = starts[at - 1] + len(lines[at - 1].text)

    for at in body:
        line = lines[at]
        head = by_line.get(at)
        if (line.gap >= _BREAK or at == signed) and head is None:
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


def _signed(lines: Sequence[Line], body: Sequence[int]) -> int | None:
    """The first of the lines at the end by which a text is signed: who, and when."""
    day = next(
        (place for place in range(len(body) - 1, max(1, len(body) - 3), -1) if _is_day(lines[body[place]])), 0
    )
    first = day
    while first > max(1, day - _SIGNERS) and unnumbered.is_short(lines[body[first - 1]]):
        first -= 1
    return body[first] if first < day else None


def _is_day(line: Line) -> bool:
    return titles.is_signature(line.text)
