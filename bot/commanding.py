"""What the commands share: the collection that was named, and ways to say what comes of it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.collection import Change, Collection, ProgressHeard

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

as_json: Decorator = click.option("--json", "as_json", is_flag=True, help="用 JSON 输出，一行一个。")
in_work: Decorator = click.option("--work", help="只在这一篇里找。")
code: Decorator = click.argument("code", help="引文出处里的编号。")


def limited(usual: int, least: int, most: int) -> Decorator:
    """How many quotations there may be at most."""
    kind = click.IntRange(least, most)
    return click.option("--limit", type=kind, default=usual, show_default=True, help="最多几条引文。")


def output_file(said: str) -> Decorator:
    """The file to write to."""
    return click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=said)


class Commands(click.Group):
    """Commands in the order in which people come to need them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Their names, as they were added."""
        return list(self.commands)


def collection_of(context: click.Context) -> Collection:
    """The collection in the data directory; with it what was imported is done with."""
    from bot.collection import Collection
    from corpus import Limits

    gc.freeze()
    gc.enable()
    settings: Settings = context.obj
    assert settings.data_dir is not None
    return Collection(settings.data_dir, Limits(settings.max_file_mb, settings.max_pages))


def up_to_date(collection: Collection, *, rebuild: bool = False) -> Change:
    """Bring the index up to date, with a progress bar where it takes long, and say what had to be mended."""
    with progress_heard() as heard:
        change = collection.update(rebuild=rebuild, progress=heard)
    if change.repaired:
        click.echo(f"{change.repaired}（已经从文件重新做好）", err=True)
    return change


@contextmanager
def progress_heard() -> Iterator[ProgressHeard]:
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


def print_out(shown: RenderableType) -> None:
    """Lay something out for people to read, in the width that there is."""
    from rich.console import Console

    Console(highlight=False).print(shown)


def lines_in() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def write_out(line: str) -> None:
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
