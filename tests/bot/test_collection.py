"""A collection that is at work while its documents change."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from bot.collection import Change, Collection


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """One document, and its index open."""
    one = Collection(tmp_path)
    write(one, "借阅.txt", "借阅规则\n\n每人每次借书不超过三册，借期三十天。\n")
    one.refresh()
    return one


def write(collection: Collection, name: str, text: str) -> None:
    """Put a document into the folder behind the collection's back."""
    (collection.documents_dir / name).write_text(text, encoding="utf-8")


def test_a_new_document_answers_after_a_refresh(collection: Collection) -> None:
    """Without a restart; a removed one is silent."""
    write(collection, "夜读.txt", "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n")
    assert not collection.ask("夜读几点开始？").found
    collection.refresh()
    assert collection.ask("夜读几点开始？").quotations[0].citation.document == "夜读.txt"
    (collection.documents_dir / "夜读.txt").unlink()
    collection.refresh()
    assert not collection.ask("夜读几点开始？").found


def test_what_another_process_indexed_is_seen(collection: Collection) -> None:
    """As after `chuchu add` beside a running bot."""
    write(collection, "夜读.txt", "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n")
    Collection(collection.data_dir).update()
    collection.refresh()
    assert collection.ask("夜读几点开始？").found


def test_a_refresh_without_a_change_does_nothing(collection: Collection) -> None:
    """It may happen every few seconds."""
    collection.refresh()
    index = collection.index
    collection.refresh()
    assert collection.index is index


def test_an_update_holds_until_the_next(collection: Collection) -> None:
    """Asking does not look at the folder again: a command does so once."""
    fresh = Collection(collection.data_dir)
    fresh.update()
    (collection.documents_dir / "借阅.txt").unlink()
    assert fresh.ask("每次可以借几册？").found


def test_what_has_settled_is_still_watched(collection: Collection) -> None:
    """The receipts are not gone through again as long as nothing changes; whatever changes is seen."""
    path, data = collection.documents_dir / "借阅.txt", collection.data_dir

    def settle() -> None:
        for _ in range(3):
            assert Collection(data).update() == Change((), ())

    def seen() -> list[str]:
        change = Collection(data).update()
        return [*(document.name for document in change.read), *change.gone]

    settle()
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("三册", "五册"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert seen() == ["借阅.txt"]
    settle()
    write(collection, "夜读.txt", "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n")
    assert seen() == ["夜读.txt"]
    settle()
    path.unlink()
    assert seen() == ["借阅.txt"]
    settle()
    (data / "words.txt").write_text("夜读从\n", "utf-8")
    Collection(data).update()
    assert Collection(data).index.words == ("夜读从",)
    settle()
    shutil.rmtree(data / "index")
    assert seen() == ["夜读.txt"]
    settle()


def test_questions_are_answered_during_a_refresh(collection: Collection) -> None:
    """From the old index or the new one, and from several threads."""
    failed: list[BaseException] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                assert collection.ask("借书不超过几册？").found
            except BaseException as error:
                failed.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        write(collection, f"{number}.txt", f"第{number}篇\n\n这里说的是别的事，第{number}件。\n")
        collection.refresh()
    over.set()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_file_that_could_not_be_read_is_mended_by_adding_it_again(
    collection: Collection, tmp_path: Path
) -> None:
    """Even when size and time are the same: reading it may have failed for a reason that has passed."""
    text = "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n".encode()
    spoilt, good = collection.documents_dir / "夜读.txt", tmp_path / "outside" / "夜读.txt"
    good.parent.mkdir()
    for path, content in ((spoilt, b" " * len(text)), (good, text)):
        path.write_bytes(content)
        os.utime(path, ns=(10**18, 10**18))
    collection.refresh()
    assert not collection.ask("夜读几点开始？").found
    collection.add([good])
    assert collection.ask("夜读几点开始？").found
