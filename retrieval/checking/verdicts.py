"""Is this quotation real, and where does it stand? A text ▶ a verdict for each thing that it quotes.

Verbatim is what has the same letters in the same order; width, script, spaces and punctuation may differ, and
are listed. Altered is a slip of the pen or the memory; clauses in another order, or a sentence put together
from two, stand nowhere, and are absent. All that is shown is cut from the stored text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np

from retrieval.answer import Quotation
from retrieval.checking.differences import Difference, Pair, between, gap
from retrieval.checking.letters import Alphabet, Letters
from retrieval.checking.locating import Found, Locator, Stretch
from retrieval.checking.places import Places
from retrieval.checking.quoted import MARKS, Quoted, pieces, quoted, whole
from retrieval.collection import Collection
from retrieval.folding import code_points, text_of
from retrieval.postings import Postings
from retrieval.terms import Lexicon

Verdict = Literal["verbatim", "altered", "misplaced", "absent"]

MOST_QUOTATIONS = 5
LONGEST_STRETCH = 1_000
"""Characters from the first to the last word of a quotation with …… that are shown as one slice."""

_LONGEST_WHOLE = 1_000  # characters of a text that may be a quotation with all the quotation marks in it
_FEW = 4  # letters: fewer between two ellipses are only looked for near the rest
_NEAR = 2_000
_STARTING_POINTS = 8
_MOST_NAMED = 20
_MOST_SPELLED = 4  # quotations in Latin letters of one text are looked for letter by letter
_MOST_DESCRIBED = 16
_ENDS = frozenset("。！？!?；;…\n")


@dataclass(frozen=True, slots=True)
class Span:
    """What a text quotes, from `start` to `end`, and what is to be said of it.

    `quotations` are where it truly stands, best first; one that is cut by …… over a long stretch has one for
    each piece. `differences` are those to the best.
    """

    start: int
    end: int
    verdict: Verdict
    quotations: tuple[Quotation, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A text and the spans of it that are quotations, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """A quotation as it is given: its pieces between ellipses, its letters with their places, and whether it
    is worth looking for spelled out.
    """

    text: str
    start: int
    end: int
    pieces: tuple[Stretch, ...]
    letters: Letters
    spelled: bool

    def numbers(self, piece: Stretch) -> Stretch:
        """Which letters stand in a piece."""
        first, last = np.searchsorted(self.letters.places, piece).tolist()
        return first, last


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """A place where all pieces stand, in order, in one work: the pairs of each, by characters of the work."""

    work: int
    pieces: tuple[Stretch, ...]
    pairs: tuple[tuple[Pair, ...], ...]
    edits: int

    @property
    def start(self) -> int:
        return self.pairs[0][0].stored_place

    @property
    def end(self) -> int:
        return self.pairs[-1][-1].stored_place + 1


class Checker:
    """A collection whose words a text can be held against. Safe for threads; tables are made at first use."""

    def __init__(self, collection: Collection, grams: Postings, lexicon: Lexicon) -> None:
        self._collection, self._grams, self._lexicon = collection, grams, lexicon

    def check(self, text: str) -> Check:
        """The verdicts on all that a text quotes; a text that quotes nothing is one quotation."""
        marked = quoted(text)
        if marked and not self._is_one(text, marked):
            latin = [one for one in marked if _is_latin(text[one.start : one.end])]
            spelled = frozenset(latin[:_MOST_SPELLED])
            return Check(text, tuple(self._span(text, one, one in spelled) for one in marked))
        spans = [self._span(text, one, _is_latin(text)) for one in whole(text)]
        best = [span for span in spans[:1] if span.verdict == "verbatim"]
        told = [span for span in spans[1:] if span.verdict != "absent"]
        return Check(text, tuple((best or told or spans)[:1]))

    @cached_property
    def _alphabet(self) -> Alphabet:
        return Alphabet(self._lexicon.folding)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self._collection, self._grams, self._lexicon, self._alphabet)

    @cached_property
    def _places(self) -> Places:
        return Places(self._collection, self._lexicon)

    def _is_one(self, text: str, marked: Sequence[Quoted]) -> bool:
        """Whether the marks in a text are the stored text's own, so that all of it is one quotation."""
        if len(text) > _LONGEST_WHOLE:
            return False
        given = self._given(text, 0, len(text))
        places = given.letters.places
        firsts, ends = np.searchsorted(places, [(one.start, one.end) for one in marked]).T
        if len(places) - int((ends - firsts).sum()) < _FEW:
            return False
        for standing in self._standings(given, (0, self._locator.size))[:1]:
            stored = {pair.place: pair.stored_place for pairs in standing.pairs for pair in pairs}
            opened = [stored.get(place) for place in places[firsts].tolist()]
            return all(at is not None and self._is_quoted(standing.work, at) for at in opened)
        return False

    def _is_quoted(self, work: int, at: int) -> bool:
        """Whether a quotation mark stands right before a letter."""
        before = self._slice(work, max(at - 4, 0), at)
        letters = self._alphabet.letters(code_points(before)).places
        return not MARKS.isdisjoint(before[int(letters[-1]) + 1 if len(letters) else 0 :])

    def _span(self, text: str, one: Quoted, spelled: bool) -> Span:
        given = self._given(text, one.start, one.end, spelled)
        standings = self._standings(given, (0, self._locator.size))
        named: list[Stretch] = []
        if one.named:
            named = self._places.named(one.named, [standing.work for standing in standings])
        for stretch in named[:_MOST_NAMED]:
            if not any(self._is_in(standing, [stretch]) for standing in standings):
                standings += self._standings(given, stretch)
        if not standings:
            return Span(one.start, one.end, "absent")
        fewest = min(standing.edits for standing in standings)
        tight = any(self._is_tight(standing) for standing in standings if standing.edits == fewest)
        ranked = sorted(
            (one for one in standings if one.edits == fewest and self._is_tight(one) == tight),
            key=lambda one: (not self._is_in(one, named), one.end - one.start, one.work, one.start),
        )
        described = []
        for standing in ranked[:_MOST_DESCRIBED]:
            described.append((standing, *self._described(given, standing)))
            if len(described) == MOST_QUOTATIONS and not any(differences for *_, differences in described):
                break  # in the order that they have, nothing goes before these
        described.sort(key=lambda one: (not self._is_in(one[0], named), len(one[2])))
        best, _, differences = described[0]
        verdict: Verdict = "altered" if best.edits else "verbatim"
        if named and not self._is_in(best, named):
            verdict = "misplaced"
        shown = [quotation for _, quotations, _ in described for quotation in quotations]
        return Span(one.start, one.end, verdict, tuple(shown[:MOST_QUOTATIONS]), differences)

    def _is_tight(self, standing: _Standing) -> bool:
        return standing.end - standing.start <= LONGEST_STRETCH or len(standing.pairs) == 1

    def _given(self, text: str, start: int, end: int, spelled: bool = False) -> _Given:
        letters = self._alphabet.letters(code_points(text[start:end]))
        spans = tuple(pieces(text, start, end))
        return _Given(text, start, end, spans, Letters(letters.keys, letters.places + start), spelled)

    def _is_in(self, standing: _Standing, stretches: Sequence[Stretch]) -> bool:
        begin = int(self._collection.work_starts[standing.work])
        return any(begin + standing.start < end and start < begin + standing.end for start, end in stretches)

    def _standings(self, given: _Given, within: Stretch) -> list[_Standing]:
        """Where a quotation stands with the fewest edits: as it is, or else in pieces, or else altered."""
        piece = (given.start, given.end)
        entire = [self._standing(given, [piece], [found]) for found in self._find(given, piece, within)]
        if len(given.pieces) > 1 and not any(standing.edits == 0 for standing in entire):
            in_pieces = self._in_pieces(given, within)
            fewest = min((standing.edits for standing in in_pieces), default=0)
            return [standing for standing in in_pieces if standing.edits == fewest] or entire
        return entire

    def _in_pieces(self, given: _Given, within: Stretch) -> list[_Standing]:
        """The places of the longest piece around which the others stand in the same work, in order."""
        sizes = [last - first for first, last in map(given.numbers, given.pieces)]
        longest = sizes.index(max(sizes))
        standings = []
        for found in self._find(given, given.pieces[longest], within)[:_STARTING_POINTS]:
            begin, end = self._collection.work_starts[found.work : found.work + 2].tolist()
            chain: list[Found | None] = [found]
            for piece in given.pieces[longest + 1 :]:
                after = chain[-1]
                chain.append(self._beside(given, piece, (after.end, end)) if after else None)
            for piece in given.pieces[:longest][::-1]:
                before = chain[0]
                chain.insert(
                    0, self._beside(given, piece, (begin, before.start), last=True) if before else None
                )
            whole = [one for one in chain if one]
            if len(whole) == len(chain):
                standings.append(self._standing(given, given.pieces, whole))
        return standings

    def _beside(self, given: _Given, piece: Stretch, within: Stretch, *, last: bool = False) -> Found | None:
        """The place of a piece that is nearest to the end of a stretch where the rest stands."""
        first, end = given.numbers(piece)
        low, high = within
        near = (max(low, high - _NEAR), high) if last else (low, min(high, low + _NEAR))
        if found := self._locator.nearest(given.letters[first:end], near, last=last):
            return found
        further = self._find(given, piece, within) if end - first >= _FEW else ()
        return further[-1 if last else 0] if further else None

    def _find(self, given: _Given, piece: Stretch, within: Stretch) -> list[Found]:
        first, last = given.numbers(piece)
        words, letters = given.text[slice(*piece)], given.letters[first:last]
        return self._locator.find(words, letters, within, spelled=given.spelled)

    def _standing(self, given: _Given, spans: Sequence[Stretch], places: Sequence[Found]) -> _Standing:
        work = places[0].work
        begin = int(self._collection.work_starts[work])
        rows = []
        for span, found in zip(spans, places, strict=True):
            first, _ = given.numbers(span)
            rows.append(
                tuple(
                    Pair(first + i, int(given.letters.places[first + i]), j, place - begin)
                    for i, j, place in found.pairs.tolist()
                )
            )
        return _Standing(work, tuple(spans), tuple(rows), sum(found.edits for found in places))

    def _described(
        self, given: _Given, standing: _Standing
    ) -> tuple[list[Quotation], tuple[Difference, ...]]:
        """What is shown of a place, and how what was given differs from it."""
        start, end, edges = self._edges(given, standing)
        stored = self._slice(standing.work, start, end)
        differences = [*edges, *self._ends_added(given, standing)]
        for pairs in standing.pairs:
            moved = [pair._replace(stored_place=pair.stored_place - start) for pair in pairs]
            differences += between(given.text, stored, moved, self._alphabet)
        for (*_, before), (after, *_) in pairwise(standing.pairs):
            left_out = stored[before.stored_place + 1 - start : after.stored_place - start]
            left_out = left_out if len(left_out) <= LONGEST_STRETCH else ""
            differences += gap(
                before.place + 1, given.text[before.place + 1 : after.place], left_out, "omitted"
            )
        differences.sort(key=lambda difference: (difference.start, difference.end))
        bounds = [(start, end)]
        if not self._is_tight(standing):
            bounds = [(pairs[0].stored_place, pairs[-1].stored_place + 1) for pairs in standing.pairs]
            bounds[0], bounds[-1] = (start, bounds[0][1]), (bounds[-1][0], end)
        score = 1 - standing.edits / max(len(given.letters), 1)
        shown = [self._quotation(given, standing, *bound, score) for bound in bounds]
        return shown, tuple(differences)

    def _quotation(self, given: _Given, standing: _Standing, start: int, end: int, score: float) -> Quotation:
        work = standing.work
        size = int(np.diff(self._collection.work_starts[work : work + 2])[0])
        before, after = (
            self._slice(work, max(start - 4, 0), start),
            self._slice(work, end, min(end + 1, size)),
        )
        text = self._slice(work, start, end)
        return Quotation(
            text=text,
            citation=self._places.citation(work, start),
            start=start,
            end=end,
            score=score,
            matches=tuple(self._matches(given, standing, start, end)),
            cut_before=bool(before.rstrip(" 　“‘「『（(")) and before.rstrip(" 　“‘「『（(")[-1] not in _ENDS,
            cut_after=bool(after) and after not in _ENDS and text.rstrip("”’」』）)")[-1:] not in _ENDS,
        )

    def _matches(self, given: _Given, standing: _Standing, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Runs of a slice that agree with what was given, letter by letter."""
        run: tuple[int, int] | None = None
        last: Pair | None = None
        stored = self._slice(standing.work, start, end)
        for pairs in standing.pairs:
            for pair in pairs:
                at = pair.stored_place - start
                if not 0 <= at < len(stored) or not self._alphabet.same(given.text[pair.place], stored[at]):
                    continue
                follows = last and (pair.number, pair.stored_number) == (
                    last.number + 1,
                    last.stored_number + 1,
                )
                if run and not follows:
                    yield run
                run = (run[0], at + 1) if run and follows else (at, at + 1)
                last = pair
        if run:
            yield run

    def _ends_added(self, given: _Given, standing: _Standing) -> Iterator[Difference]:
        """Letters before the first pair of a piece, and after its last, that the work does not have."""
        places = given.letters.places
        for piece, pairs in zip(standing.pieces, standing.pairs, strict=True):
            first, last = given.numbers(piece)
            if first < pairs[0].number:
                begin = int(places[first])
                yield from gap(begin, given.text[begin : pairs[0].place], "", "added")
            if pairs[-1].number < last - 1:
                begin = pairs[-1].place + 1
                yield from gap(begin, given.text[begin : int(places[last - 1]) + 1], "", "added")

    def _edges(self, given: _Given, standing: _Standing) -> tuple[int, int, list[Difference]]:
        """The slice of the work, with as much punctuation around it as was given, and how that differs."""
        first, last = standing.pairs[0][0], standing.pairs[-1][-1]
        start, end, differences = standing.start, standing.end, list[Difference]()
        if first.number == 0:
            lead = given.text[given.start : first.place]
            stored = self._slice(standing.work, max(start - len(lead), 0), start)
            if stored != lead:
                lead = given.text[given.pieces[0][0] : first.place]
                stored = self._marks(stored[::-1])[: len(lead)][::-1].lstrip()
            differences += gap(first.place - len(lead), lead, stored)
            start -= len(stored)
        if last.number == len(given.letters) - 1:
            tail = given.text[last.place + 1 : given.end]
            stored = self._slice(standing.work, end, end + len(tail))
            if stored != tail:
                tail = given.text[last.place + 1 : given.pieces[-1][1]]
                stored = self._marks(stored)[: len(tail)].rstrip()
            differences += gap(last.place + 1, tail, stored)
            end += len(stored)
        return start, end, differences

    def _marks(self, stored: str) -> str:
        """What a text begins with before any letter or line's end."""
        letters = self._alphabet.letters(code_points(stored)).places
        return stored[: int(letters[0]) if len(letters) else None].partition("\n")[0]

    def _slice(self, work: int, start: int, end: int) -> str:
        begin, stop = self._collection.work_starts[work : work + 2].tolist()
        return text_of(self._collection.arrays["text"][begin + start : min(begin + end, stop)])


def _is_latin(text: str) -> bool:
    """Whether most letters of a text are those of words with spaces between them."""
    letters = [character for character in text if character.isalnum()]
    return 2 * sum(character.isascii() or character < "\u2e80" for character in letters) > len(letters)
