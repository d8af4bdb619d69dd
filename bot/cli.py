"""The commands. Each says what was typed in the words of the collection, and shows what comes back.

What a command needs is imported when it runs: a question in the shell should not wait for Telegram.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import DataError, SettingsError
from bot.settings import Settings, load

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.collection import Change, Collection, ProgressHeard

app = typer.Typer(
    name="chuchu",
    help="出处：问自己的资料，得到原话和它的出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
AsJson = Annotated[bool, typer.Option("--json", help="用 JSON 输出，一行一个。")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=50, help="最多几条引文。")]
MaxChars = Annotated[int, typer.Option("--max-chars", min=10, max=2000, help="每条引文最多几个字。")]


def run() -> int:
    """Run the command that was typed; gives the exit status."""
    try:
        app()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0


@app.callback()
def _settings(
    context: typer.Context,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="数据目录；写在命令之前。", file_okay=False)
    ] = None,
) -> None:
    context.obj = load(data_dir)


@app.command()
def chat(context: typer.Context) -> None:
    """在终端里问答；不要令牌，资料库空着时用自带的示例。"""
    from bot.terminal import Chat

    collection = _collection(context)
    _update(collection)
    Chat(collection).run()


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="问题；「-」表示从标准输入读，一行一个。")],
    limit: Limit = 3,
    max_chars: MaxChars = 120,
    work: Annotated[str | None, typer.Option("--work", help="只在这一篇里找。")] = None,
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option("--explain", help="说明为什么这样回答。")] = False,
) -> None:
    """回答一个问题。"""
    from bot import contract, terminal

    collection = _collection(context)
    _update(collection)
    asked = _lines() if question == ["-"] else iter([" ".join(question)])
    for one in asked:
        if explain:
            explained = collection.explain(one, limit=limit, max_chars=max_chars, work=work)
            given = explained.answer
        else:
            given = collection.ask(one, limit=limit, max_chars=max_chars, work=work)
        if as_json:
            _write(contract.line(contract.answer(given) | (contract.reasons(explained) if explain else {})))
            continue
        _print(terminal.answer(given))
        if explain:
            from bot.reasons import reasons

            _print(reasons(explained))


@app.command()
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件，或者放有文件的文件夹。")],
    as_json: AsJson = False,
) -> None:
    """加进文件，给出回执。同名的换成新的。"""
    collection = _collection(context)
    with _progress() as heard:
        change = collection.add(paths, progress=heard)
    _receipts(change, as_json)
    if all(document.error for document in change.read):
        raise typer.Exit(1)


@app.command()
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="documents 里的文件名。")],
    as_json: AsJson = False,
) -> None:
    """去掉文件，连同它在索引里的一切。"""
    with _progress() as heard:
        change = _collection(context).remove(names, progress=heard)
    _receipts(change, as_json)


@app.command()
def documents(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="只看这些，看全部回执。")
    ] = None,
    edit_outline: Annotated[
        bool, typer.Option("--edit-outline", help="写一份可以改的更正（NAME.toml），说出它在哪里。")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """列出资料库里的文件；给出名字，就看它的回执：篇目、提纲、收入和未收入的字。"""
    from bot import contract, terminal

    collection = _collection(context)
    _update(collection)
    if edit_outline:
        if not names:
            raise typer.BadParameter("要给出 NAME", param_hint="--edit-outline")
        for name in names:
            typer.echo(collection.corrections(name))
        return
    chosen = [collection.document(name) for name in names] if names else collection.documents
    alike = collection.duplicates
    if as_json:
        own = () if collection.is_sample else chosen
        _write(contract.line(contract.documents(own, alike)))
    elif names:
        for document in chosen:
            _print(terminal.receipt(document, alike.get(document.name, ())))
    else:
        _print(terminal.documents(chosen, alike))


@app.command()
def index(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="从头做起。")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="一直看着，有变化就跟上；Ctrl-C 停。")] = False,
    as_json: AsJson = False,
) -> None:
    """让索引跟上文件夹：新的读进来，没了的去掉。"""
    collection = _collection(context)
    with suppress(KeyboardInterrupt) if watch else nullcontext():
        _receipts(_update(collection, rebuild=rebuild), as_json)
        for change in collection.watch() if watch else ():
            _receipts(change, as_json)


@app.command()
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="引文出处里的编号。")],
    as_json: AsJson = False,
) -> None:
    """按编号打开一段，连同前后文。"""
    from bot import contract, terminal

    collection = _collection(context)
    _update(collection)
    found = collection.passage(code)
    shown = found or collection.closest(code)
    if shown is None:
        raise DataError(f"没有编号 {code}：它所在的文字可能已经删去了；请重新提问，取得新的编号。")
    if as_json:
        _write(contract.line(contract.passage(shown) | ({} if found else {"changed": True})))
        return
    if not found:
        typer.echo(f"编号 {code} 的那段文字已经改过。现在最接近的是：\n")
    _print(terminal.passage(shown, collection))


@app.command()
def check(
    context: typer.Context,
    quote: Annotated[list[str], typer.Argument(help="要核对的话；「-」表示从标准输入读，一行一个。")],
    as_json: AsJson = False,
) -> None:
    """核对引文：是不是原话，出自哪里。"""
    from bot import contract, terminal

    collection = _collection(context)
    _update(collection)
    for text in _lines() if quote == ["-"] else iter([" ".join(quote)]):
        given = collection.check(text)
        if as_json:
            _write(contract.line(contract.check(given)))
        else:
            _print(terminal.check(given))


@app.command()
def telegram(context: typer.Context) -> None:
    """启动 Telegram 机器人。"""
    settings: Settings = context.obj
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        raise SettingsError("CHUCHU_TELEGRAM_TOKEN", "还没有令牌，向 @BotFather 要一个")
    from bot import telegram as door

    collection = _collection(context)
    _update(collection)
    door.run(settings, collection)


def _collection(context: typer.Context) -> Collection:
    from bot.collection import Collection
    from corpus import Limits

    settings: Settings = context.obj
    assert settings.data_dir is not None
    return Collection(settings.data_dir, Limits(settings.max_file_mb, settings.max_pages))


def _update(collection: Collection, *, rebuild: bool = False) -> Change:
    """Bring the index up to date, with a progress bar where it takes long, and say what had to be mended."""
    with _progress() as heard:
        change = collection.update(rebuild=rebuild, progress=heard)
    if change.repaired:
        typer.echo(f"{change.repaired}（已经从文件重新做好）", err=True)
    return change


@contextmanager
def _progress() -> Iterator[ProgressHeard]:
    """A progress bar that is only imported when there is something to show."""
    with ExitStack() as stack:
        bar: list[ProgressHeard] = []

        def heard(what: str, done: int, total: int) -> None:
            if not bar and sys.stderr.isatty():
                from bot.terminal import progress

                bar.append(stack.enter_context(progress()))
            for shown in bar:
                shown(what, done, total)

        yield heard


def _print(shown: RenderableType) -> None:
    """Lay something out for people to read, in the width that there is."""
    from rich.console import Console

    Console(highlight=False).print(shown)


def _receipts(change: Change, as_json: bool) -> None:
    from bot import contract, terminal

    for document in change.read:
        if document.error:
            typer.echo(document.error, err=True)
    if as_json:
        _write(contract.line(contract.documents(change.read)))
    elif not change:
        typer.echo("没有变化。")
    elif any(not document.error for document in change.read) or change.gone:
        _print(terminal.change(change))


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _write(line: str) -> None:
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
