"""A selection of quotations as a paper: headings, quotations, and a citation for each.

Made once, then set in Word, Markdown or plain text. Quotations are what was cut out, never a character more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.notebook.citing import Style, escaped, reference
from bot.notebook.clippings import Clipping
from bot.notebook.entries import Kept, Session, Used
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """A quotation with its citation, and remarks under it. Without a quotation, only the remarks."""

    quotation: str = ""
    citation: str = ""
    number: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it; `depth` is 1 for the highest."""

    heading: str
    depth: int = 1
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A title, lines about the whole, and parts."""

    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How papers are written: in which language and style, where the clock stands, and what became of words.

    `changed` gives a remark for a clipping whose passage is no longer as it was, or nothing.
    """

    texts: Texts
    style: Style
    zone: ZoneInfo
    changed: Callable[[Clipping], str] = lambda clipping: ""

    def day(self, at: int) -> str:
        """A date, as everyone reads it."""
        return f"{datetime.fromtimestamp(at, self.zone):%Y-%m-%d}"

    def time(self, at: int) -> str:
        """A date and a time."""
        return f"{datetime.fromtimestamp(at, self.zone):%Y-%m-%d %H:%M}"


def by_works(kept: Iterable[Kept], order: Sequence[str]) -> list[Kept]:
    """In the order of the works, whose titles `order` gives, and in each as it is read."""
    numbers = {title: number for number, title in reversed(list(enumerate(order)))}

    def place(one: Kept) -> tuple[int, str, str, int, int]:
        cited = one.clipping.citation
        number = numbers.get(cited.work, len(numbers))
        return number, cited.work, cited.document, one.clipping.start, one.number

    return sorted(kept, key=place)


def paper_of_kept(kept: Sequence[Kept], manner: Manner, *, now: int, works: bool) -> Paper:
    """Kept quotations in the order that they are given in; under their works and sections, or under days."""
    parts = _under_works(kept, manner) if works else _under_days(kept, manner)
    texts = manner.texts.notebook
    return Paper(texts.paper, (texts.paper_about.format(len(kept), manner.day(now)),), tuple(parts))


def paper_of_session(session: Session, used: Sequence[Used], manner: Manner) -> Paper:
    """The minutes of a session: under each question its quotations, each of which is given but once."""
    texts = manner.texts.notebook
    numbers: dict[tuple[str, str], int] = {}
    parts: list[Part] = []
    for (name, asked), shown in groupby(used, key=lambda one: (one.name, one.asked)):
        entries: list[Entry] = []
        before, known = dict[str, None](), len(numbers)
        for one in shown:
            key = (one.clipping.code, one.clipping.text)
            is_new = key not in numbers
            number = numbers.setdefault(key, len(numbers) + 1)
            if is_new:
                entries.append(_entry(one.clipping, manner, number=str(number)))
            elif number <= known:
                before[str(number)] = None
        if before:
            same = texts.minutes_same.format(manner.texts.comma.join(before))
            entries.append(Entry(remarks=(same,)))
        who = name or texts.minutes_somebody
        parts.append(
            Part(
                texts.minutes_asked.format(who, asked) if asked else texts.minutes_opened.format(who),
                1,
                tuple(entries),
            )
        )
    people = dict.fromkeys(one.name or texts.minutes_somebody for one in used)
    ended = manner.time(session.ended) if session.ended else texts.minutes_going
    about = (
        texts.minutes_when.format(manner.time(session.begun), ended),
        texts.minutes_people.format(manner.texts.comma.join(people)),
        texts.minutes_count.format(len(numbers)),
    )
    title = texts.minutes_of.format(session.topic) if session.topic else texts.minutes
    return Paper(title, about, tuple(parts))


def markdown(paper: Paper) -> str:
    """In Markdown, with footnotes."""
    lines = [f"# {_line(paper.title)}", "", *(f"{escaped(line)}  " for line in paper.about), ""]
    notes: list[str] = []
    for part in paper.parts:
        lines += [f"{'#' * (part.depth + 1)} {_line(part.heading)}", ""] if part.heading else []
        for entry in part.entries:
            if entry.quotation:
                notes.append(f"[^{len(notes) + 1}]: {escaped(entry.citation)}")
                number = f"{entry.number}. " if entry.number else ""
                lines += [f"> {line}" for line in escaped(number + entry.quotation).split("\n")]
                lines[-1] += f"[^{len(notes)}]"
                lines.append("")
            lines += [part for remark in entry.remarks for part in (escaped(remark), "")]
    return "\n".join([*lines, *notes, ""])


def plain(paper: Paper) -> str:
    """In plain text, each citation under its quotation."""
    lines = [paper.title, *paper.about, ""]
    for part in paper.parts:
        lines += [f"{'■' if part.depth == 1 else '□'} {part.heading}", ""] if part.heading else []
        for entry in part.entries:
            if entry.quotation:
                lines.append(f"{entry.number}. {entry.quotation}" if entry.number else entry.quotation)
                lines.append(f"——{entry.citation}")
            lines += [*entry.remarks, ""]
    return "\n".join(lines)


def _under_works(kept: Sequence[Kept], manner: Manner) -> Iterable[Part]:
    def work(one: Kept) -> tuple[str, str]:
        return one.clipping.citation.work, one.clipping.citation.document

    def section(one: Kept) -> tuple[str, ...]:
        return one.clipping.citation.section

    for (title, _), inside in groupby(kept, key=work):
        yield Part(manner.texts.work.format(_line(title, escape=False)))
        for path, run in groupby(inside, key=section):
            heading = manner.texts.notebook.between.join(_line(name, escape=False) for name in path)
            yield Part(heading, 2, tuple(_kept(one, manner) for one in run))


def _under_days(kept: Sequence[Kept], manner: Manner) -> Iterable[Part]:
    for day, run in groupby(kept, key=lambda one: manner.day(one.at)):
        yield Part(day, 1, tuple(_kept(one, manner) for one in run))


def _kept(one: Kept, manner: Manner) -> Entry:
    texts = manner.texts.notebook
    remarks = [texts.kept_note.format(one.note)] if one.note else []
    remarks += [" ".join(f"#{tag}" for tag in one.tags)] if one.tags else []
    return _entry(one.clipping, manner, remarks=remarks)


def _entry(clipping: Clipping, manner: Manner, *, number: str = "", remarks: Sequence[str] = ()) -> Entry:
    style = Style.TITLED if manner.style is Style.MARKDOWN else manner.style  # the paper has its own markup
    cited = reference(clipping, style, manner.texts)
    code = manner.texts.notebook.bracketed.format(manner.texts.notebook.code.format(clipping.code))
    changed = manner.changed(clipping)
    return Entry(clipping.text, cited + code, number, (*remarks, *([changed] if changed else [])))


def _line(words: str, *, escape: bool = True) -> str:
    line = " ".join(words.split())
    return escaped(line) if escape else line
