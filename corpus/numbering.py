"""Numbered lines to runs: lines of one family that count on from each other, and whether they are outline.

A run whose items have text of their own is an outline; one without is a list, and so are the items of an
article. Numbers may be missing, and a number that leaps is passed over where the next one counts on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from corpus import headings
from corpus.headings import Family, Label
from corpus.reading.lines import Line
from corpus.sentences import first_end

LONGEST_HEADING = 60
_SENTENCE = re.compile(r"[。；;]")
_GLUED_SENTENCE = re.compile(r"[。；;！？]")
_LOOSE = frozenset({*(family for family in Family if family <= Family.ARTICLE), Family.SEQUENCE})
"""Families in which a number may be missing."""
_SLIPPING = frozenset({Family.CHINESE, Family.BRACKETED})
"""Families in which people miscount: a number left out or given twice is a heading if it is set alike."""
_ALONE = frozenset({Family.BARE, Family.BARE_ARABIC})
_SENTENCE_ENDS = frozenset("。！？!?….”’」』）)：:")


class Item(NamedTuple):
    """A labelled line that may be a heading; `form` is what the items of one run have in common."""

    at: int
    label: Label
    form: tuple[bool, bool]


@dataclass(slots=True)
class Run:
    """Items of one family that count on from each other."""

    family: Family
    items: list[Item] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number it has come to."""
        return self.items[-1].label.number


def outline(lines: Sequence[Line], body: Sequence[int], marked: Iterable[int]) -> list[Run]:
    """The runs in `body` that are outline; `marked` are headings that the format itself names."""
    heads = set(marked)
    families: dict[Family, list[Item]] = defaultdict(list)
    for at in body:
        if at in heads or (heads and lines[at].item):
            continue
        found = headings.label(lines[at].text)
        if found is not None and _may_be_heading(lines[at].text, found):
            families[found.family].append(Item(at, found, _form(lines[at], found)))
    place = {at: order for order, at in enumerate(body)}
    unnumbered = (at for at in body if headings.is_unnumbered_heading(lines[at].text))
    # Whether a heading is an article, by line: the items below an article are a list.
    articles = {at: _is_article(lines[at]) for at in (*heads, *unnumbered)}
    outer = set(articles)
    kept: list[Run] = []
    for family in sorted(families):
        above = sorted(articles)
        runs = [run for items in _series(families[family]) for run in _runs(items, lines, sorted(outer))]
        good = [run for run in runs if _is_outline(run, lines, place, above, articles)]
        several = sum(len(run.items) > 1 for run in runs)
        if family > Family.ARTICLE and len(good) * 2 < several:
            continue
        kept += good
        outer.update(item.at for run in good for item in run.items)
        if family <= Family.ARTICLE:
            articles.update((item.at, family == Family.ARTICLE) for run in good for item in run.items)
    return kept


def _is_article(line: Line) -> bool:
    found = headings.label(line.text)
    return found is not None and found.family == Family.ARTICLE


def _may_be_heading(text: str, found: Label) -> bool:
    rest = text[found.length :].strip()
    if rest.count("”") > rest.count("“"):  # The end of a quotation that lists its points.
        return False
    if found.family < Family.ARTICLE:
        sentence = _SENTENCE if text[: found.length][-1:].isspace() else _GLUED_SENTENCE
        return len(rest) <= LONGEST_HEADING and not sentence.search(rest)
    return found.family == Family.ARTICLE or rest[-1:] not in ("，", "、", ",")


def _form(line: Line, found: Label) -> tuple[bool, bool]:
    rest = line.text[found.length :]
    return line.indented, 0 < len(rest) <= LONGEST_HEADING and first_end(rest) == len(rest)


