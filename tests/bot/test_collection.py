"""A collection that is at work while its documents change."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bot.collection import Collection


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
