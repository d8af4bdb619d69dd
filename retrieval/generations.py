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
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from retrieval.errors import IndexDamaged, IndexMissing, IndexNotWritten

FORMAT = 3
Arrays = Mapping[str, NDArray[Any]]
Row = tuple[str, tuple[int, ...], int, int, int]

_CHECKED_AT_OPENING = 1 << 20  # bytes: a checksum of more would be felt at every start
_EDGE = 1 << 16
_LARGE = 1 << 25  # bytes of an array that is not made in memory
_ALIGNMENT = 64


@dataclass(frozen=True, slots=True)
class Generation:
    """Arrays mapped from disk, read-only, and what was said `about` them when they were written.

    No two that hold different things have the same `name` and `checksum`.
    """

    name: str
    checksum: int
    arrays: Arrays
    about: Mapping[str, Any]


def opened(directory: Path, *, check: bool = False) -> Generation:
    """The current generation. Lengths, checksums of small arrays and of the edges of large ones are always
    checked, those of all with `check`.

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
                raise IndexDamaged(directory, f"{name} 不完整") from gone


def current(directory: Path) -> str | None:
    """The name of the current generation; None where there is none that can be read."""
    with suppress(IndexMissing, IndexDamaged):
        return _current(directory)[0]
    return None


def write(
    directory: Path, arrays: Iterable[tuple[str, NDArray[Any]]], about: Mapping[str, Any]
) -> Generation:
    """Write a generation, make it current, and remove the others; to be called inside `writing(directory)`.

    Each array can go when the next one is made. Raises IndexNotWritten; the generation that was current then
    still is.
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
    except BaseException as problem:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(problem, OSError):
            raise _not_written(directory, problem) from problem
        raise
    with suppress(OSError):
        _sync(directory)
    for path in directory.iterdir():
        if path.name.isdecimal() and path != target:
            shutil.rmtree(path, ignore_errors=True)
    return opened(directory)


class Aside:
    """Arrays put on disk while more are made, and mapped when all are there: they go when nobody reads them,
    and with a process.

    Raises IndexNotWritten.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._tables: list[dict[str, tuple[np.dtype[Any], tuple[int, ...], int]]] = []

    def __enter__(self) -> Self:
        try:
            self._file = tempfile.TemporaryFile(dir=self._directory)
        except OSError as problem:
            raise _not_written(self._directory, problem) from problem
        self.clear()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # a full disk is known by now
            self._file.close()

    def clear(self) -> None:
        """Forget what was put."""
        self._tables = []
        self._file.seek(_ALIGNMENT)
        self._file.truncate()

    def put(self, arrays: Arrays) -> None:
        """Put these behind those that are there."""
        try:
            self._tables.append(
                {
                    name: (array.dtype, array.shape, _append(self._file, array))
                    for name, array in arrays.items()
                }
            )
        except OSError as problem:
            raise _not_written(self._directory, problem) from problem

    def mapped(self) -> list[Arrays]:
        """All that were put, in order."""
        try:
            self._file.flush()
            data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as problem:
            raise _not_written(self._directory, problem) from problem
        return [
            {
                name: np.frombuffer(data, dtype, int(np.prod(shape)), start).reshape(shape)
                for name, (dtype, shape, start) in table.items()
            }
            for table in self._tables
        ]


def room(directory: Path, size: int, dtype: DTypeLike) -> NDArray[Any]:
    """An array to be filled, on disk where it is large; it goes when nobody reads it, and with a process.

    Raises IndexNotWritten.
    """
    length = size * np.dtype(dtype).itemsize
    if length <= _LARGE:
        return np.empty(size, dtype)
    try:
        with tempfile.TemporaryFile(dir=directory) as file:
            os.posix_fallocate(file.fileno(), 0, length)
            return np.frombuffer(mmap.mmap(file.fileno(), length), dtype)
    except OSError as problem:
        raise _not_written(directory, problem) from problem


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
        raise IndexDamaged(directory, "CURRENT 读不出来") from problem


def _opened(directory: Path, name: str, checksum: int, check: bool) -> Generation:
    try:
        manifest = (directory / name / "manifest.json").read_bytes()
        if zlib.crc32(manifest) != checksum:
            raise IndexDamaged(directory, f"{name} 的清单被改动过")
        said = json.loads(manifest)
        if said["format"] != FORMAT:
            raise IndexDamaged(directory, f"格式是 {said['format']}，现在用的是 {FORMAT}")
        with (directory / name / "data").open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        arrays = {}
        for array, (dtype, shape, start, whole, edges) in said["arrays"].items():
            flat = np.frombuffer(data, dtype, int(np.prod(shape)), start)
            content = flat.data.cast("B")
            if check or len(content) <= _CHECKED_AT_OPENING:
                sound = zlib.crc32(content) == whole
            else:
                sound = zlib.crc32(content[-_EDGE:], zlib.crc32(content[:_EDGE])) == edges
            if not sound:
                raise IndexDamaged(directory, f"{name} 里的 {array} 被改动过")
            arrays[array] = flat.reshape(shape)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise IndexDamaged(directory, f"{name} 不完整") from problem
    return Generation(name, checksum, arrays, said["about"])


def _write_data(path: Path, arrays: Iterable[tuple[str, NDArray[Any]]]) -> dict[str, Row]:
    """Write the arrays one after the other; gives dtype, shape, offset and checksums of each.

    The disk takes large ones while the next are made.
    """
    from concurrent.futures import ThreadPoolExecutor  # here, since no question needs it

    table = {}
    with path.open("xb") as file, ThreadPoolExecutor(1) as disk:
        taken = []
        file.write(bytes(_ALIGNMENT))
        for name, array in arrays:
            start = _append(file, array)
            if array.nbytes > _LARGE:
                taken.append(disk.submit(os.fsync, file.fileno()))
            table[name] = (array.dtype.str, array.shape, start, *_checksums(_bytes_of(array)))
        file.flush()
        taken.append(disk.submit(os.fsync, file.fileno()))
        for one in taken:
            one.result()
    return table


def _append(file: IO[bytes], array: NDArray[Any]) -> int:
    """Write an array at the end of a file; gives where it begins."""
    file.write(bytes(-file.tell() % _ALIGNMENT))
    start = file.tell()
    file.write(_bytes_of(array))
    return start


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _checksums(content: memoryview) -> tuple[int, int]:
    """Of all, and of the edges: what was cut, moved or left out shows there, too."""
    return zlib.crc32(content), zlib.crc32(content[-_EDGE:], zlib.crc32(content[:_EDGE]))


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
