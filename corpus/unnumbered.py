"""Headings without a number: named in a table of contents, alike in build or in look, above numbered ones.

Each is only taken for one where it is plain; a line that may be text is text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from corpus import contents, headings
from corpus.headings import Family, Head
from corpus.numbering import LONGEST_HEADING, Run
from corpus.reading.lines import Line
from corpus.sentences import first_end

_LONGEST = 25
_PARALLEL_RANK = 90
_PUNCTUATED = re.compile(r"[，。；：！？…”]")
_PIECE = re.compile("《[^《》]{1,30}》")
_LONG = 50
_SEEN = 256
"""Characters that tell whether a line's first sentence is short, with the bracket that it may end in."""
_FEWEST = 3
_TOLD = re.compile(r"[\d年月日号時时]|[说說道问問答喊叫]$")
"""What happened when, and who said it, begin paragraphs of one build, too."""
_SHORT_CLAUSE = re.compile(r"\s*[^，,：:；;]{2,14}[，,：:；;]")
_CLAUSE = re.compile(r"[，,：:；;]")


def listed(
    lines: Sequence[Line], body: Sequence[int], table: Mapping[int, str], taken: Collection[int]
) -> list[Head]:
    """Headings that stand in a table of contents, where one that is indented has the others around it."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, name in table.items():
        rows[name].append(at)
    outer = min(
        (label.family for at in table if (label := headings.label(lines[at].text))), default=Family.CHAPTER
    )
    stepped = len({lines[at].indented for at, name in table.items() if name}) > 1
    heads = []
    for at in body:
        waiting = rows.get(contents.squeezed(lines[at].text))
        if not waiting or waiting[0] > at:
            continue
        row, label = waiting.pop(0), headings.label(lines[at].text)
        if at in taken:
            continue
        if label:
            words = lines[at].text[label.length :].strip()
            heads.append(Head(at, at, int(label.family), label.text, words, run_in=False))
        else:
            rank = outer + (stepped and lines[row].indented)
            heads.append(Head(at, at, rank, "", lines[at].text, run_in=False))
    return heads


def enclosing(
    runs: Sequence[Run], lines: Sequence[Line], body: Sequence[int], taken: Collection[int]
) -> list[Head]:
    """Short lines without a number that enclose numbered headings: before the first of them and after others,
    and never between two that count on; where there is another short line, none is one."""
    firsts = {run.items[0].at for run in runs}
    found = [
        (at, below)
        for at, below in _short_lines(lines, body)
        if at not in taken
        and headings.label(lines[at].text) is None
        and not headings.is_unnumbered_heading(lines[at].text)
    ]
    above = all(
        below in firsts or (lines[at].gap > 0 and len(lines[below].text) >= _LONG) for at, below in found
    )
    inner = [(one.at, other.at) for run in runs for one, other in pairwise(run.items)]
    between = any(one < at < other for one, other in inner for at, _ in found)
    if not (firsts and above and _are_alike(found, lines)) or between or found[0][0] > min(firsts):
        return []
    outer = min(run.family for run in runs)
    return [Head(at, at, outer - 1, "", lines[at].text, run_in=False) for at, _ in found]


def pieces(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """Lines that are nothing but 《…》, each above something else: the pieces of an anthology."""
    found = [at for at in body if _PIECE.fullmatch(lines[at].text)]
    different = len({lines[at].text for at in found}) == len(found)
    listed = not {at + 1 for at in found}.isdisjoint((*found, len(lines)))
    return found if len(found) > 1 and different and not listed else []


def unmarked(lines: Sequence[Line], body: Sequence[int]) -> list[Head]:
    """Headings without any mark, where it is plain: short lines of one form, all different, each above a long
    paragraph, in a text that has no other short lines but those it is signed with."""
    found = _short_lines(lines, body)
    above = all(len(lines[below].text) >= _LONG for _, below in found)
    if len(found) < _FEWEST or not (above and _are_alike(found, lines)):
        return []
    return [Head(at, at, int(Family.CHAPTER), "", lines[at].text, run_in=False) for at, _ in found]


def _short_lines(lines: Sequence[Line], body: Sequence[int]) -> list[tuple[int, int]]:
    """The short lines, each with the one below it, without those at the end."""
    places = [at for at in body if not headings.is_address(lines[at].text)]
    while places and is_short(lines[places[-1]]):
        places.pop()
    return [(at, below) for at, below in pairwise(places) if is_short(lines[at])]


def _are_alike(found: Sequence[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """Whether several lines say different things in one form."""
    forms = {(lines[at].gap > 0, lines[at].indented) for at, _ in found}
    return len({lines[at].text for at, _ in found}) == len(found) > 1 and len(forms) == 1


def is_short(line: Line) -> bool:
    """Whether a line may be a heading by its length, without any mark that makes a sentence of it."""
    return len(line.text) <= _LONGEST and not line.item and not _PUNCTUATED.search(line.text)


def parallel(lines: Sequence[Line], body: Sequence[int]) -> list[Head]:
    """Run-in headings without a number, seen by their neighbours: 在理念上融合，… / 在机制上融合，…"""
    openings = []
    for place, at in enumerate(body):
        if lines[at].level is not None or not _SHORT_CLAUSE.match(lines[at].text):
            continue
        text = lines[at].text
        end = first_end(text[:_SEEN])
        if end == len(text):
            continue
        first = text[:end]
        clause = _CLAUSE.split(first, maxsplit=1)[0]
        short = 2 <= len(clause) <= 14 and len(clause) < len(first) - 1 and len(first) <= LONGEST_HEADING
        if short and not _TOLD.search(clause) and first[-1] not in "”」":
            openings.append((place, at, clause, first.rstrip("。")))
    heads: list[Head] = []
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


def _group_heads(group: Sequence[tuple[int, int, str, str]], body: Sequence[int]) -> list[Head]:
    if len(group) < 3:
        return []
    return headings.closed(
        [Head(at, at, _PARALLEL_RANK, "", first, run_in=True) for _, at, _, first in group], body
    )


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
