"""The chat without a token: questions at a terminal or from a pipe, and what one does with the answers."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from bot import terminal
from bot.collection import Collection
from bot.texts import ZH
from retrieval import PassageInPlace, Quotation, RetrievalError

Keep = Callable[[Quotation], str]

_QUOTABLE = 5
_HELP = """\
直接输入问题，回车就问。
  1 2 3      打开第几条引文的上下文
  + / -      看下一段、上一段
  /more      上一个回答里也许有关的其他几处
  /quote 话题  可以单独引用的话
  /check 文字  核对：是不是原话
  /keep 1    收藏第几条引文
  /works     资料库里有哪些篇
  /help      这些说明
  /quit      离开（Ctrl-D 也行）"""


class Chat:
    """Questions from a person at a terminal, or from a pipe, answered one after another."""

    def __init__(self, collection: Collection, keep: Keep) -> None:
        """`keep` puts a quotation into the list of kept ones, and says so."""
        self._collection = collection
        self._keep = keep
        self._console = Console(highlight=False)
        self._quoted: Sequence[Quotation] = ()
        self._rest: Sequence[Quotation] = ()
        self._open: PassageInPlace | None = None

    def run(self) -> None:
        """Answer until the input ends."""
        interactive = sys.stdin.isatty() and self._console.is_terminal
        if interactive:
            self._greet()
        for line in self._lines(interactive):
            if line in ("/quit", "/q", "/exit"):
                return
            if not interactive and line:
                self._console.print(Text(f"问：{terminal.shown(line)}", style="bold"))
            self._hear(line)

    def _lines(self, interactive: bool) -> Iterator[str]:
        if not interactive:
            yield from (line.strip() for line in sys.stdin)
            return
        import readline  # noqa: F401  (line editing and history for input())

        while True:
            try:
                yield self._console.input(Text("问 › ", style="bold cyan")).strip()
            except EOFError:
                self._console.print()
                return

    def _greet(self) -> None:
        works = [work for document in self._collection.documents for work in document.works]
        self._console.print(Rule(Text("出处 · 问自己的资料，得到原话和它的出处", style="bold")))
        if self._collection.is_sample:
            self._console.print(
                Text("资料库还是空的，现在用自带的示例回答；用 chuchu add 加进自己的文件。", style="yellow")
            )
        characters = sum(len(work.text) for work in works)
        self._console.print(Text(f"{len(works)} 篇，{characters:,} 字。输入问题，或 /help。\n", style="dim"))

    def _hear(self, line: str) -> None:
        """One line: a command where it is one, else a question."""
        command, _, words = line.partition(" ")
        words = words.strip()
        if not line:
            return
        if line in ("/help", "/h", "?", "？"):
            self._say(Text(_HELP))
        elif line == "/works":
            for document in self._collection.documents:
                for work in document.works:
                    self._say(Text.assemble("  ", terminal.about(work)))
        elif line in ("+", "-") and self._open is not None:
            self._turn(self._open.following if line == "+" else self._open.previous)
        elif one := self._numbered(line):
            self._turn(one.citation.code)
        elif command == "/keep" and (one := self._numbered(words)):
            self._say(Text(f"  {self._keep(one)}", style="green"))
        elif command == "/quote" and words:
            self._quote(words)
        elif line == "/more":
            self._more()
        elif command == "/check" and words:
            self._say(terminal.check(self._collection.check(words)))
        elif line.startswith("/"):
            self._say(Text("  没有这个命令，或者少了内容；/help 列出有哪些。", style="dim"))
        else:
            self._ask(line)

    def _numbered(self, words: str) -> Quotation | None:
        """The quotation of that number among those shown last."""
        if not re.fullmatch(r"[0-9０-９]{1,2}", words) or not 1 <= int(words) <= len(self._quoted):
            return None
        return self._quoted[int(words) - 1]

    def _ask(self, question: str) -> None:
        try:
            given = self._collection.ask(question)
        except RetrievalError as error:
            self._say(Text(str(error), style="red"))
            return
        self._quoted, self._open = given.brief.shown, None
        self._rest = given.shown[len(self._quoted) :]
        self._say(terminal.answer(given.brief))
        if self._rest:
            self._say(Text(f"  另有 {len(self._rest)} 处也许有关：/more", style="dim"))

    def _more(self) -> None:
        for number, one in enumerate(self._rest, len(self._quoted) + 1):
            self._say(terminal.quotation(one, number))
        if not self._rest:
            self._say(Text("  后面没有了。", style="dim"))
        self._quoted, self._rest = (*self._quoted, *self._rest), ()

    def _quote(self, topic: str) -> None:
        self._quoted, self._open = self._collection.quotable(topic, limit=_QUOTABLE), None
        self._rest = ()
        for number, one in enumerate(self._quoted, 1):
            self._say(terminal.quotation(one, number))
        if not self._quoted:
            self._say(Text(f"  {ZH.notebook.quote_none.format(topic)}", style="dim"))

    def _turn(self, code: str | None) -> None:
        found = self._collection.passage(code) if code else None
        if found is None:
            self._say(Text("  那边没有了。", style="dim"))
            return
        self._open = found
        self._say(terminal.passage(found, self._collection))

    def _say(self, shown: RenderableType) -> None:
        self._console.print(shown)
