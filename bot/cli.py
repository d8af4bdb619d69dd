"""The commands. Each says what was typed in the words of the collection, and shows what comes back.

What a command needs is imported when it runs: a question in the shell should not wait for Telegram.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import study_commands
from bot.commanding import (
    collection_of,
    lines_in,
    print_out,
    progress_heard,
    up_to_date,
    write_out,
)
from bot.errors import DataError, SettingsError
from bot.settings import Settings, load

if TYPE_CHECKING:
    from bot.collection import Change

app = typer.Typer(
    name="chuchu",
    help="出处：问自己的资料，得到原话和它的出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(study_commands.app)
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
    from bot.chat import Chat
    from bot.notebook.clippings import clipped

    collection = collection_of(context)
    up_to_date(collection)
    Chat(collection, lambda one: study_commands.keep(context, clipped(collection, one))).run()


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

    collection = collection_of(context)
    up_to_date(collection)
    asked = lines_in() if question == ["-"] else iter([" ".join(question)])
    for one in asked:
        if explain:
            explained = collection.explain(one, limit=limit, max_chars=max_chars, work=work)
            given = explained.answer
        else:
            given = collection.ask(one, limit=limit, max_chars=max_chars, work=work)
        if as_json:
            write_out(
                contract.line(contract.answer(given) | (contract.reasons(explained) if explain else {}))
            )
            continue
        print_out(terminal.answer(given))
        if explain:
            from bot.reasons import reasons

            print_out(reasons(explained))


@app.command()
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件，或者放有文件的文件夹。")],
    as_json: AsJson = False,
) -> None:
    """加进文件，给出回执。同名的换成新的。"""
    collection = collection_of(context)
    with progress_heard() as heard:
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
    with progress_heard() as heard:
        change = collection_of(context).remove(names, progress=heard)
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

    collection = collection_of(context)
    up_to_date(collection)
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
        write_out(contract.line(contract.documents(own, alike)))
    elif names:
        for document in chosen:
            print_out(terminal.receipt(document, alike.get(document.name, ())))
    else:
        print_out(terminal.documents(chosen, alike))


@app.command()
def index(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="从头做起。")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="一直看着，有变化就跟上；Ctrl-C 停。")] = False,
    as_json: AsJson = False,
) -> None:
    """让索引跟上文件夹：新的读进来，没了的去掉。"""
    collection = collection_of(context)
    with suppress(KeyboardInterrupt) if watch else nullcontext():
        _receipts(up_to_date(collection, rebuild=rebuild), as_json)
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

    collection = collection_of(context)
    up_to_date(collection)
    found = collection.passage(code)
    shown = found or collection.closest(code)
    if shown is None:
        raise DataError(f"没有编号 {code}：它所在的文字可能已经删去了；请重新提问，取得新的编号。")
    if as_json:
        write_out(contract.line(contract.passage(shown) | ({} if found else {"changed": True})))
        return
    if not found:
        typer.echo(f"编号 {code} 的那段文字已经改过。现在最接近的是：\n")
    print_out(terminal.passage(shown, collection))


@app.command()
def check(
    context: typer.Context,
    quote: Annotated[list[str], typer.Argument(help="要核对的话；「-」表示从标准输入读，一行一个。")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写成表格：.docx 或 .csv；这时「-」的输入整个是一篇。", dir_okay=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """核对引文：是不是原话，出自哪里。"""
    from bot import contract, terminal

    collection = collection_of(context)
    up_to_date(collection)
    if out is not None:
        from bot.check_table import tally, written
        from bot.texts import ZH

        text = "\n".join(lines_in()) if quote == ["-"] else " ".join(quote)
        given = collection.check(text)
        written(given, out, ZH)
        typer.echo(tally(given, ZH))
        if len(given.text) < len(text):
            typer.echo(ZH.checks.cut_short.format(len(given.text)), err=True)
        return
    for text in lines_in() if quote == ["-"] else iter([" ".join(quote)]):
        given = collection.check(text)
        if as_json:
            write_out(contract.line(contract.check(given)))
        else:
            print_out(terminal.check(given))


@app.command()
def telegram(context: typer.Context) -> None:
    """启动 Telegram 机器人。"""
    settings: Settings = context.obj
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        raise SettingsError("CHUCHU_TELEGRAM_TOKEN", "还没有令牌，向 @BotFather 要一个")
    from bot import telegram as door

    collection = collection_of(context)
    up_to_date(collection)
    door.run(settings, collection)


@app.command()
def pushes(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="只看这个编号的订阅。")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="往后几天会送什么，什么时候；什么也不改。")
    ] = False,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="往后看几天。")] = 7,
    as_json: AsJson = False,
) -> None:
    """每天的一段：各项订阅和推送的情况。"""
    from bot import contract
    from bot import pushes as door
    from bot.database import default_url

    settings: Settings = context.obj
    collection = collection_of(context)
    url = settings.database_url or default_url(collection.data_dir)
    if not dry_run:
        found = door.standing(url, number)
        if as_json:
            write_out(contract.line(door.standing_as_json(found)))
        else:
            print_out(door.shown_standing(found, settings.timezone))
        return
    up_to_date(collection)
    coming = door.coming(url, collection, number, days)
    if not as_json:
        print_out(door.shown_coming(coming, collection))
        return
    for one in coming:
        write_out(contract.line(door.coming_as_json(one, collection)))


def _receipts(change: Change, as_json: bool) -> None:
    from bot import contract, terminal

    for document in change.read:
        if document.error:
            typer.echo(document.error, err=True)
    if as_json:
        write_out(contract.line(contract.documents(change.read)))
    elif not change:
        typer.echo("没有变化。")
    elif any(not document.error for document in change.read) or change.gone:
        print_out(terminal.change(change))
