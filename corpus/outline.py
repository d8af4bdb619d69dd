"""Lines of a work to its sections.

Numbering is judged by runs: the items of one family that count on from each other. A run whose items have
text of their own is an outline; one without is a list or a table of contents. Run-in headings, the first
sentence of a paragraph, are seen by their number or by neighbours of the same build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus import headings
from corpus.headings import Family, Label
from corpus.model import Section
from corpus.reading.lines import Line
from corpus.sentences import sentences

_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 120
_PARALLEL_RANK = 90
_BREAK = 8
"""Blank lines that end every section: what follows is no longer the text (a notice, a signature)."""
_BRACKETED = re.compile(r"[【（(〔]([^】）)〕]{1,30})[】）)〕]")
_CLAUSE = re.compile(r"[，,：:；;]")


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading at line `at`. `rank` tells what encloses what: smaller is outer.

    The line of a `run_in` head is text, too; a section that is `one_paragraph` ends with that line.
    """

    at: int
    rank: int
    label: str
    heading: str
    run_in: bool
    one_paragraph: bool = False


@dataclass(slots=True)
class _Run:
    """Candidates of one family that count on from each other, as (line, label) pairs."""

    family: Family
    items: list[tuple[int, Label]] = field(default_factory=list)

    def continues(self, found: Label) -> bool:
        last = self.items[-1][1].number
        if self.family <= Family.ARTICLE:
            return found.number > last or (found.number == last and "之" in found.text)
        return found.number == last + 1 or (self.family == Family.SEQUENCE and found.number > last)


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a work, and the lines that are no body text: headings, contents, forms of address."""

    sections: tuple[Section, ...]
    left_out: frozenset[int]


def build(lines: Sequence[Line], starts: Sequence[int], first: int = 0) -> Outline:
    """The outline of a work: `starts` are its lines' offsets in its text; lines before `first` are title."""
    contents = _contents(lines, first)
    body = [at for at in range(first, len(lines)) if at not in contents and not lines[at].separator]
    heads = _marked(lines, body)
    has_marks = bool(heads)
    taken = {head.at for head in heads}
    candidates = [at for at in body if at not in taken and not (has_marks and lines[at].item)]
    runs = _judged(list(_runs(lines, candidates)), lines, candidates, taken)
    heads += _numbered(runs, lines, candidates)
    taken = {head.at for head in heads}
    outer = min((head.rank for head in heads), default=int(Family.CHAPTER))
    heads += [
        _Head(at, outer, "", lines[at].text.rstrip("：:"), run_in=False)
        for at in body
        if at not in taken and headings.is_unnumbered_heading(lines[at].text)
    ]
    taken = {head.at for head in heads}
    heads += _parallel(lines, [at for at in body if at not in taken])
    heads.sort(key=lambda head: head.at)
    sections = _nest(heads, lines, starts, body)
    own_line = {head.at for head in heads if not head.run_in}
    address = {at for at in body if _is_address(lines[at].text)}
    return Outline(sections, frozenset(own_line | contents | address))


def _is_address(text: str) -> bool:
    return headings.is_salutation(text) or headings.is_closing(text)


def _contents(lines: Sequence[Line], first: int) -> set[int]:
    """Lines of a table of contents: page numbers behind dots, or headings that all stand again further on."""
    found = {at for at in range(first, len(lines)) if headings.is_contents_line(lines[at].text)}
    texts = Counter(line.text for line in lines)
    run: list[int] = []
    seen: set[str] = set()
    for at in range(first, len(lines)):
        text = lines[at].text
        repeated = texts[text] > 1 and text not in seen and headings.label(text) is not None
        if repeated and lines[at].level is None:
            run.append(at)
            seen.add(text)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
        seen.add(text)
    return found


