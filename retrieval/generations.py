"""The index on disk: generations of arrays, one of them current, replaced whole or not at all.

A generation is a directory with one file of data, mapped when opened, and a manifest that says what stands
where. It is written beside the current one and becomes current when the small file CURRENT is replaced, so a
reader and a killed writer always leave an old or a new one, whole. Readers keep what they mapped, even when
it is deleted.
"""

from __future__ import annotations

import errno
import fcntl
import json
import mmap
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamaged, IndexMissing, IndexNotWritten

FORMAT = 2
Arrays = Mapping[str, NDArray[Any]]

_CHECKED_AT_OPENING = 1 << 20  # bytes: a checksum of more would be felt at every start
_ALIGNMENT = 64


@dataclass(frozen=True, slots=True)
class Generation:
    """Arrays mapped from disk, read-only, and what was said `about` them when they were written."""

    name: str
    arrays: Arrays
    about: Mapping[str, Any]


def opened(directory: Path, *, check: bool = False) -> Generation:
    """The current generation. Lengths are always checked, checksums of small arrays too, of all with `check`.

    Raises IndexMissing where there is none, IndexDamaged where it is not what was written or of another
    format.
    """
    name = None
    while True:
        previous, (name, checksum) = name, _current(directory)
        try:
            return _opened(directory, name, checksum, check)
        except FileNotFoundError as gone:
            if name == previous:  # no writer took it away
                raise IndexDamaged(directory, f"{name} is incomplete") from gone


def current(directory: Path) -> str | None:
    """The name of the current generation; None where there is none that can be read."""
    with suppress(IndexMissing, IndexDamaged):
        return _current(directory)[0]
    return None


def write(directory: Path, arrays: Arrays, about: Mapping[str, Any]) -> Generation:
    """Write a generation, make it current, and remove the others; to be called inside `writing(directory)`.

    Raises IndexNotWritten; the generation that was current then still is.
    """
    numbers = [int(path.name) for path in directory.iterdir() if path.name.isdecimal()]
    target = directory / f"{max(numbers, default=0) + 1:08}"
    try:
        target.mkdir(mode=0o700)
        table = _write_data(target / "data", arrays)
        manifest = json.dumps(
            {"format": FORMAT, "about": about, "arrays": table}, ensure_ascii=False
        ).encode()
        _write(target / "manifest.json", manifest)
        _sync(target)
        _write(directory / "CURRENT.new", f"{target.name} {zlib.crc32(manifest)}\n".encode())
        (directory / "CURRENT.new").replace(directory / "CURRENT")
    except OSError as problem:
        shutil.rmtree(target, ignore_errors=True)
        raise _not_written(directory, problem) from problem
    with suppress(OSError):
        _sync(directory)
    for path in directory.iterdir():
        if path.name.isdecimal() and path != target:
            shutil.rmtree(path, ignore_errors=True)
    return opened(directory)


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Hold the right to write in `directory`, made if need be; waits while another process has it."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise _not_written(directory, problem) from problem
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _current(directory: Path) -> tuple[str, int]:
    try:
        name, checksum = (directory / "CURRENT").read_text("ascii").split()
        if not name.isdecimal():
            raise ValueError(name)
        return name, int(checksum)
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise IndexMissing(directory) from missing
    except (OSError, ValueError) as problem:
        raise IndexDamaged(directory, "CURRENT cannot be read") from problem


def _opened(directory: Path, name: str, checksum: int, check: bool) -> Generation:
    try:
        manifest = (directory / name / "manifest.json").read_bytes()
        if zlib.crc32(manifest) != checksum:
            raise IndexDamaged(directory, f"the manifest of {name} was altered")
        said = json.loads(manifest)
        if said["format"] != FORMAT:
            raise IndexDamaged(directory, f"it is of format {said['format']}, not {FORMAT}")
        with (directory / name / "data").open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        arrays = {}
        for array, (dtype, shape, start, crc) in said["arrays"].items():
            flat = np.frombuffer(data, dtype, int(np.prod(shape)), start)
            if (check or flat.nbytes <= _CHECKED_AT_OPENING) and zlib.crc32(flat.data.cast("B")) != crc:
                raise IndexDamaged(directory, f"{array} in {name} was altered")
            arrays[array] = flat.reshape(shape)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise IndexDamaged(directory, f"{name} is incomplete") from problem
    return Generation(name, arrays, said["about"])


def _write_data(path: Path, arrays: Arrays) -> dict[str, tuple[str, tuple[int, ...], int, int]]:
    """Write the arrays one after the other; gives dtype, shape, offset and checksum of each."""
    table = {}
    with path.open("xb") as file:
        file.write(bytes(_ALIGNMENT))
        for name, array in arrays.items():
            file.write(bytes(-file.tell() % _ALIGNMENT))
            flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
            table[name] = (array.dtype.str, array.shape, file.tell(), zlib.crc32(flat.data))
            file.write(flat.data)
        file.flush()
        os.fsync(file.fileno())
    return table


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_written(directory: Path, problem: OSError) -> IndexNotWritten:
    """The error for what the operating system said, with its remedy."""
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    remedy = "请腾出磁盘空间再试" if full else "请检查目录的写权限再试"
    reason = problem.strerror or str(problem)
    return IndexNotWritten(directory, reason, remedy)
