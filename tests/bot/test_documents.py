"""The collection as its owner sees it: receipts, changes, corrections, and codes that outlive an edit."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.collection import Collection
from corpus import Limits
from tests.bench import documents as bench
from tests.bot.commands import ROOT, chuchu

RULES = """临江读书会借阅规则

第一章 总则

第一条 为了让书流动起来，制定本规则。

第二条 每人每次借书不超过三册，借期三十天。

第二章 归还

第三条 逾期不还的，每天交纳一角钱，用来修补旧书。

第四条 书页破损的，应当如实告知管理员。
"""
NIGHT = "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with one document."""
    data = tmp_path / "data"
    write(data, "借阅规则.txt", RULES)
    return data


def write(data: Path, name: str, text: str) -> Path:
    """Put a file into the documents folder."""
    path = data / "documents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def code(data: Path, question: str) -> str:
    """The code of the best quotation."""
    return Collection(data).ask(question).quotations[0].citation.code


def bytes_of(folder: Path) -> bytes:
    """All that stands on the disk below a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_receipt_says_what_was_indexed_and_what_was_left_out(data: Path) -> None:
    """For people as a tree, for scripts with numbers that add up."""
    shown = chuchu(data, "documents", "借阅规则.txt")
    assert "收入" in shown.out
    assert "未收入：标题和题下文字 9 字 · 独占一行的标题 10 字" in shown.out
    assert "第四条" in shown.out
    (said,) = chuchu(data, "documents", "借阅规则.txt", "--json").json
    assert said["characters"] == len("".join(RULES.split()))
    assert said["characters"] == said["indexed"] + sum(one["characters"] for one in said["left_out"])
    assert (said["paragraphs"], said["sentences"], said["duplicates"]) == (4, 4, [])


def test_the_list_has_a_line_for_each_document(data: Path) -> None:
    """With what is doubtful below it: here, that it is there twice."""
    write(data, "副本.md", RULES)
    lines = chuchu(data, "documents", COLUMNS="200").out.splitlines()
    assert [line.split()[0] for line in lines] == ["✓", "!", "✓", "!"]
    assert "和 副本.md 的文字相同" in lines[1]
    assert chuchu(data, "documents", "没有.txt").failed_with_one_sentence()


def test_what_was_read_is_said_as_it_will_be_listed(data: Path) -> None:
    """Few receipts or many: titles, sections and characters are those of the list, a line each."""
    said = chuchu(data, "index", COLUMNS="200").out
    assert said == chuchu(data, "documents", COLUMNS="200").out
    assert "1 篇 《临江读书会借阅规则》 · 6 节 · 113 字" in said
    for number in range(220):
        write(data, f"{number:03}.txt", f"夜读之{number}\n\n夜读从晚上九点开始，第{number}次十点半熄灯。\n")
    said = chuchu(data, "index", COLUMNS="200").out
    assert said.splitlines() == chuchu(data, "documents", COLUMNS="200").out.splitlines()[:220]


def test_a_touched_file_is_not_read_again(data: Path) -> None:
    """Other time, same bytes: the index keeps what it has, and learns the time."""
    Collection(data).update()
    (data / "documents" / "借阅规则.txt").touch()
    assert chuchu(data, "index").out.strip() == "没有变化。"
    before = {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")}
    assert not Collection(data).update()
    assert {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")} == before


def test_a_file_that_cannot_be_read_is_said_once(data: Path) -> None:
    """It stays in the list, and is no change each time."""
    write(data, "空.txt", "")
    assert "空.txt" in chuchu(data, "index").err
    again = chuchu(data, "index")
    assert (again.out.strip(), again.err) == ("没有变化。", "")
    assert "✗ 空.txt" in chuchu(data, "documents").out


def test_codes_of_unchanged_text_stay(data: Path) -> None:
    """An edit elsewhere, a rebuild and another name of the file change no code."""
    known = code(data, "借期多长？")
    path = write(data, "借阅规则.txt", RULES.replace("一角钱", "五角钱"))
    assert code(data, "借期多长？") == known
    path.rename(path.with_name("规则.txt"))
    assert code(data, "借期多长？") == known
    Collection(data).update(rebuild=True)
    assert Collection(data).passage(known) is not None


def test_a_code_whose_text_changed_says_so_and_shows_the_closest(data: Path) -> None:
    """Also after further edits, until the passage stands again as it was."""
    known = code(data, "逾期不还怎么办？")
    write(data, "借阅规则.txt", RULES.replace("一角钱", "五角钱"))
    shown = chuchu(data, "show", known)
    assert shown.status == 0
    assert shown.out.startswith(f"编号 {known} 的那段文字已经改过。现在最接近的是：\n")
    assert "五角钱" in shown.out
    write(data, "借阅规则.txt", RULES.replace("一角钱", "两块钱").replace("三十天", "四十天"))
    said = chuchu(data, "show", "--json", known).json
    assert said["changed"] is True
    assert "两块钱" in said["text"]
    write(data, "借阅规则.txt", RULES)
    assert "changed" not in chuchu(data, "show", "--json", known).json


def test_a_code_whose_text_went_is_not_given_another(data: Path) -> None:
    """Nothing is shown that only happens to be there; an unknown code is an error, too."""
    known = code(data, "逾期不还怎么办？")
    write(data, "借阅规则.txt", RULES.replace("第三条 逾期不还的，每天交纳一角钱，用来修补旧书。", ""))
    assert chuchu(data, "show", known).failed_with_one_sentence()
    assert chuchu(data, "show", "abcdefghij").failed_with_one_sentence()


def test_a_new_title_gives_new_codes_and_the_old_ones_lead_there(data: Path) -> None:
    """The text is the same, so it is found whole."""
    known = code(data, "逾期不还怎么办？")
    write(data, "借阅规则.txt", RULES.replace("临江读书会", "河口读书会", 1))
    closest = Collection(data).closest(known)
    assert closest is not None
    assert "一角钱" in closest.text


def test_an_edited_or_removed_text_leaves_no_trace(data: Path) -> None:
    """Not in the index, not in the caches, not behind an old code."""
    write(data, "夜读.txt", NIGHT)
    known = code(data, "夜读几点开始？")
    write(data, "夜读.txt", NIGHT.replace("九点", "八点"))
    assert Collection(data).closest(known) is not None
    for text in ("晚上九点开始", known):
        for codec in ("utf-8", "utf-16-le", "utf-32-le"):
            assert text.encode(codec) not in bytes_of(data / "index") + bytes_of(data / "cache")
    write(data, "夜读.txt.toml", 'title = "夜里读书"')
    Collection(data).remove(["夜读.txt"])
    assert [path.name for path in (data / "documents").iterdir()] == ["借阅规则.txt"]
    assert "夜读".encode() not in bytes_of(data / "index") + bytes_of(data / "cache")
    assert Collection(data).closest(known) is None


def test_corrections_are_written_changed_and_followed(data: Path) -> None:
    """`--edit-outline` says where they are; what is changed there is read by the next command."""
    path = Path(chuchu(data, "documents", "借阅规则.txt", "--edit-outline").out.strip())
    assert path == data / "documents" / "借阅规则.txt.toml"
    (before,) = chuchu(data, "documents", "--json").json
    said = path.read_text(encoding="utf-8")
    assert "第三条" in said
    path.write_text(
        said.replace('author = ""', 'author = "丁小满"').replace("  第三条\n", ""), encoding="utf-8"
    )
    (after,) = chuchu(data, "documents", "--json").json
    assert after["works"][0]["author"] == "丁小满"
    assert [one["label"] for one in after["works"][0]["outline"][1]["sections"]] == ["第四条"]
    assert chuchu(data, "documents", "借阅规则.txt", "--edit-outline").status == 0
    assert "丁小满" in path.read_text(encoding="utf-8")
    path.unlink()
    assert chuchu(data, "documents", "--json").json == [before]


def test_a_mistake_in_the_corrections_is_in_the_receipt(data: Path) -> None:
    """With its line; the document is read without it."""
    write(data, "借阅规则.txt.toml", 'title = "借书"\nauthor = 没有引号\n')
    shown = chuchu(data, "index")
    assert "借阅规则.txt.toml 第 2 行" in shown.out
    assert chuchu(data, "ask", "--json", "逾期不还怎么办？").json["found"]


def test_corrections_come_along_with_their_document(data: Path, tmp_path: Path) -> None:
    """`add` brings both, and keeps those that a document of that name had."""
    folder = tmp_path / "来的"
    folder.mkdir()
    (folder / "夜读.txt").write_text(NIGHT, encoding="utf-8")
    (folder / "夜读.txt.toml").write_text('title = "夜里读书"', encoding="utf-8")
    Collection(data).update()
    (added,) = Collection(data).add([folder]).read
    assert added.works[0].title == "夜里读书"
    (folder / "夜读.txt.toml").unlink()
    (folder / "夜读.txt").write_text(NIGHT + "第二句。\n", encoding="utf-8")
    (added,) = Collection(data).add([folder / "夜读.txt"]).read
    assert added.works[0].title == "夜里读书"
    assert chuchu(data, "add", str(data / "documents" / "夜读.txt.toml")).failed_with_one_sentence()


def test_samples_are_not_corrected(tmp_path: Path) -> None:
    """They are not the user's own."""
    assert chuchu(tmp_path, "documents", "慢一点读.txt", "--edit-outline").failed_with_one_sentence()
    assert chuchu(tmp_path, "documents", "--edit-outline").status == 2


