"""The commands. Each says what was typed in the words of the collection, and shows what comes back.

What a command needs is imported when it runs: a question in the shell should not wait for Telegram.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from bot import study_commands
from bot.commanding import (
    Commands,
    as_json,
    code,
    collection_of,
    in_work,
    limited,
    lines_in,
    output_file,
    print_out,
    progress_heard,
    up_to_date,
    write_out,
)
from bot.errors import DataError, SettingsError
from bot.settings import Settings, load

if TYPE_CHECKING:
    from bot.collection import Change


@click.group("chuchu", cls=Commands)
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="数据目录；写在命令之前。")
@click.pass_context
def app(context: click.Context, data_dir: Path | None) -> None:
    """出处：问自己的资料，得到原话和它的出处。"""
    context.obj = load(data_dir)


_MANY = 200
"""Receipts that are not laid out one by one."""


def run() -> int:
    """Run the command that was typed; gives the exit status."""
    try:
        app(prog_name="chuchu")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0


@app.command()
@click.pass_context
def chat(context: click.Context) -> None:
    """在终端里问答；不要令牌，资料库空着时用自带的示例。"""
    from bot.chat import Chat
    from bot.notebook.clippings import clipped

    collection = collection_of(context)
    up_to_date(collection)
    Chat(collection, lambda one: study_commands.keep(context, clipped(collection, one))).run()


@app.command()
@click.argument("question", nargs=-1, required=True, help="问题；「-」表示从标准输入读，一行一个。")
@limited(3, 1, 50)
@click.option(
    "--max-chars", type=click.IntRange(10, 2000), default=120, show_default=True, help="每条引文最多几个字。"
)
@in_work
@as_json
@click.option("--explain", is_flag=True, help="说明为什么这样回答。")
@click.pass_context
def ask(
    context: click.Context,
    question: Sequence[str],
    limit: int,
    max_chars: int,
    work: str | None,
    as_json: bool,
    explain: bool,
) -> None:
    """回答一个问题。"""
    from bot import contract

    collection = collection_of(context)
    up_to_date(collection)
    asked = lines_in() if tuple(question) == ("-",) else iter([" ".join(question)])
    is_counted = context.get_parameter_source("limit") is ParameterSource.COMMANDLINE
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
        from bot import terminal

        print_out(terminal.answer(given if is_counted else given.brief))
        if explain:
            from bot.reasons import reasons

            print_out(reasons(explained))


@app.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="文件，或者放有文件的文件夹。",
)
@as_json
@click.pass_context
def add(context: click.Context, paths: Sequence[Path], as_json: bool) -> None:
    """加进文件，给出回执。同名的换成新的。"""
    collection = collection_of(context)
    with progress_heard() as heard:
        change = collection.add(paths, progress=heard)
    _receipts(change, as_json)
    if all(document.error for document in change.read):
        context.exit(1)


@app.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True, help="documents 里的文件名。")
@as_json
@click.pass_context
def remove(context: click.Context, names: Sequence[str], as_json: bool) -> None:
    """去掉文件，连同它在索引里的一切。"""
    with progress_heard() as heard:
        change = collection_of(context).remove(names, progress=heard)
    _receipts(change, as_json)


@app.command()
@click.argument("names", metavar="[NAME...]", nargs=-1, help="只看这些，看全部回执。")
@click.option("--edit-outline", is_flag=True, help="写一份可以改的更正（NAME.toml），说出它在哪里。")
@as_json
@click.pass_context
def documents(context: click.Context, names: Sequence[str], edit_outline: bool, as_json: bool) -> None:
    """列出资料库里的文件；给出名字，就看它的回执：篇目、提纲、收入和未收入的字。"""
    from bot import contract

    collection = collection_of(context)
    up_to_date(collection)
    if edit_outline:
        if not names:
            raise click.BadParameter("要给出 NAME", param_hint="--edit-outline")
        for name in names:
            click.echo(collection.corrections(name))
        return
    chosen = [collection.document(name) for name in names] if names else collection.documents
    alike = collection.duplicates
    if as_json:
        own = () if collection.is_sample else chosen
        write_out(contract.line(contract.documents(own, alike)))
        return
    from bot import terminal

    if names:
        for document in chosen:
            print_out(terminal.receipt(document, alike.get(document.name, ())))
    else:
        print_out(terminal.documents(chosen, alike))


@app.command()
@click.option("--rebuild", is_flag=True, help="从头做起。")
@click.option("--watch", is_flag=True, help="一直看着，有变化就跟上；Ctrl-C 停。")
@as_json
@click.pass_context
def index(context: click.Context, rebuild: bool, watch: bool, as_json: bool) -> None:
    """让索引跟上文件夹：新的读进来，没了的去掉。"""
    collection = collection_of(context)
    with suppress(KeyboardInterrupt) if watch else nullcontext():
        _receipts(up_to_date(collection, rebuild=rebuild), as_json)
        for change in collection.watch() if watch else ():
            _receipts(change, as_json)


@app.command()
@code
@as_json
@click.pass_context
def show(context: click.Context, code: str, as_json: bool) -> None:
    """按编号打开一段，连同前后文。"""
    from bot import contract

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
        click.echo(f"编号 {code} 的那段文字已经改过。现在最接近的是：\n")
    from bot import terminal

    print_out(terminal.passage(shown, collection))


@app.command()
@click.argument("quote", nargs=-1, required=True, help="要核对的话；「-」表示从标准输入读，一行一个。")
@output_file("写成表格：.docx 或 .csv；这时「-」的输入整个是一篇。")
@as_json
@click.pass_context
def check(context: click.Context, quote: Sequence[str], out: Path | None, as_json: bool) -> None:
    """核对引文：是不是原话，出自哪里。"""
    from bot import contract

    collection = collection_of(context)
    up_to_date(collection)
    if out is not None:
        from bot.check_table import tally, written
        from bot.texts import ZH

        text = "\n".join(lines_in()) if tuple(quote) == ("-",) else " ".join(quote)
        given = collection.check(text)
        written(given, out, ZH)
        click.echo(tally(given, ZH))
        if len(given.text) < len(text):
            click.echo(ZH.checks.cut_short.format(len(given.text)), err=True)
        return
    for text in lines_in() if tuple(quote) == ("-",) else iter([" ".join(quote)]):
        given = collection.check(text)
        if as_json:
            write_out(contract.line(contract.check(given)))
        else:
            from bot import terminal

            print_out(terminal.check(given))


@app.command()
@click.pass_context
def telegram(context: click.Context) -> None:
    """启动 Telegram 机器人。"""
    settings: Settings = context.obj
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        raise SettingsError("CHUCHU_TELEGRAM_TOKEN", "还没有令牌，向 @BotFather 要一个")
    from bot import telegram as door

    collection = collection_of(context)
    up_to_date(collection)
    door.run(settings, collection)


@app.command()
@click.argument("number", type=int, required=False, help="只看这个编号的订阅。")
@click.option("--dry-run", is_flag=True, help="往后几天会送什么，什么时候；什么也不改。")
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="往后看几天。")
@as_json
@click.pass_context
def pushes(context: click.Context, number: int | None, dry_run: bool, days: int, as_json: bool) -> None:
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


for command in study_commands.COMMANDS:
    app.add_command(command)


def _receipts(change: Change, as_json: bool) -> None:
    from bot import contract

    for document in change.read:
        if document.error:
            click.echo(document.error, err=True)
    if as_json:
        write_out(contract.line(contract.documents(change.read)))
    elif not change:
        click.echo("没有变化。")
    elif any(not document.error for document in change.read) or change.gone:
        from bot import terminal

        shown = terminal.change(change)
        if len(change.read) < _MANY:
            print_out(shown)
        else:
            click.echo("\n".join(line.plain for line in shown))
