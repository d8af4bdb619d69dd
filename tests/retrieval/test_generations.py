"""The index on disk is replaced whole or not at all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval import IndexDamaged, IndexMissing, IndexNotWritten, generations
from retrieval.generations import Generation, opened, write, writing

ARRAYS: dict[str, NDArray[Any]] = {
    "numbers": np.arange(7, dtype=np.int32),
    "pairs": np.arange(6, dtype=np.uint64).reshape(3, 2),
    "words": np.array([b"one", b"three"]),
    "nothing": np.zeros((0, 5), np.int32),
}


def written(directory: Path, large: int = 0) -> Generation:
    """A generation of small arrays, and one of `large` bytes."""
    with writing(directory):
        return write(directory, {**ARRAYS, "large": np.zeros(large, np.uint8)}.items(), {"words": ["出处"]})


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Arrays come back with their types and shapes, read-only, and what was said about them."""
    generation = written(tmp_path)
    for name, array in ARRAYS.items():
        read = generation.arrays[name]
        assert (read.dtype, read.shape, read.tolist()) == (array.dtype, array.shape, array.tolist())
        assert not read.flags.writeable
    assert generation.about == {"words": ["出处"]}


def test_old_generations_go_and_their_readers_stay(tmp_path: Path) -> None:
    """Only the current one remains on disk; whoever has an old one open can go on reading."""
    old = written(tmp_path, large=1 << 22)
    new = written(tmp_path)
    assert new.name != old.name
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "CURRENT", "lock"]
    assert old.arrays["numbers"].tolist() == ARRAYS["numbers"].tolist()
    assert not old.arrays["large"].any()


def test_where_nothing_was_written_the_index_is_missing(tmp_path: Path) -> None:
    """The error names the place and the remedy."""
    for directory in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissing, match="chuchu index"):
            opened(directory)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "data"])
@pytest.mark.parametrize("harm", ["cut", "alter", "empty", "delete"])
def test_damage_is_noticed(tmp_path: Path, name: str, harm: str) -> None:
    """A file that is shorter, altered, empty or gone is never used."""
    generation = written(tmp_path)
    path = tmp_path / name if name == "CURRENT" else tmp_path / generation.name / name
    content = path.read_bytes()
    if harm == "delete":
        path.unlink()
    else:
        place = 64 if name == "data" else len(content) // 2
        altered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        path.write_bytes({"cut": content[: len(content) // 2], "alter": altered, "empty": b""}[harm])
    with pytest.raises(IndexMissing if (name, harm) == ("CURRENT", "delete") else IndexDamaged):
        opened(tmp_path)


def test_damage_in_large_arrays_is_noticed_when_asked(tmp_path: Path) -> None:
    """They are not read whole at every start, only their edges; an update checks them."""
    generation = written(tmp_path, large=1 << 21)
    data = tmp_path / generation.name / "data"
    sound = data.read_bytes()
    data.write_bytes(sound[:-5] + b"x" + sound[-4:])
    with pytest.raises(IndexDamaged, match="large"):
        opened(tmp_path)
    data.write_bytes(sound[: -1 << 20] + b"x" + sound[(-1 << 20) + 1 :])
    assert opened(tmp_path).name == generation.name
    with pytest.raises(IndexDamaged, match="large"):
        opened(tmp_path, check=True)


def test_another_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of a later version asks to be rebuilt."""
    monkeypatch.setattr(generations, "FORMAT", 99)
    with pytest.raises(IndexDamaged, match="99，现在用的是"):
        try:
            written(tmp_path)
        finally:
            monkeypatch.undo()
            opened(tmp_path)


def test_a_full_disk_leaves_what_stood(tmp_path: Path) -> None:
    """The error names the remedy, nothing half-written remains, and the old generation is read on."""
    old = written(tmp_path)
    child = f"""
        import resource, signal, sys
        from pathlib import Path
        from retrieval import IndexNotWritten
        from tests.retrieval.test_generations import written
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            written(Path({str(tmp_path)!r}), large=1_000_000)
        except IndexNotWritten as error:
            sys.exit(str(error))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(child)], capture_output=True, text=True)
    assert "File too large" in done.stderr
    assert "腾出磁盘空间" in done.stderr
    assert opened(tmp_path, check=True).name == old.name
    assert sorted(path.name for path in tmp_path.iterdir()) == [old.name, "CURRENT", "lock"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """The index cannot be where a file is."""
    (tmp_path / "index").write_text("")
    with pytest.raises(IndexNotWritten, match="index"):
        written(tmp_path / "index")


def test_a_killed_writer_leaves_an_old_or_a_new_generation(tmp_path: Path) -> None:
    """Killed at any moment, with no chance to tidy up; the next writer tidies up."""
    written(tmp_path)
    child = f"""
        from pathlib import Path
        from tests.retrieval.test_generations import written
        print("ready", flush=True)
        while True:
            written(Path({str(tmp_path)!r}), large=3_000_000)
    """
    for attempt in range(8):
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(child)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.005 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert opened(tmp_path, check=True).about == {"words": ["出处"]}
    last = written(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [last.name, "CURRENT", "lock"]


def test_readers_read_while_a_writer_writes(tmp_path: Path) -> None:
    """A generation that goes between its name being read and its files being opened is no damage."""
    written(tmp_path)
    child = f"""
        from pathlib import Path
        from tests.retrieval.test_generations import written
        for _ in range(60):
            written(Path({str(tmp_path)!r}))
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(child)])
    while process.poll() is None:
        assert opened(tmp_path).arrays["numbers"].tolist() == ARRAYS["numbers"].tolist()
    assert process.returncode == 0


def test_writers_take_turns(tmp_path: Path) -> None:
    """Two processes that write at once leave a whole generation, and one numbered for each time."""
    child = f"""
        from pathlib import Path
        from tests.retrieval.test_generations import written
        for _ in range(10):
            written(Path({str(tmp_path)!r}))
    """
    both = [subprocess.Popen([sys.executable, "-c", textwrap.dedent(child)]) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert int(opened(tmp_path, check=True).name) == 20


def test_the_manifest_is_plain(tmp_path: Path) -> None:
    """A person can see what a generation holds."""
    manifest = json.loads((tmp_path / written(tmp_path).name / "manifest.json").read_text("utf-8"))
    assert manifest["format"] == generations.FORMAT
    assert manifest["arrays"]["numbers"][:2] == ["<i4", [7]]
