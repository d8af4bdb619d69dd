"""Puts files into the documents folder, whole, and takes them back when what follows fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import DataError
from corpus import CORRECTIONS, File


@contextmanager
def placed(folder: Path, files: Iterable[File]) -> Iterator[None]:
    """Copies of files in the documents folder, whole; taken back when what follows fails."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for source, name in _parts(files):
            target = folder / name
            kept = target.with_name(f".kept-{target.name}") if target.exists() else None
            if kept is not None:
                kept.unlink(missing_ok=True)
                os.link(target, kept)
            done.append((target, kept))
            _copy(source, target)
        yield
    except BaseException:
        for target, kept in reversed(done):
            if kept is None:
                target.unlink(missing_ok=True)
            else:
                kept.replace(target)
        raise
    for _, kept in done:
        if kept is not None:
            kept.unlink(missing_ok=True)


def _parts(files: Iterable[File]) -> Iterator[tuple[Path, str]]:
    """What files consist of, by name: themselves, and their corrections."""
    for file in files:
        yield file.path, file.name
        if file.corrections is not None:
            yield file.corrections, file.name + CORRECTIONS


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_name(f".adding-{target.name}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, temporary)
        modified = source.stat().st_mtime_ns
        os.utime(temporary, ns=(modified, modified))
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DataError(f"{source.name} 加不进来（{error.strerror}）；请检查文件权限和磁盘空间。") from error
