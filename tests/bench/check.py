"""How often a check is right: for quotations, whole and damaged, and for texts that stand nowhere.

`python -m tests.bench.check FOLDER` measures a folder of documents, the shipped samples without one. Each
third document is held out of the index: its sentences look like the rest, and are not there. What is expected
is known from how a text was made, and by a plain search through all letters, never from the code measured.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import corpus
from corpus import Document
from retrieval import Index, update

QUOTATIONS = 1_000
_CLAUSE = re.compile(r"[^，；：、。！？\n“”「」（）《》]+")
_PUNCTUATION = "，。；：、！？"
_SHORTEST, _LONGEST = 8, 240


@dataclass(frozen=True, slots=True)
class Case:
    """A text to check, how it was made, the verdict that is due, and where its words stand."""

    made: str
    text: str
    verdict: str
    document: str = ""
    work: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Result:
    """What was right; `wrong` are cases with the verdict they got."""

    cases: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    falsely_verbatim: int = 0
    wrong: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def verdict_share(self) -> float:
        return self.verdicts.total() / max(self.cases.total(), 1)

    @property
    def place_share(self) -> float:
        return self.places.total() / max(self.found.total(), 1)


Damage = Callable[[str, random.Random], str | None]


def measure(documents: Sequence[Document], directory: Path, count: int = QUOTATIONS, seed: int = 7) -> Result:
    """Index two of three documents; check `count` quotations, their damaged forms, and as many others."""
    dice = random.Random(seed)
    whole = [document for document in documents if document.works]
    held_out = whole[::3] if len(whole) > 3 else []
    indexed = [document for document in whole if document not in held_out]
    update(directory / "index", cache=directory / "cache", add=indexed, fresh=True)
    index = Index.open(directory / "index", cache=directory / "cache")
    result = Result()
    stored = "\n".join(_plain(work.text) for document in indexed for work in document.works)
    texts = {(document.name, work.title): work.text for document in indexed for work in document.works}
    for case in (*_true(indexed, stored, dice, count), *_false(indexed, held_out, stored, dice, count)):
        _judge(index, texts, case, result)
    return result


def _judge(index: Index, texts: dict[tuple[str, str], str], case: Case, result: Result) -> None:
    check = index.check(f"“{case.text}”")
    result.cases[case.made] += 1
    verdict = check.spans[0].verdict if len(check.spans) == 1 else f"{len(check.spans)} spans"
    result.verdicts[case.made] += verdict == case.verdict
    result.falsely_verbatim += verdict == "verbatim" != case.verdict
    if verdict != case.verdict:
        result.wrong.append((case, verdict))
    for quotation in check.spans[0].quotations if check.spans else ():
        text = texts[quotation.citation.document, quotation.citation.work]
        assert text[quotation.start : quotation.end] == quotation.text
    if case.document and verdict == case.verdict:
        best = check.spans[0].quotations[0]
        result.found[case.made] += 1
        shared = min(best.end, case.end) - max(best.start, case.start)
        there = best.citation.document == case.document and shared >= 0.8 * (case.end - case.start)
        same = _plain(best.text) == _plain(texts[case.document, case.work][case.start : case.end])
        result.places[case.made] += there or same
        if not (there or same):
            result.wrong.append((case, f"{best.text} at {best.start}, not {case.start}"))


def _true(documents: Sequence[Document], stored: str, dice: random.Random, count: int) -> Iterator[Case]:
    """Runs of sentences, and each of them damaged in every way that it can be."""
    works = [(document, work) for document in documents for work in document.works]
    weights = [len(work.text) for _, work in works]
    made = 0
    while made < count:
        document, work = dice.choices(works, weights)[0]
        spans = corpus.sentences(work.text)
        first = dice.randrange(len(spans))
        last = min(first + dice.choice((1, 1, 1, 2, 3)), len(spans)) - 1
        start, end = spans[first][0], spans[last][1]
        text = work.text[start:end]
        if not _SHORTEST <= len(_plain(text)) <= _LONGEST:
            continue
        made += 1
        yield Case("true", text, "verbatim", document.name, work.title, start, end)
        for name, (verdict, damage) in DAMAGES.items():
            damaged = damage(text, dice)
            if damaged is None or (verdict == "altered" and _plain(damaged) in stored):
                continue
            inside = text.find(damaged)
            first, last = (start, end) if inside < 0 else (start + inside, start + inside + len(damaged))
            yield Case(name, damaged, verdict, document.name, work.title, first, last)


def _false(
    documents: Sequence[Document],
    held_out: Sequence[Document],
    stored: str,
    dice: random.Random,
    count: int,
) -> Iterator[Case]:
    """Sentences of other documents, clauses in another order, and clauses of several sentences."""
    works = [work for document in documents for work in document.works]
    sentences = [work.text[a:b] for work in works for a, b in corpus.sentences(work.text)]
    clauses = [parts for sentence in sentences if len(parts := _clauses(sentence)) > 1]
    strange = [
        work.text[a:b]
        for document in held_out
        for work in document.works
        for a, b in corpus.sentences(work.text)
    ]
    made = 0
    while made < count:
        kind = ("held out", "shuffled", "recombined")[made % 3]
        if kind == "held out" and strange:
            text = dice.choice(strange)
        elif kind == "recombined":
            one, other = dice.choice(clauses), dice.choice(clauses)
            text = "，".join([*one[: -(-len(one) // 2)], *other[len(other) // 2 :]])
        else:
            shuffled = list(dice.choice(clauses))
            dice.shuffle(shuffled)
            text = "，".join(shuffled)
        letters = _plain(text)
        if not _SHORTEST <= len(letters) <= _LONGEST or letters in stored:
            continue
        made += 1
        yield Case(kind, text + "。", "absent")


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence; none if one is so short that moving or losing it is a slip of the pen."""
    clauses = [clause for clause in _CLAUSE.findall(sentence) if _plain(clause)]
    return clauses if all(len(_plain(clause)) > 3 for clause in clauses) else []


