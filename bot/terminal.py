"""The terminal: how answers, passages and receipts look there.

Text from documents is laid out as it is: never read as markup, and without the control characters that a
terminal would obey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.containers import Lines
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import TaskID
    from rich.tree import Tree

    from bot.collection import Change, Collection, ProgressHeard
    from bot.notebook.entries import Kept
    from corpus import Document, Receipt, Section, Work
    from retrieval import Answer, Check, Citation, Difference, PassageInPlace, Quotation, Trace

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_VERDICTS = {
    "verbatim": ("✓", "green", "逐字一致"),
    "altered": ("≠", "yellow", "有出入"),
    "misplaced": ("↪", "yellow", "原话是有的，但不在所说的地方"),
    "absent": ("✗", "red", "资料中未见"),
}
_KINDS = {
    "replaced": "字不同",
    "missing": "少了",
    "added": "多了",
    "width": "全角半角",
    "script": "繁简",
    "space": "空白",
    "punctuation": "标点",
    "omitted": "略去",
}
_WORDS_DIFFER = ("replaced", "missing", "added")
_MOST_DIFFERENCES = 12
_MOST_WORKS, _BAR = 20, 40
_NOT_FIRST = "，。、；：！？）》」』”’】〕…—％,.;:!?)]}%· "
_NOT_LAST = "（《「『“‘【〔([{"
_LONGEST_HEADING = 28


def shown(text: str) -> str:
    """Document text as a terminal may print it: control and direction characters become visible."""
    return _CONTROLS.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text broken between any two Chinese characters; its further lines stand under the first.

    Rich breaks at spaces only. Nothing is added to the words, so what is copied from the screen stays exact.
    """

    text: Text
    first: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = self.first.cell_len
        for number, line in enumerate(_wrapped(self.text, max(10, options.max_width - indent - 2))):
            yield Text.assemble(
                self.first if number == 0 else " " * indent, line, no_wrap=True, overflow="ignore"
            )


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    for line in text.split("\n", allow_blank=True):
        breaks = []
        start = cells = allowed = 0
        for at, character in enumerate(line.plain):
            if at > start and _may_break(line.plain, at):
                allowed = at
            cells += cell_len(character)
            if cells > width and at > start:
                start = allowed if allowed > start else at
                breaks.append(start)
                cells = cell_len(line.plain[start : at + 1])
        yield from line.divide(breaks)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


def place(citation: Citation) -> Text:
    """A citation in one line: 《篇名》 › 章 › 条 · 第 7 段 · 编号."""
    line = Text(f"《{shown(citation.work)}》", style="green")
    for section in citation.section:
        line.append(" › ", style="dim")
        line.append(_shortened(shown(section)), style="green")
    line.append(f" · 第 {citation.paragraph} 段", style="dim")
    if citation.page is not None:
        line.append(f" · 第 {citation.page} 页", style="dim")
    line.append(f" · {citation.code}", style="dim cyan")
    return line


def quotation(given: Quotation, number: int) -> Group:
    """A quotation with its matched words marked, and its citations under it."""
    words = Text("…" if given.cut_before else "", style="dim")
    begin = len(words)
    words.append(shown(given.text), style="default not dim")
    for start, end in given.matches:
        words.stylize("bold yellow", begin + start, begin + end)
    if given.cut_after:
        words.append("…", style="dim")
    lines = [Wrapped(words, Text(f"{number:>3} ", style="bold cyan"))]
    lines += [
        Wrapped(place(citation), Text("  — ", style="dim")) for citation in (given.citation, *given.also)
    ]
    return Group(*lines, Text())


def kept(given: Kept, said: str = "") -> Group:
    """A kept quotation with its citation, tags and note, and what is `said` of it."""
    lines: list[RenderableType] = [
        Wrapped(Text(shown(given.clipping.text)), Text(f"{given.number:>3} ", style="bold cyan")),
        Wrapped(place(given.clipping.citation), Text("  — ", style="dim")),
    ]
    added = [" ".join(f"#{tag}" for tag in given.tags), given.note and f"笔记：{given.note}", said]
    lines += [Wrapped(Text(shown(one), style="yellow"), Text("    ")) for one in added if one]
    return Group(*lines, Text())


def answer(given: Answer) -> Group:
    """An answer: its quotations, or that nothing was found, with what was missing and what comes near."""
    parts: list[RenderableType] = []
    if not given.found:
        parts.append(Text(" 未找到：资料里没有回答这个问题的话。", style="bold red"))
    if given.missing:
        parts.append(Text(f" 资料里没有出现：{'、'.join(map(shown, given.missing))}", style="dim"))
    if not given.found and given.shown:
        parts.append(Text(" 最接近的几处（不是答案）：", style="dim"))
    parts.append(Text())
    parts += [quotation(one, number) for number, one in enumerate(given.shown, 1)]
    return Group(*parts)


def passage(given: PassageInPlace, collection: Collection) -> Group:
    """A passage with its neighbours, which stand back."""
    indent = Text("    ")
    parts: list[RenderableType] = [Wrapped(place(given.citation), indent), Text()]
    for code, style in ((given.previous, "dim"), (None, "default"), (given.following, "dim")):
        beside = collection.passage(code) if code else None
        text = given.text if style == "default" else beside.text if beside else None
        if text is not None:
            parts += [Wrapped(Text(shown(text), style=style), indent), Text()]
    return Group(*parts)


