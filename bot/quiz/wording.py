"""A question ▶ a poll in the words of a language, within what Telegram allows.

The quotation is cut only between clauses, and the sign for that stands outside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.quiz.questions import Question
from bot.texts import Texts
from retrieval import Citation

QUESTION, OPTION, EXPLANATION = 300, 100, 200
"""UTF-16 units that Telegram takes."""

_NAME, _SECTION = 40, 24
_CLAUSE_END = re.compile("[，、；：。！？,;:][”’」』）》)]*")


@dataclass(frozen=True, slots=True)
class Worded:
    """What a quiz poll says."""

    question: str
    options: tuple[str, ...]
    right: int
    explanation: str


def worded(question: Question, texts: Texts) -> Worded | None:
    """The poll of a question; None where what may be chosen looks the same once it is short enough."""
    said, sentence = texts.quiz, question.sentence
    if question.gap is not None:
        start, end = question.gap
        asked = f"{said.which_word}\n\n{sentence[:start]}{said.blank}{sentence[end:]}"
    elif question.kind == "work":
        asked = f"{said.which_work}\n\n「{sentence}」"
    else:
        work = _short(question.passage.citation.work, _NAME)
        asked = f"{said.which_section.format(work)}\n\n「{sentence}」"
    options = tuple(_short(choice, OPTION) for choice in question.choices)
    if units(asked) > QUESTION or len(set(options)) < len(options):
        return None
    return Worded(asked, options, question.right, explanation(question, texts))


def explanation(question: Question, texts: Texts) -> str:
    """The quotation, as much of it as there is room for, and its citation."""
    place = _place(question.passage.citation, texts)
    room = EXPLANATION - units(place) - units("……「」\n")
    cut = _cut(question.sentence, question.gap or (0, 0), room)
    if cut is None:
        return place
    start, end = cut
    before, after = "…" * (start > 0), "…" * (end < len(question.sentence))
    return f"{before}「{question.sentence[start:end]}」{after}\n{place}"


def units(text: str) -> int:
    """The length of a text as Telegram counts, at most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _place(citation: Citation, texts: Texts) -> str:
    names = [texts.work.format(_short(citation.work, _NAME))]
    names += [_short(name, _SECTION) for name in citation.section[-1:]]
    return " · ".join([" › ".join(names), texts.paragraph.format(citation.paragraph), citation.code])


def _cut(text: str, kept: tuple[int, int], room: int) -> tuple[int, int] | None:
    """The longest run of whole clauses around `kept` that there is room for."""
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    runs = [
        (end - start, start, end)
        for start in bounds
        for end in bounds
        if start <= kept[0] and kept[1] <= end and start < end and units(text[start:end]) <= room
    ]
    return max(runs, key=lambda run: (run[0], -run[1]))[1:] if runs else None


def _short(name: str, most: int) -> str:
    """A name, which unlike a quotation may be shortened."""
    name = " ".join(name.split())
    while units(name) > most:
        name = name[:-2].rstrip("…") + "…"
    return name
