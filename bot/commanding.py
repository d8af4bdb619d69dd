"""What the commands share: the collection that was named, and ways to say what comes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.collection import Change, Collection, ProgressHeard


def collection_of(context: typer.Context) -> Collection:
    from bot.collection import Collection
    from corpus import Limits

    settings: Settings = context.obj
    assert settings.data_dir is not None
    return Collection(settings.data_dir, Limits(settings.max_file_mb, settings.max_pages))


def up_to_date(collection: Collection, *, rebuild: bool = False) -> Change:
    """Bring the index up to date, with a progress bar where it takes long, and say what had to be mended."""
    with progress_heard() as heard:
        change = collection.update(rebuild=rebuild, progress=heard)
    if change.repaired:
        typer.echo(f"{change.repaired}（已经从文件重新做好）", err=True)
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
