"""A hostile file ends with its own receipt, and the others are read."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import corpus
from corpus import Document, Limits

BODY = "这里说的是平常的事情，谁都看得明白。"


def pages(count: int, paragraphs: int = 1) -> bytes:
    """A page that takes its parser a while."""
    return b"<html><body>" + (f"<p>{BODY * paragraphs}</p>" * count).encode() + b"</body></html>"


def read(folder: Path, files: dict[str, bytes], limits: Limits | None = None) -> dict[str, Document]:
    """Documents of files with these contents."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {document.name: document for document in corpus.read_all(corpus.scan(folder), limits)}


def test_a_file_that_takes_too_long_on_the_clock_is_stopped(tmp_path: Path) -> None:
    """Patience is for one file; the next has its own."""
    limits = Limits(patience=1.5)
    found = read(tmp_path, {"long": pages(250_000), "short": pages(1)}, limits)
    assert found["long"].error == "long：读得太久，停了下来；请把它拆小，或换一种格式"
    assert found["short"].error is None


def test_a_file_that_uses_up_the_processor_is_stopped(tmp_path: Path) -> None:
    """The kernel ends the worker by a signal, as it ends one that a parser crashes."""
    found = read(tmp_path, {"long": pages(250_000), "short": pages(1)}, Limits(processor=1))
    assert "用尽了内存或时间" in (found["long"].error or "")
    assert found["short"].error is None


def test_a_file_that_uses_up_memory_is_stopped(tmp_path: Path) -> None:
    """Nothing else on the machine feels it."""
    found = read(tmp_path, {"wide": pages(40_000, 4), "short": pages(1)}, Limits(memory=80 << 20))
    assert found["wide"].error is not None
    assert found["short"].error is None


def test_what_was_stopped_is_not_tried_again_as_it_is(tmp_path: Path) -> None:
    """Its receipt has the digest of its bytes."""
    found = read(tmp_path, {"long": pages(250_000)}, Limits(processor=1))
    (file,) = corpus.scan(tmp_path)
    assert found["long"].digest == file.digest()


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    """Its size on the disk is enough; the sentence names the setting."""
    with (tmp_path / "大.txt").open("wb") as file:
        file.truncate(2 << 20)
    (document,) = corpus.read_all(corpus.scan(tmp_path), Limits(megabytes=1))
    assert document.error == "大.txt：文件超过 1 MB；请拆成几个文件，或调大 CHUCHU_MAX_FILE_MB"


def test_a_file_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    """Pages are those that the file itself has."""
    count = 4
    words = ("one bird", "two big ships", "three", "four old trees")
    streams = [
        f"BT /F1 12 Tf 72 {700 - 9 * n} Td (Here are {words[n]}.) Tj ET".encode() for n in range(count)
    ]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 612 792]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(count):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * n} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(streams[n])}>>stream\n".encode() + streams[n] + b"\nendstream")
    data = b"%PDF-1.4\n"
    for number, one in enumerate(objects, 1):
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    data += b"trailer<</Root 1 0 R>>\n"
    assert read(tmp_path, {"书.pdf": data})["书.pdf"].error is None
    found = read(tmp_path, {"书.pdf": data}, Limits(pages=3))
    assert found["书.pdf"].error == "书.pdf：多于 3 页；请拆成几个文件，或调大 CHUCHU_MAX_PAGES"


def test_a_file_that_went_away_has_a_receipt(tmp_path: Path) -> None:
    """Between listing and reading, in a worker, too."""
    for name in ("甲.html", "乙.html"):
        (tmp_path / name).write_bytes(pages(1))
    files = corpus.scan(tmp_path)
    files[0].path.unlink()
    gone, there = corpus.read_all(files)
    assert "打不开" in (gone.error or "")
    assert there.error is None


def test_documents_come_in_the_order_of_files(tmp_path: Path) -> None:
    """However long each takes."""
    found = read(tmp_path, {f"{n:02}.html": pages(3_000 if n % 3 == 0 else 1) for n in range(9)})
    assert list(found) == sorted(found)
    assert all(document.error is None for document in found.values())


def test_a_little_plain_text_is_read_at_once(tmp_path: Path) -> None:
    """Without a process, which would take longer to start than this takes in all."""
    began = time.monotonic()
    found = read(tmp_path, {"春.txt": f"春天\n{BODY}".encode()})
    assert found["春.txt"].works[0].title == "春天"
    assert time.monotonic() - began < 0.3


def test_it_can_be_done_in_a_thread(tmp_path: Path) -> None:
    """As the running bot does."""
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.extend(read(tmp_path, {"a.html": pages(1)})))
    thread.start()
    thread.join()
    assert found == ["a.html"]


def test_who_stops_asking_leaves_no_process(tmp_path: Path) -> None:
    """Workers end with the reading."""
    import multiprocessing

    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_bytes(pages(1))
    reading = corpus.read_all(corpus.scan(tmp_path))
    next(iter(reading))
    reading.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_workers_that_cannot_start_are_no_endless_story(tmp_path: Path) -> None:
    """Each file gets a receipt."""
    limits = Limits(memory=1 << 20)
    found = read(tmp_path, {"a.html": pages(1), "b.html": pages(1)}, limits)
    assert all(document.error for document in found.values())