def check(given: Check) -> Group:
    """Each quotation of a text with the verdict on it, its differences marked, and where it truly stands."""
    parts: list[RenderableType] = []
    for span in given.spans:
        mark, style, verdict = _VERDICTS[span.verdict]
        parts.append(Text(f" {mark} {verdict}", style=f"bold {style}"))
        words = Text(shown(given.text[span.start : span.end]))
        for difference in span.differences:
            strong = difference.kind in _WORDS_DIFFER
            words.stylize(
                "bold red" if strong else "underline",
                difference.start - span.start,
                difference.end - span.start,
            )
        parts.append(Wrapped(words, Text("    ")))
        parts += [Wrapped(_difference(one), Text("      ")) for one in span.differences[:_MOST_DIFFERENCES]]
        if len(span.differences) > _MOST_DIFFERENCES:
            parts.append(Text(f"      …… 共 {len(span.differences)} 处", style="dim"))
        parts.append(Text())
        parts += [
            quotation(replace(one, matches=()), number) for number, one in enumerate(span.quotations[:3], 1)
        ]
    return Group(*parts)


def _difference(given: Difference) -> Text:
    line = Text(f"{_KINDS[given.kind]}：", style="dim")
    if given.given.strip():
        line.append(f"「{shown(given.given)}」", style="red")
    if given.given.strip() and given.stored.strip():
        line.append(" → ", style="dim")
    if given.stored.strip():
        line.append(f"「{shown(given.stored)}」", style="green")
    return line


def trace(given: Trace) -> Group:
    """How often a word stands in which works, as bars, and some of the places."""
    if not given.count:
        return Group(Text(f" 没有一处写到「{shown(given.word)}」。", style="bold yellow"))
    head = f" 「{shown(given.word)}」共 {given.count:,} 处，在 {len(given.works)} 篇里"
    parts: list[RenderableType] = [Text(head, style="bold")]
    most = max(share.count for share in given.works)
    for share in given.works[:_MOST_WORKS]:
        bar = "█" * max(1, round(_BAR * share.count / most))
        year = f" · {share.year}" if share.year else ""
        parts.append(Text(f"  《{shown(share.work)}》{year}"))
        parts.append(Text.assemble("  ", (bar, "red"), f" {share.count:,}"))
    if len(given.works) > _MOST_WORKS:
        parts.append(Text(f"  …… 另有 {len(given.works) - _MOST_WORKS} 篇", style="dim"))
    if not any(share.year for share in given.works):
        parts.append(Text("  这些篇都没有年份。", style="dim"))
    parts.append(Text())
    parts += [quotation(one, number) for number, one in enumerate(given.places, 1)]
    return Group(*parts)


def receipt(document: Document, duplicates: Sequence[str] = ()) -> Tree:
    """What happened to a document on its way in, with the outline of its works."""
    from rich.tree import Tree

    if document.error:
        return Tree(Text(f"✗ {shown(document.error)}", style="red"))
    made = " · ".join(filter(None, (document.format, document.encoding)))
    tree = Tree(Text.assemble((f"✓ {shown(document.name)}", "bold"), (f"  {made}", "dim")))
    if document.receipt is not None:
        for line in _accounted(document.receipt):
            tree.add(Text(shown(line), style="dim"))
    for warning in _doubts(document, duplicates):
        tree.add(Text(f"! {shown(warning)}", style="yellow"))
    for work in document.works:
        _outline(tree.add(about(work)), work.outline)
    return tree


def _accounted(given: Receipt) -> Iterator[str]:
    """What became of every character."""
    indexed = f"收入 {given.indexed:,} 字，{given.paragraphs:,} 个自然段，{given.sentences:,} 句"
    yield f"{given.characters:,} 字：{indexed}"
    left_out = [
        one.what if one.characters is None else f"{one.what} {one.characters:,} 字" for one in given.left_out
    ]
    if left_out:
        yield f"未收入：{' · '.join(left_out)}"


def _doubts(document: Document, duplicates: Sequence[str]) -> Iterator[str]:
    yield from document.warnings
    if duplicates:
        yield f"和 {'、'.join(duplicates)} 的文字相同；多余的可以用 chuchu remove 去掉"


def documents(given: Iterable[Document], duplicates: Mapping[str, Sequence[str]]) -> Group:
    """Each document in one line, with what is doubtful about it under it."""
    return Group(*(line for one in given for line in _in_short(one, duplicates.get(one.name, ()))))


def change(given: Change) -> Lines:
    """Receipts of an update in one line each."""
    lines = [line for document in given.read if not document.error for line in _in_short(document)]
    lines += [Text(f"− {shown(name)} 不在了，已经从资料库里去掉", style="dim") for name in given.gone]
    return Lines(lines)


def _in_short(document: Document, duplicates: Sequence[str] = ()) -> Iterator[Text]:
    if document.error:
        yield Text(f"✗ {shown(document.error)}", style="red")
        return
    titles = "、".join(f"《{shown(work.title)}》" for work in document.works)
    sections = sum(work.count_sections() for work in document.works)
    characters = sum(work.characters for work in document.works)
    made = document.encoding or document.format
    about = f"{len(document.works)} 篇 {titles} · {sections} 节 · {characters:,} 字 · {made}"
    yield Text.assemble((f"✓ {shown(document.name)}", "green"), f"  {about}")
    for warning in _doubts(document, duplicates):
        yield Text(f"  ! {shown(warning)}", style="yellow")


@contextmanager
def progress() -> Iterator[ProgressHeard]:
    """A progress bar on stderr while something long goes on; silent where nobody looks."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def heard(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield heard


def about(work: Work) -> Text:
    line = Text(f"《{shown(work.title)}》", style="green")
    about = [part for part in (work.author, work.date, f"{work.characters:,} 字") if part]
    return line.append(f"  {' · '.join(map(shown, about))}", style="dim")


def _outline(tree: Tree, sections: Iterable[Section]) -> None:
    for section in sections:
        _outline(tree.add(Text(_shortened(shown(section.name)))), section.sections)


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else f"{heading[: _LONGEST_HEADING - 1]}…"