def _marked(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """Headings that the format itself marks."""
    heads = []
    for at in body:
        line = lines[at]
        if line.level is None:
            continue
        found = headings.label(line.text)
        if found is None:
            heads.append(_Head(at, line.level, "", line.text, run_in=False))
        else:
            heads.append(_Head(at, line.level, found.text, line.text[found.length :].strip(), run_in=False))
    return heads


def _runs(lines: Sequence[Line], body: Sequence[int]) -> Iterator[_Run]:
    """Every run of labelled lines; one that is interrupted by another of its family may go on after it."""
    pending: dict[Family, list[_Run]] = {}
    for at in body:
        found = headings.label(lines[at].text)
        if found is None or not _may_be_heading(lines[at].text, found):
            continue
        runs = pending.setdefault(found.family, [])
        form = _form(lines[at], found)
        fitting = [run for run in runs if run.continues(found)]
        alike = [run for run in fitting if _form(lines[run.items[-1][0]], run.items[-1][1]) == form]
        starts = found.number == 1 or (found.family <= Family.ARTICLE and not runs)
        if alike:
            alike[-1].items.append((at, found))
        elif fitting:
            fitting[-1].items.append((at, found))
        elif starts:
            runs.append(_Run(found.family, [(at, found)]))
    for runs in pending.values():
        yield from runs


def _may_be_heading(text: str, found: Label) -> bool:
    rest = text[found.length :].strip()
    if found.family < Family.ARTICLE:
        return len(rest) <= _LONGEST_HEADING and not re.search(r"[。；;！？]", rest)
    return found.family == Family.ARTICLE or (bool(rest) and rest[-1] not in "，、,")


def _form(line: Line, found: Label) -> tuple[bool, bool]:
    rest = line.text[found.length :]
    return line.indented, len(sentences(rest)) == 1 and len(rest) <= _LONGEST_HEADING


def _judged(runs: Sequence[_Run], lines: Sequence[Line], body: Sequence[int], taken: set[int]) -> list[_Run]:
    """The runs that are outline. A family whose runs are mostly lists is a list wherever it stands."""
    kept = [run for run in runs if _is_outline(run, lines, body, taken)]
    several = Counter(run.family for run in runs if len(run.items) > 1)
    outline = Counter(run.family for run in kept)
    return [
        run for run in kept if run.family <= Family.ARTICLE or outline[run.family] * 2 >= several[run.family]
    ]


def _is_outline(run: _Run, lines: Sequence[Line], body: Sequence[int], taken: set[int]) -> bool:
    """Whether the items of a run have text of their own, as sections do and lists do not."""
    if run.family == Family.ARTICLE:
        return len(run.items) >= 2
    if run.family > Family.ARTICLE:
        if len(run.items) < 2 or any(lines[at].text[-1] in "；;" for at, _ in run.items):
            return False
        if _within_articles(run, lines, body):
            return False
    order = {at: place for place, at in enumerate(body)}
    with_text = 0
    for (at, found), (following, _) in zip(
        run.items, [*run.items[1:], (len(lines), run.items[-1][1])], strict=True
    ):
        own = len(sentences(lines[at].text[found.length :])) > 1
        next_place = order.get(following, len(body))
        own = own or next_place > order[at] + 1 or any(at < other < following for other in taken)
        with_text += own
    return with_text * 2 > len(run.items)


def _within_articles(run: _Run, lines: Sequence[Line], body: Sequence[int]) -> bool:
    """An article's items are a list: 第五条 … （一）…（二）…"""
    begin = run.items[0][0]
    before = [found for at in body if at < begin and (found := headings.label(lines[at].text)) is not None]
    articles = sum(found.family == Family.ARTICLE for found in before)
    return articles >= 1 and any(found.family <= Family.ARTICLE for found in before[-len(run.items) - 3 :])


def _numbered(runs: Sequence[_Run], lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    heads = []
    for run in runs:
        own = []
        for at, found in run.items:
            heading, run_in = _heading(lines[at].text[found.length :].strip(), found.family)
            own.append(_Head(at, int(found.family), found.text, heading, run_in))
        heads += own if run.family == Family.ARTICLE else _closed(own, body)
    return heads


def _closed(heads: Sequence[_Head], body: Sequence[int]) -> list[_Head]:
    """Where each run-in section but the last is one paragraph, so is the last: the rest is a conclusion."""
    place = {at: order for order, at in enumerate(body)}
    steps = [place[later.at] - place[head.at] for head, later in pairwise(heads)]
    if len(heads) > 1 and all(head.run_in for head in heads) and set(steps) == {1}:
        return [replace(head, one_paragraph=True) for head in heads]
    return list(heads)


def _heading(rest: str, family: Family) -> tuple[str, bool]:
    """The words of a heading, and whether they run into their paragraph."""
    if family == Family.ARTICLE:
        named = _BRACKETED.match(rest)
        if named:
            return named.group(1), True
        bare = len(rest) <= 25 and not re.search(r"[。；：，、]", rest)
        return (rest, False) if bare else ("", True)
    spans = sentences(rest)
    if len(spans) <= 1 and len(rest) <= _LONGEST_HEADING:
        return rest.rstrip("。：: "), False
    sentence = rest[spans[0][0] : spans[0][1]].rstrip("。")
    if len(sentence) <= _LONGEST_RUN_IN:
        return sentence, True
    return _CLAUSE.split(sentence, maxsplit=1)[0][:_LONGEST_RUN_IN], True


def _parallel(lines: Sequence[Line], body: Sequence[int]) -> list[_Head]:
    """Run-in headings without a number, seen by their neighbours: 在理念上融合，… / 在机制上融合，…"""
    openings = []
    for place, at in enumerate(body):
        spans = sentences(lines[at].text)
        if len(spans) < 2 or lines[at].level is not None:
            continue
        first = lines[at].text[spans[0][0] : spans[0][1]]
        clause = _CLAUSE.split(first, maxsplit=1)[0]
        if 2 <= len(clause) <= 14 and len(clause) < len(first) - 1 and len(first) <= _LONGEST_HEADING:
            openings.append((place, at, clause, first.rstrip("。")))
    heads: list[_Head] = []
    group: list[tuple[int, int, str, str]] = []
    for opening in openings:
        if (
            group
            and opening[0] - group[-1][0] <= 3
            and _alike([*(member[2] for member in group), opening[2]])
        ):
            group.append(opening)
            continue
        heads += _group_heads(group, body)
        group = [opening]
    return heads + _group_heads(group, body)


def _group_heads(group: Sequence[tuple[int, int, str, str]], body: Sequence[int]) -> list[_Head]:
    if len(group) < 3:
        return []
    return _closed([_Head(at, _PARALLEL_RANK, "", first, run_in=True) for _, at, _, first in group], body)


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
        inner = tuple(node.freeze() for node in self.sections)
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
        following = start + (0 if head.run_in else len(line.text))
        node = _Node(head, start, following, start, [])
        (stack[-1].sections if stack else roots).append(node)
        stack.append(node)
    close(0, len(lines))
    return tuple(node.freeze() for node in roots)
