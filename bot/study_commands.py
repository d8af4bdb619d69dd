"""Commands for study groups: quotations worth quoting, the list of kept ones, and files of it.

The terminal has a list of its own, beside those of the chats in the same database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bot.commanding import collection_of, print_out, up_to_date, write_out
from bot.errors import DataError

if TYPE_CHECKING:
    from bot.database.kept import KeptLists
    from bot.notebook.clippings import Clipping
    from bot.notebook.entries import Kept
    from bot.settings import Settings

app = typer.Typer()
kept_app = typer.Typer(help="收藏的引文：列出、收藏、去掉、标签、笔记、查找。", invoke_without_command=True)
app.add_typer(kept_app, name="kept")

Given = TypeVar("Given")
AsJson = Annotated[bool, typer.Option("--json", help="用 JSON 输出，一行一个。")]
Number = Annotated[int, typer.Argument(metavar="N", help="chuchu kept 列出的号码。")]


StyleName = Literal["plain", "titled", "gbt7714", "markdown"]
FormatName = Literal["docx", "md", "txt", "csv", "anki"]
OrderName = Literal["works", "kept"]

_NONE = "这里没有收藏的引文；用 chuchu kept add 编号 来收藏。"


@app.command()
def quote(
    context: typer.Context,
    topic: Annotated[list[str], typer.Argument(help="要引用的话说的是什么。")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="最多几条引文。")] = 5,
    style: Annotated[
        StyleName | None, typer.Option("--style", help="写成可以直接粘贴的文字，出处用这种格式。")
    ] = None,
    work: Annotated[str | None, typer.Option("--work", help="只在这一篇里找。")] = None,
    as_json: AsJson = False,
) -> None:
    """找可以单独引用的话，出自不同的篇和章节。"""
    from bot import contract, terminal
    from bot.notebook.citing import ready, style_of
    from bot.notebook.clippings import clipped
    from bot.texts import ZH

    collection = collection_of(context)
    up_to_date(collection)
    words = _said(topic)
    found = collection.quotable(words, limit=limit, work=work)
    cited = [ready(clipped(collection, one), style_of(style), ZH) for one in found]
    if as_json:
        said = [contract.quotation(one) | {"cited": text} for one, text in zip(found, cited, strict=True)]
        write_out(contract.line({"topic": words, "quotations": said}))
    elif not found:
        typer.echo(ZH.notebook.quote_none.format(words))
    elif style is not None:
        typer.echo("\n\n".join(cited))
    else:
        for number, one in enumerate(found, 1):
            print_out(terminal.quotation(one, number))


@kept_app.callback()
def kept(context: typer.Context, as_json: AsJson = False) -> None:
    """列出收藏的引文。"""
    if context.invoked_subcommand is None:
        from bot.notebook.entries import TERMINAL

        _show(context, _with_lists(context, lambda lists: lists.of(TERMINAL)), as_json)


@kept_app.command()
def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="词；#词 是标签。")],
    as_json: AsJson = False,
) -> None:
    """在收藏里查找。"""
    from bot.notebook.entries import TERMINAL, matching
    from bot.texts import ZH

    every = _with_lists(context, lambda lists: lists.of(TERMINAL))
    sought = " ".join(words)
    none = ZH.notebook.list_none_found.format(sought) if every else _NONE
    _show(context, matching(every, sought), as_json, none=none)


@kept_app.command()
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="引文出处里的编号。")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[QUOTE]", help="这一段里的哪句话；不写就是整段。")
    ] = None,
) -> None:
    """收藏一段，或其中的一句。"""
    from bot.notebook.clippings import cut, mark_of

    collection = collection_of(context)
    up_to_date(collection)
    text = " ".join(words or ())
    clipping = cut(collection, code.strip(), len(text), mark_of(text) if text else "")
    if clipping is None:
        raise DataError(
            f"编号 {code} 的那一段里没有「{text}」；请照原文写。"
            if text and collection.passage(code)
            else f"没有编号 {code}；请用 chuchu ask 或 quote 取得编号。"
        )
    typer.echo(keep(context, clipping))


@kept_app.command()
def remove(context: typer.Context, number: Number) -> None:
    """从收藏里去掉一条。"""
    from bot.notebook.entries import TERMINAL

    _changed(context, number, lambda lists: lists.remove(TERMINAL, number))
    typer.echo("去掉了。")


@kept_app.command()
def tag(
    context: typer.Context,
    number: Number,
    tags: Annotated[list[str] | None, typer.Argument(help="标签；不写就去掉原有的。")] = None,
) -> None:
    """给一条加标签，换掉原有的。"""
    from bot.notebook.entries import TERMINAL

    changed = _changed(context, number, lambda lists: lists.tag(TERMINAL, number, tags or ()))
    _show(context, changed, as_json=False)


@kept_app.command()
def note(
    context: typer.Context,
    number: Number,
    words: Annotated[list[str] | None, typer.Argument(help="笔记；不写就去掉原有的。")] = None,
) -> None:
    """给一条写笔记，换掉原有的。"""
    from bot.notebook.entries import TERMINAL

    changed = _changed(context, number, lambda lists: lists.note(TERMINAL, number, " ".join(words or ())))
    _show(context, changed, as_json=False)


@app.command()
def export(
    context: typer.Context,
    form: Annotated[FormatName, typer.Option("--format", help="文件格式。")] = "docx",
    order: Annotated[OrderName, typer.Option("--order", help="按篇目，或按收藏先后。")] = "works",
    tagged: Annotated[str | None, typer.Option("--tag", help="只要带这个标签的。")] = None,
    style: Annotated[StyleName, typer.Option("--style", help="出处的格式。")] = "plain",
    out: Annotated[
        Path | None, typer.Option("--out", help="写到哪里；不写就在当前文件夹。", dir_okay=False)
    ] = None,
) -> None:
    """把收藏的引文做成文件：Word、Markdown、文本、表格、Anki。"""
    from bot.notebook.citing import style_of
    from bot.notebook.entries import TERMINAL, matching, tag_of
    from bot.notebook.exporting import manner_of, of_kept
    from bot.texts import ZH

    settings: Settings = context.obj
    found = _with_lists(context, lambda lists: lists.of(TERMINAL))
    if not found:
        raise DataError("没有可以导出的引文；请先用 chuchu kept add 收藏。")
    if tagged is not None and not (found := matching(found, f"#{tag_of(tagged)}")):
        raise DataError(f"收藏里没有带标签「{tagged}」的；用 chuchu kept 看有哪些。")
    collection = collection_of(context)
    up_to_date(collection)
    manner = manner_of(collection, ZH, style_of(style), settings.timezone)
    made = of_kept(found, form, order, collection, manner, int(time.time()))
    path = out or Path(made.name)
    if out is None and path.exists():
        raise DataError(f"当前文件夹里已经有「{path}」；请用 --out 另外取名。")
    path.write_bytes(made.content)
    typer.echo(path)


@app.command()
def trace(
    context: typer.Context,
    word: Annotated[list[str], typer.Argument(help="要查的词。")],
    work: Annotated[str | None, typer.Option("--work", help="只在这一篇里找。")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, max=1000, help="最多列出几处。")] = 10,
    out: Annotated[
        Path | None, typer.Option("--out", help="把柱状图写成这个 PNG 文件。", dir_okay=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """一个词在哪里、有多少：按篇、按年份，逐处列出。"""
    from bot import contract, terminal
    from bot.texts import ZH

    collection = collection_of(context)
    up_to_date(collection)
    given = collection.trace(_said(word), work=work, limit=limit)
    if as_json:
        write_out(contract.line(contract.trace(given)))
    else:
        print_out(terminal.trace(given))
    if out is not None:
        from bot.pictures.chart import charted
        from bot.pictures.fonts import Fonts

        data = collection.data_dir
        chart = charted(given, ZH, Fonts(data / "fonts"), data / "cache")
        if chart is None:
            raise DataError(f"「{given.word}」没有在两篇以上出现，画不成图；请换一个词，或不写 --out。")
        out.write_bytes(chart)


@app.command()
def card(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="引文出处里的编号。")],
    square: Annotated[bool, typer.Option("--square", help="方的；不写就是竖的。")] = False,
    out: Annotated[
        Path, typer.Option("--out", help="放图片的文件夹；不写就在当前文件夹。", file_okay=False)
    ] = Path(),
) -> None:
    """把一段做成可以分享的图片，长的做成几张。"""
    from bot.pictures.card import PORTRAIT, SQUARE, Printed, cards
    from bot.pictures.fonts import Fonts
    from bot.texts import ZH

    collection = collection_of(context)
    up_to_date(collection)
    passage = collection.passage(code) or collection.closest(code)
    if passage is None:
        raise DataError(f"没有编号 {code}；请用 chuchu ask 或 quote 取得编号。")
    fonts = Fonts(collection.data_dir / "fonts")
    made = cards(Printed.of(passage, ZH), fonts, SQUARE if square else PORTRAIT)
    name = passage.citation.code
    if name != code.strip():
        typer.echo(f"编号 {code} 的那段文字已经改过；画的是现在最接近的 {name}。", err=True)
    out.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(made, 1):
        path = out / (f"{name}-{number}.png" if len(made) > 1 else f"{name}.png")
        path.write_bytes(picture)
        typer.echo(path)


def _said(words: list[str]) -> str:
    """The words that were given. Raises DataError where there is nothing in them to look for."""
    said = " ".join(words)
    if not any(map(str.isalnum, said)):
        raise DataError(f"「{said}」里没有可以查找的字；请写一个词。")
    return said


def keep(context: typer.Context, clipping: Clipping) -> str:
    """Put a clipping into the terminal's list, and say so. Raises DataError where the list is full."""
    from bot.notebook.entries import MOST_KEPT, TERMINAL
    from bot.texts import ZH

    found, is_new = _with_lists(context, lambda lists: lists.add(TERMINAL, clipping))
    if found is None:
        raise DataError(ZH.notebook.keep_full.format(MOST_KEPT).replace("/kept", "chuchu kept"))
    return f"{'收藏了' if is_new else '已经收藏过'}，号码 {found.number}。"