def _series(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    """The items by what stands before their numbers: 3.2 does not follow 1.1."""
    series: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        decimal = item.label.family in (Family.DECIMAL, Family.SUBDECIMAL)
        series[item.label.text.replace("．", ".").rpartition(".")[0] if decimal else ""].append(item)
    return series.values()


def _runs(items: Sequence[Item], lines: Sequence[Line], above: Sequence[int]) -> Iterator[Run]:
    """Every run of a family; one that is interrupted by another may go on after it.

    Where numbers begin again below the next of the headings `above`, the runs before are at their end.
    """
    runs: list[Run] = []
    waiting: dict[int, dict[tuple[bool, bool], list[Run]]] = defaultdict(lambda: defaultdict(list))
    latest: Run | None = None
    for item, following in zip(items, [*items[1:], None], strict=True):
        number = item.label.number
        enclosed = latest is None or _are_together(latest.items[-1], item, above)
        if number == 1 and not enclosed and item.label.family > Family.ARTICLE:
            waiting.clear()
        run = _waiting(waiting[number], number, item.form)
        if run is None and latest is not None and not _leaps(latest, item, following):
            slips = enclosed and _is_slip(latest.items[-1], item, lines)
            run = latest if slips or _leaves_out(latest, item) else None
        if run is None and (number <= 1 or (not runs and item.label.family <= Family.ARTICLE)):
            run = Run(item.label.family)
            runs.append(run)
        if run is None:
            continue
        run.items.append(item)
        waiting[number + 1][item.form].append(run)
        latest = run
    yield from runs


def _are_together(one: Item, other: Item, above: Sequence[int]) -> bool:
    """Whether no heading stands between two items."""
    return bisect_left(above, one.at) == bisect_left(above, other.at)


def _leaps(run: Run, item: Item, following: Item | None) -> bool:
    """Whether the item after this one is nearer to the run's last number."""
    return following is not None and run.number < following.label.number < item.label.number


def _leaves_out(run: Run, item: Item) -> bool:
    """Whether numbers are missing before an item, or it is 第十条之一."""
    added = item.label.number == run.number and "之" in item.label.text
    return item.label.family in _LOOSE and (added or item.label.number > run.number)


def _is_slip(last: Item, item: Item, lines: Sequence[Line]) -> bool:
    """Whether an item is miscounted: set as the last, with text between; 「三、四月间…」 counts months."""
    label, text = item.label, lines[item.at].text
    alike = item.form == last.form and item.at > last.at + 1 and label.number >= last.label.number
    return (
        label.family in _SLIPPING and alike and text[label.length : label.length + 1] not in headings.DIGITS
    )


def _waiting(runs: dict[tuple[bool, bool], list[Run]], number: int, form: tuple[bool, bool]) -> Run | None:
    """The run that waits for this number: one of the same form, else the one begun last."""
    for stack in runs.values():
        while stack and stack[-1].number != number - 1:
            stack.pop()
    if alike := runs.get(form):
        return alike.pop()
    others = [stack for stack in runs.values() if stack]
    return max(others, key=lambda stack: stack[-1].items[0].at).pop() if others else None


def _is_outline(
    run: Run, lines: Sequence[Line], place: dict[int, int], above: Sequence[int], articles: dict[int, bool]
) -> bool:
    """Whether the items of a run have text of their own, as sections do and lists do not."""
    if run.family == Family.ARTICLE:
        return len(run.items) >= 2
    if run.family in _ALONE and not all(_stands_apart(item, lines) for item in run.items[1:]):
        return False
    if run.family > Family.ARTICLE:
        if len(run.items) < 2 or any(lines[item.at].text[-1] in "；;" for item in run.items):
            return False
        nearest = bisect_left(above, run.items[0].at) - 1
        if nearest >= 0 and articles[above[nearest]]:
            return False
    ends = [*(place[item.at] for item in run.items), len(place)]
    with_text = sum(
        following > here + 1 or _has_several(lines[item.at].text[item.label.length :])
        for item, (here, following) in zip(run.items, pairwise(ends), strict=True)
    )
    return with_text * 2 > len(run.items)


def _has_several(text: str) -> bool:
    """Whether a text has more than one sentence."""
    return first_end(text) < len(text)


def _stands_apart(item: Item, lines: Sequence[Line]) -> bool:
    """Whether a number alone on its line begins something; one amid a sentence is that of a page."""
    chinese = item.label.family == Family.BARE
    return lines[item.at - 1].text[-1] in _SENTENCE_ENDS or (chinese and lines[item.at].gap > 0)