def test_limits_come_from_settings(data: Path) -> None:
    """A file that was too large is tried again once it may be so large."""
    write(data, "大.txt", "大\n" + "这句话很平常。\n" * 80_000)
    refused = chuchu(data, "index", CHUCHU_MAX_FILE_MB="1")
    assert refused.status == 0
    assert "大.txt：文件超过 1 MB" in refused.err
    assert "大.txt" in chuchu(data, "index", CHUCHU_MAX_FILE_MB="3").out
    for wrong in ("0", "viel"):
        ran = chuchu(data, "index", CHUCHU_MAX_FILE_MB=wrong)
        assert ran.failed_with_one_sentence()
        assert "CHUCHU_MAX_FILE_MB" in ran.err


def test_index_watches_until_it_is_stopped(data: Path) -> None:
    """A line for each change, and a quiet end with Ctrl-C."""
    command = [sys.executable, "-m", "bot", "--data-dir", str(data), "index", "--watch"]
    watching = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    patience = threading.Timer(60, watching.kill)
    patience.start()
    try:
        assert watching.stdout is not None
        lines = iter(watching.stdout.readline, b"")
        assert "✓ 借阅规则.txt" in next(lines).decode()
        write(data, "夜读.txt", NIGHT)
        assert "✓ 夜读.txt" in next(lines).decode()
        (data / "documents" / "夜读.txt").unlink()
        assert "− 夜读.txt" in next(lines).decode()
        watching.send_signal(signal.SIGINT)
        assert watching.communicate() == (b"", b"")
        assert watching.returncode == 0
    finally:
        patience.cancel()
        watching.kill()
        watching.communicate()