def _with_lists(context: typer.Context, asked: Callable[[KeptLists], Awaitable[Given]]) -> Given:
    """What the lists in the database answer."""
    from bot.database import Database, default_url
    from bot.database.kept import KeptLists

    settings: Settings = context.obj
    url = settings.database_url or default_url(collection_of(context).data_dir)

    async def answer() -> Given:
        async with Database.open(url) as database:
            return await asked(KeptLists(database))

    return asyncio.run(answer())


def _changed(
    context: typer.Context, number: int, change: Callable[[KeptLists], Awaitable[None]]
) -> list[Kept]:
    """The one of that number once it was changed, if it is still there. Raises DataError for none."""
    from bot.notebook.entries import TERMINAL

    async def changed(lists: KeptLists) -> Kept | None:
        if await lists.one(TERMINAL, number) is None:
            raise DataError(f"收藏里没有 {number} 号；用 chuchu kept 看有哪些。")
        await change(lists)
        return await lists.one(TERMINAL, number)

    found = _with_lists(context, changed)
    return [found] if found else []


def _show(context: typer.Context, found: list[Kept], as_json: bool, *, none: str = _NONE) -> None:
    from bot import contract, terminal
    from bot.notebook.clippings import State, state
    from bot.texts import ZH

    collection = collection_of(context)
    up_to_date(collection)
    said = {State.CHANGED: ZH.notebook.changed, State.GONE: ZH.notebook.gone}
    for one in found:
        became = state(one.clipping, collection)
        if as_json:
            write_out(contract.line(contract.kept(one) | {"state": became.value}))
        else:
            print_out(terminal.kept(one, said.get(became, "")))
    if not found and not as_json:
        typer.echo(none)