def _wrong(text: str, dice: random.Random) -> str | None:
    at = _letter(text, dice)
    other = dice.choice(
        [letter for letter in "的一是在不了有和人这中大为上个国我以要他" if letter != text[at]]
    )
    return text[:at] + other + text[at + 1 :]


def _missing(text: str, dice: random.Random) -> str | None:
    at = _letter(text, dice, inside=True)
    return text[:at] + text[at + 1 :]


def _added(text: str, dice: random.Random) -> str | None:
    at = _letter(text, dice, inside=True)
    return text[:at] + dice.choice("的一是在不了有和人这") + text[at:]


def _swapped(text: str, dice: random.Random) -> str | None:
    places = [
        at
        for at in range(1, len(text) - 2)
        if text[at].isalnum() and text[at + 1].isalnum() and text[at] != text[at + 1]
    ]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _punctuated(text: str, dice: random.Random) -> str | None:
    changed = [dice.choice([*_PUNCTUATION, ""]) if one in _PUNCTUATION else one for one in text]
    return "".join(changed)


def _other_script(text: str, dice: random.Random) -> str | None:
    traditional = _converter(dice.choice(["s2t", "s2tw", "s2hk"]))(text)
    return traditional if traditional != text else _converter("t2s")(text)


def _other_width(text: str, dice: random.Random) -> str | None:
    def turned(one: str) -> str:
        if "!" <= one <= "~":
            return chr(ord(one) + 0xFEE0)
        return unicodedata.normalize("NFKC", one) if "！" <= one <= "～" else one

    return "".join(map(turned, text))


def _spaced(text: str, dice: random.Random) -> str | None:
    share = dice.choice((0.05, 0.3, 1))
    return "".join(one + (dice.choice(" 　\n ") if dice.random() < share else "") for one in text)


def _cut_inside(text: str, dice: random.Random) -> str | None:
    if len(text) < 24:
        return None
    first = dice.randrange(8, len(text) // 2)
    last = dice.randrange(first + 1, len(text) - 7)
    return text[:first] + dice.choice(("……", "…", "...", "[……]")) + text[last:]


def _cut_outside(text: str, dice: random.Random) -> str | None:
    if len(text) < 16:
        return None
    return text[dice.randrange(1, len(text) // 4) : -dice.randrange(1, len(text) // 4)]


def _joined(text: str, dice: random.Random) -> str | None:
    joined = re.sub(r"[。！？]\s*(?!$)", "，", text)
    return joined if joined != text else None


DAMAGES: dict[str, tuple[str, Damage]] = {
    "a wrong character": ("altered", _wrong),
    "a missing character": ("altered", _missing),
    "an added character": ("altered", _added),
    "two characters swapped": ("altered", _swapped),
    "other punctuation": ("verbatim", _punctuated),
    "other script": ("verbatim", _other_script),
    "other width": ("verbatim", _other_width),
    "spaces inside": ("verbatim", _spaced),
    "cut inside by ……": ("verbatim", _cut_inside),
    "cut at both ends": ("verbatim", _cut_outside),
    "sentences joined": ("verbatim", _joined),
}


def _letter(text: str, dice: random.Random, *, inside: bool = False) -> int:
    """A place of a letter; `inside`, one that tells from the letters beside it that something is amiss."""
    places = [at for at, one in enumerate(text) if one.isalnum()]
    return dice.choice(places[1:-1] if inside else places)


def _plain(text: str) -> str:
    """The letters of a text in one script and width, by other means than those measured."""
    return "".join(filter(str.isalnum, _converter("t2s")(unicodedata.normalize("NFKC", text))))


@cache
def _converter(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def main(folder: Path) -> int:
    documents = [corpus.read(file) for file in corpus.scan(folder)]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        result = measure(documents, Path(directory))
    lines = [
        f"{made:24} {result.verdicts[made]:6} of {count:5} verdicts, {result.places[made]:6} of "
        f"{result.found[made]:5} places"
        for made, count in result.cases.items()
    ]
    for case, got in result.wrong[:60]:
        lines.append(f"{case.made}: {got} for {case.verdict}: {case.text!r}")
    lines.append(
        f"verdicts {result.verdict_share:.2%}, places {result.place_share:.2%}, falsely verbatim "
        f"{result.falsely_verbatim}, {result.cases.total()} texts in {time.perf_counter() - started:.1f} s"
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else corpus.SAMPLES))
