"""Commands for study groups: quotations worth quoting, the list of kept ones, and files of it.

The terminal has a list of its own, beside those of the chats in the same database.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commanding import (
    Commands,
    as_json,
    code,
    collection_of,
    in_work,
    limited,
    output_file,
    print_out,
    up_to_date,
    write_out,
)
from bot.errors import DataError

if TYPE_CHECKING:
    from bot.database.kept import KeptLists
    from bot.notebook.clippings import Clipping
    from bot.notebook.entries import Kept
    from bot.settings import Settings

Given = TypeVar("Given")

STYLES = click.Choice(["plain", "titled", "gbt7714", "markdown"])
FORMATS = click.Choice(["docx", "md", "txt", "csv", "anki"])
ORDERS = click.Choice(["works", "kept"])
_NONE = "这里没有收藏的引文；用 chuchu kept add 编号 来收藏。"

number = click.argument("number", metavar="N", type=int, help="chuchu kept 列出的号码。")


@click.command()
@click.argument("topic", nargs=-1, required=True, help="要引用的话说的是什么。")
@limited(5, 1, 50)
@click.option("--style", type=STYLES, help="写成可以直接粘贴的文字，出处用这种格式。")
@in_work
@as_json
@click.pass_context
def quote(
    context: click.Context,
    topic: Sequence[str],
    limit: int,
    style: str | None,
    work: str | None,
    as_json: bool,
) -> None:
    """找可以单独引用的话，出自不同的篇和章节。"""
    from bot import contract
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
        click.echo(ZH.notebook.quote_none.format(words))
    elif style is not None:
        click.echo("\n\n".join(cited))
    else:
        from bot import terminal

        for number, one in enumerate(found, 1):
            print_out(terminal.quotation(one, number))


@click.group(
    cls=Commands, invoke_without_command=True, help="收藏的引文：列出、收藏、去掉、标签、笔记、查找。"
)
@as_json
@click.pass_context
def kept(context: click.Context, as_json: bool) -> None:
    """列出收藏的引文。"""
    if context.invoked_subcommand is None:
        from bot.notebook.entries import TERMINAL

        _show(context, _with_lists(context, lambda lists: lists.of(TERMINAL)), as_json)


@kept.command()
@click.argument("words", nargs=-1, required=True, help="词；#词 是标签。")
@as_json
@click.pass_context
def find(context: click.Context, words: Sequence[str], as_json: bool) -> None:
    """在收藏里查找。"""
    from bot.notebook.entries import TERMINAL, matching
    from bot.texts import ZH

    every = _with_lists(context, lambda lists: lists.of(TERMINAL))
    sought = " ".join(words)
    none = ZH.notebook.list_none_found.format(sought) if every else _NONE
    _show(context, matching(every, sought), as_json, none=none)


@kept.command()
@code
@click.argument("words", metavar="[QUOTE]", nargs=-1, help="这一段里的哪句话；不写就是整段。")
@click.pass_context
def add(context: click.Context, code: str, words: Sequence[str]) -> None:
    """收藏一段，或其中的一句。"""
    from bot.notebook.clippings import cut, mark_of

    collection = collection_of(context)
    up_to_date(collection)
    text = " ".join(words)
    clipping = cut(collection, code.strip(), len(text), mark_of(text) if text else "")
    if clipping is None:
        raise DataError(
            f"编号 {code} 的那一段里没有「{text}」；请照原文写。"
            if text and collection.passage(code)
            else f"没有编号 {code}；请用 chuchu ask 或 quote 取得编号。"
        )
    click.echo(keep(context, clipping))


@kept.command()
@number
@click.pass_context
def remove(context: click.Context, number: int) -> None:
    """从收藏里去掉一条。"""
    from bot.notebook.entries import TERMINAL

    _changed(context, number, lambda lists: lists.remove(TERMINAL, number))
    click.echo("去掉了。")


@kept.command()
@number
@click.argument("tags", nargs=-1, help="标签；不写就去掉原有的。")
@click.pass_context
def tag(context: click.Context, number: int, tags: Sequence[str]) -> None:
    """给一条加标签，换掉原有的。"""
    from bot.notebook.entries import TERMINAL

    changed = _changed(context, number, lambda lists: lists.tag(TERMINAL, number, tags))
    _show(context, changed, as_json=False)


@kept.command()
@number
@click.argument("words", nargs=-1, help="笔记；不写就去掉原有的。")
@click.pass_context
def note(context: click.Context, number: int, words: Sequence[str]) -> None:
    """给一条写笔记，换掉原有的。"""
    from bot.notebook.entries import TERMINAL

    changed = _changed(context, number, lambda lists: lists.note(TERMINAL, number, " ".join(words)))
    _show(context, changed, as_json=False)


@click.command()
@click.option("--format", "form", type=FORMATS, default="docx", show_default=True, help="文件格式。")
@click.option("--order", type=ORDERS, default="works", show_default=True, help="按篇目，或按收藏先后。")
@click.option("--tag", "tagged", help="只要带这个标签的。")
@click.option("--style", type=STYLES, default="plain", show_default=True, help="出处的格式。")
@output_file("写到哪里；不写就在当前文件夹。")
@click.pass_context
def export(
    context: click.Context, form: str, order: str, tagged: str | None, style: str, out: Path | None
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
    click.echo(path)


@click.command()
@click.argument("word", nargs=-1, required=True, help="要查的词。")
@in_work
@limited(10, 0, 1000)
@output_file("把柱状图写成这个 PNG 文件。")
@as_json
@click.pass_context
def trace(
    context: click.Context,
    word: Sequence[str],
    work: str | None,
    limit: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """一个词在哪里、有多少：按篇、按年份，逐处列出。"""
    from bot import contract
    from bot.texts import ZH

    collection = collection_of(context)
    up_to_date(collection)
    given = collection.trace(_said(word), work=work, limit=limit)
    if as_json:
        write_out(contract.line(contract.trace(given)))
    else:
        from bot import terminal

        print_out(terminal.trace(given))
    if out is not None:
        from bot.pictures.chart import charted
        from bot.pictures.fonts import Fonts

        data = collection.data_dir
        chart = charted(given, ZH, Fonts(data / "fonts"), data / "cache")
        if chart is None:
            raise DataError(f"「{given.word}」没有在两篇以上出现，画不成图；请换一个词，或不写 --out。")
        out.write_bytes(chart)


@click.command()
@code
@click.option("--square", is_flag=True, help="方的；不写就是竖的。")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="放图片的文件夹；不写就在当前文件夹。",
)
@click.pass_context
def card(context: click.Context, code: str, square: bool, out: Path) -> None:
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
        click.echo(f"编号 {code} 的那段文字已经改过；画的是现在最接近的 {name}。", err=True)
    out.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(made, 1):
        path = out / (f"{name}-{number}.png" if len(made) > 1 else f"{name}.png")
        path.write_bytes(picture)
        click.echo(path)


COMMANDS = (quote, export, trace, card, kept)


def _said(words: Sequence[str]) -> str:
    """The words that were given. Raises DataError where there is nothing in them to look for."""
    said = " ".join(words)
    if not any(map(str.isalnum, said)):
        raise DataError(f"「{said}」里没有可以查找的字；请写一个词。")
    return said


def keep(context: click.Context, clipping: Clipping) -> str:
    """Put a clipping into the terminal's list, and say so. Raises DataError where the list is full."""
    from bot.notebook.entries import MOST_KEPT, TERMINAL
    from bot.texts import ZH

    found, is_new = _with_lists(context, lambda lists: lists.add(TERMINAL, clipping))
    if found is None:
        raise DataError(ZH.notebook.keep_full.format(MOST_KEPT).replace("/kept", "chuchu kept"))
    return f"{'收藏了' if is_new else '已经收藏过'}，号码 {found.number}。"


def _with_lists(context: click.Context, asked: Callable[[KeptLists], Awaitable[Given]]) -> Given:
    """What the lists in the database answer."""
    import asyncio

    from bot.database import Database, default_url
    from bot.database.kept import KeptLists

    settings: Settings = context.obj
    url = settings.database_url or default_url(collection_of(context).data_dir)

    async def answer() -> Given:
        async with Database.open(url) as database:
            return await asked(KeptLists(database))

    return asyncio.run(answer())


def _changed(
    context: click.Context, number: int, change: Callable[[KeptLists], Awaitable[None]]
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


def _show(context: click.Context, found: list[Kept], as_json: bool, *, none: str = _NONE) -> None:
    from bot import contract
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
            from bot import terminal

            print_out(terminal.kept(one, said.get(became, "")))
    if not found and not as_json:
        click.echo(none)