def test_a_file_that_is_gone_as_soon_as_it_was_read_is_not_kept(data: Path) -> None:
    """Watching sees it come, and sees it go."""
    collection = Collection(data)
    watching = collection.watch(pause=0)
    next(watching)
    path = write(data, "夜读.txt", NIGHT)
    assert [document.name for document in next(watching).read] == ["夜读.txt"]
    path.unlink()
    assert next(watching).gone == ("夜读.txt",)


@pytest.fixture
def asked(data: Path) -> Iterator[list[bool]]:
    """Answers of an open collection, asked all the time while a test changes the folder."""
    collection = Collection(data)
    collection.refresh()
    answers: list[bool] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            answers.append(collection.ask("借书不超过几册？").found)

    def refresh() -> None:
        while not over.is_set():
            collection.refresh()
            time.sleep(0.05)

    threads = [threading.Thread(target=each) for each in (ask, refresh)]
    for thread in threads:
        thread.start()
    yield answers
    over.set()
    for thread in threads:
        thread.join()


def test_answers_never_fail_while_documents_come_and_go(data: Path, asked: list[bool]) -> None:
    """Whether the change is seen here or another process makes it."""
    for number in range(4):
        write(data, f"{number}.txt", NIGHT)
        Collection(data).update()
    write(data, "0.html", f"<html><body><p>{NIGHT}</p></body></html>")
    time.sleep(1)
    assert len(asked) > 5
    assert all(asked)


def test_a_shelf_of_laws_is_read_article_by_article(tmp_path: Path) -> None:
    """The short form of `tests.bench.documents`."""
    folder, data = tmp_path / "laws", tmp_path / "data"
    bench.shelve(folder, 12, 48)
    collection = Collection(data, Limits())
    collection.add([folder])
    assert bench.well_read(collection.documents, 48)
    began = time.monotonic()
    assert not Collection(data).update()
    assert time.monotonic() - began < 2
