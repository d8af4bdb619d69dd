"""The commands of the contract, run as processes."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from corpus import SAMPLES
from tests.bot.commands import Ran, chuchu

RULES = """临江读书会借阅规则

第一章 总则

第一条 为了让书流动起来，制定本规则。

第二条 每人每次借书不超过三册，借期三十天。

第二章 归还

第三条 逾期不还的，每天交纳一角钱，用来修补旧书。

第四条 书页破损的，应当如实告知管理员。
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "借阅规则.txt"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_a_question_is_answered_from_the_samples_while_there_is_nothing_else(data: Path) -> None:
    """A newcomer's first question is answered, with its place."""
    ran = chuchu(data, "ask", "领读人要做什么准备？")
    assert ran.status == 0
    assert "至少读两遍" in ran.out
    assert "《读书会章程》" in ran.out
    assert "第二十八条" in ran.out


def test_an_added_document_answers_and_the_samples_are_silent(data: Path, rules: Path) -> None:
    """The user's own documents are the collection from the first one on."""
    added = chuchu(data, "add", str(rules))
    assert added.status == 0
    assert "借阅规则.txt" in added.out
    answer = chuchu(data, "ask", "--json", "逾期不还怎么办？").json
    assert answer["found"]
    best = answer["quotations"][0]
    assert "每天交纳一角钱" in best["text"]
    assert best["work"] == "临江读书会借阅规则"
    assert best["section"] == ["第二章 归还", "第三条"]
    assert best["document"] == "借阅规则.txt"
    assert best["text"][slice(*best["matches"][0])]
    assert not chuchu(data, "ask", "--json", "领读人要做什么准备？").json["found"]


def test_the_offsets_of_a_quotation_are_those_of_the_stored_text(data: Path, rules: Path) -> None:
    """`text` equals the work's text from `start` to `end`."""
    chuchu(data, "add", str(rules))
    stored = "\n".join(line.strip() for line in RULES.splitlines() if line.strip())
    for question in ("逾期不还怎么办？", "借期多长？", "书页破损"):
        for quotation in chuchu(data, "ask", "--json", question).json["quotations"]:
            assert stored[quotation["start"] : quotation["end"]] == quotation["text"]


def test_questions_come_a_line_each_and_answers_go_a_line_each(data: Path) -> None:
    """`ask --json -` keeps the order and answers every line, blank ones too."""
    questions = ["迟到怎么办？", "", "？？？", "会费多少钱？", "火星上有没有水？"]
    ran = chuchu(data, "ask", "--json", "-", stdin="\n".join(questions) + "\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert [answer["found"] for answer in answers] == [True, False, False, True, False]


def test_a_question_of_a_hundred_thousand_characters_is_answered(data: Path) -> None:
    """Its beginning is what counts."""
    ran = chuchu(data, "ask", "--json", "-", stdin="会费多少钱？" + "啊" * 100_000)
    assert ran.status == 0
    assert "found" in ran.json


def test_bytes_that_are_no_text_are_a_question_without_an_answer(data: Path) -> None:
    """A broken pipe's worth of bytes does no harm."""
    ran = chuchu(data, "ask", "--json", "-", stdin=b"\xff\xfe\x00\xd8\n")
    assert ran.status == 0
    assert ran.json["found"] is False


def test_documents_are_listed_by_the_contract(data: Path, rules: Path) -> None:
    """Name, format, encoding, works with their outline, warnings."""
    chuchu(data, "add", str(rules))
    (document,) = chuchu(data, "documents", "--json").json
    assert (document["name"], document["format"], document["encoding"]) == ("借阅规则.txt", "text", "utf-8")
    (work,) = document["works"]
    assert work["title"] == "临江读书会借阅规则"
    assert work["characters"] == len("\n".join(line for line in RULES.splitlines() if line))
    assert [section["label"] for section in work["outline"]] == ["第一章", "第二章"]
    assert [section["label"] for section in work["outline"][1]["sections"]] == ["第三条", "第四条"]


def test_a_removed_document_leaves_no_trace(data: Path, rules: Path) -> None:
    """Not in the answers, and not in the index on disk."""
    chuchu(data, "add", str(rules), str(SAMPLES / "慢一点读.txt"))
    assert chuchu(data, "remove", "借阅规则.txt").status == 0
    assert not chuchu(data, "ask", "--json", "逾期不还怎么办？").json["found"]
    for path in (data / "index").rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert "一角钱".encode() not in held
            assert "一角钱".encode("utf-16-le") not in held
            assert "一角钱".encode("utf-32-le") not in held


def test_the_same_name_replaces(data: Path, rules: Path) -> None:
    """An edited document answers with its new words only."""
    chuchu(data, "add", str(rules))
    rules.write_text(RULES.replace("一角钱", "五角钱"), encoding="utf-8")
    chuchu(data, "add", str(rules))
    best = chuchu(data, "ask", "--json", "逾期不还怎么办？").json["quotations"][0]
    assert "五角钱" in best["text"]


def test_a_change_in_the_folder_is_seen_by_the_next_question(data: Path, rules: Path) -> None:
    """The folder is the truth, however a file came into it."""
    chuchu(data, "add", str(rules))
    (data / "documents" / "夜读.txt").write_text(
        "夜读\n\n夜读从晚上九点开始，十点半熄灯。\n", encoding="utf-8"
    )
    best = chuchu(data, "ask", "--json", "夜读几点开始？").json["quotations"][0]
    assert best["document"] == "夜读.txt"


def test_show_opens_a_passage_by_its_code(data: Path, rules: Path) -> None:
    """With its neighbours' text for people, and their codes for scripts."""
    chuchu(data, "add", str(rules))
    code = chuchu(data, "ask", "--json", "逾期不还怎么办？").json["quotations"][0]["code"]
    shown = chuchu(data, "show", code)
    assert "第三条" in shown.out
    assert "第四条" in shown.out
    passage = chuchu(data, "show", "--json", code).json
    assert passage["code"] == code
    assert chuchu(data, "show", passage["next"]).status == 0


def test_limits_hold(data: Path) -> None:
    """`--limit` and `--max-chars` are kept by every quotation."""
    for quotation in chuchu(data, "ask", "--json", "--limit", "5", "--max-chars", "30", "怎么选书").json[
        "quotations"
    ]:
        assert len(quotation["text"]) <= 30
    assert len(chuchu(data, "ask", "--json", "--limit", "1", "怎么选书").json["quotations"]) == 1


def test_people_see_only_quotations_that_may_answer(data: Path) -> None:
    """Unless they say how many; scripts get all of them."""
    question = "会员每年至少领读几次"
    assert "  2 " not in chuchu(data, "ask", question).out
    assert "  3 " in chuchu(data, "ask", question, "--limit", "3").out
    assert len(chuchu(data, "ask", "--json", question).json["quotations"]) == 3


def test_a_chat_shows_the_others_when_it_is_asked_for_more(data: Path) -> None:
    """Numbers go on, so that each can be opened; behind the last there is no more."""
    ran = chuchu(data, "chat", stdin="会员每年至少领读几次\n/more\n3\n/more\n")
    answer, more, opened, nothing = ran.out.split("问：")[1:]
    assert "  2 " not in answer
    assert "  2 " in more
    assert "  3 " in more
    assert "· 第" in opened
    assert "后面没有了" in nothing


def test_work_limits_the_answer_to_a_work(data: Path) -> None:
    """And a title that no work has is one clear sentence."""
    ran = chuchu(data, "ask", "--json", "--work", "主持指南", "迟到怎么办？")
    assert {one["work"] for one in ran.json["quotations"]} == {"读书会主持指南"}
    assert chuchu(data, "ask", "--work", "没有这本书", "迟到怎么办？").failed_with_one_sentence()


def test_explain_says_what_was_looked_for_and_why_this_came_first(data: Path) -> None:
    """Words with their weight, what is nowhere, parts of the score, and how sure it is."""
    ran = chuchu(data, "ask", "--explain", "领读人要做什么准备？")
    assert "准备" in ran.out
    assert "排在下一段之前" in ran.out
    assert "把握" in ran.out
    explained = chuchu(data, "ask", "--json", "--explain", "会费多少钱？").json["explanation"]
    assert {"terms", "passages", "confidence"} <= explained.keys()
    best = explained["passages"][0]
    assert best["score"] == pytest.approx(sum(part["value"] * part["weight"] for part in best["parts"]))


def test_the_users_words_and_synonyms_hold_at_the_next_question(data: Path, rules: Path) -> None:
    """And a bad line is one sentence with its number."""
    chuchu(data, "add", str(rules))
    assert not chuchu(data, "ask", "--json", "滞纳金怎么算？").json["found"]
    (data / "synonyms.txt").write_text("# 口语\n滞纳金 = 逾期不还\n", encoding="utf-8")
    assert "一角钱" in chuchu(data, "ask", "--json", "滞纳金怎么算？").json["quotations"][0]["text"]
    (data / "words.txt").write_text("修补旧书\n", encoding="utf-8")
    assert chuchu(data, "ask", "--json", "修补旧书").json["found"]
    (data / "synonyms.txt").write_text("好\n", encoding="utf-8")
    ran = chuchu(data, "ask", "滞纳金怎么算？")
    assert ran.failed_with_one_sentence()
    assert "synonyms.txt" in ran.err
    assert "1" in ran.err


def test_a_quotation_is_checked(data: Path, rules: Path) -> None:
    """A verdict for each, with the place and the differences."""
    chuchu(data, "add", str(rules))
    lines = ["逾期不还的，每天交纳一角钱", "逾期不还的，每天交纳两角钱", "夜里十二点以后不许看书"]
    ran = chuchu(data, "check", "--json", "-", stdin="\n".join(lines))
    checks = [json.loads(line) for line in ran.out.splitlines()]
    assert [check["text"] for check in checks] == lines
    assert [check["spans"][0]["verdict"] for check in checks] == ["verbatim", "altered", "absent"]
    assert checks[0]["spans"][0]["quotations"][0]["section"] == ["第二章 归还", "第三条"]
    (difference,) = checks[1]["spans"][0]["differences"]
    assert (difference["given"], difference["stored"]) == ("两", "一")
    assert "有出入" in chuchu(data, "check", lines[1]).out


def test_chat_answers_from_a_pipe(data: Path) -> None:
    """Questions may come from a pipe; a number opens the context."""
    ran = chuchu(data, "chat", stdin="引文怎么核对？\n1\n火星上有没有水？\n")
    assert ran.status == 0
    assert "两人都签名" in ran.out
    assert "未找到" in ran.out


def test_in_a_chat_quotations_are_kept_found_and_checked(data: Path) -> None:
    """What was kept there stands in the list of the terminal."""
    lines = ("引文怎么核对？", "/keep 1", "/keep 9", "/quote 读书会", "/check 两人都签名")
    ran = chuchu(data, "chat", stdin="\n".join(lines))
    assert "收藏了，号码 1。" in ran.out
    assert "没有这个命令，或者少了内容" in ran.out
    assert "逐字一致" in ran.out
    assert "用来核对一句引文" in chuchu(data, "kept").out


def test_a_second_start_neither_reads_nor_cuts_again(data: Path, rules: Path) -> None:
    """The index of the first start is taken as it stands."""
    chuchu(data, "add", str(rules))
    before = {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")}
    chuchu(data, "ask", "逾期不还怎么办？")
    assert {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")} == before
    assert chuchu(data, "index").out.strip() == "没有变化。"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("空白.txt", b" \n\n\t \n"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("程序.md", os.urandom(4000)),
        ("文书.docx", b"PK\x03\x04" + b"\0" * 100),
    ],
)
def test_a_file_that_is_no_text_is_declined_in_one_sentence(
    data: Path, tmp_path: Path, rules: Path, name: str, content: bytes
) -> None:
    """It does not enter the collection, and what was there goes on answering."""
    chuchu(data, "add", str(rules))
    path = tmp_path / name
    path.write_bytes(content)
    ran = chuchu(data, "add", str(path))
    assert ran.failed_with_one_sentence()
    assert name in ran.err
    assert [file.name for file in (data / "documents").iterdir()] == ["借阅规则.txt"]
    assert chuchu(data, "ask", "--json", "逾期不还怎么办？").json["found"]


def test_one_bad_file_does_not_keep_the_others_out(data: Path, tmp_path: Path) -> None:
    """Each gets its own receipt."""
    folder = tmp_path / "一批"
    folder.mkdir()
    (folder / "好.txt").write_text(RULES, encoding="gb18030")
    (folder / "坏.txt").write_bytes(b"")
    ran = chuchu(data, "add", str(folder))
    assert ran.status == 0
    assert "好.txt" in ran.out
    assert "gb18030" in ran.out
    assert "坏.txt" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_named(data: Path, rules: Path) -> None:
    """One sentence, with the file."""
    rules.chmod(0)
    ran = chuchu(data, "add", str(rules))
    assert ran.failed_with_one_sentence()
    assert "借阅规则.txt" in ran.err


def test_a_folder_without_documents_and_a_path_that_is_none_are_one_sentence(
    data: Path, tmp_path: Path
) -> None:
    """Nothing to add is said, not done silently."""
    (tmp_path / "空").mkdir()
    assert chuchu(data, "add", str(tmp_path / "空")).failed_with_one_sentence()
    assert chuchu(data, "add", str(tmp_path / "没有")).failed_with_one_sentence()
    assert chuchu(data, "remove", "没有.txt").failed_with_one_sentence()
    assert chuchu(data, "show", "abcdefghij").failed_with_one_sentence()


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "no manifest", "another CURRENT"])
def test_a_broken_index_is_made_again_from_the_documents(data: Path, rules: Path, damage: str) -> None:
    """One sentence says so, and the question is answered."""
    chuchu(data, "add", str(rules))
    largest = max(
        (path for path in (data / "index").rglob("*") if path.is_file()), key=lambda p: p.stat().st_size
    )
    if damage == "truncated":
        largest.write_bytes(largest.read_bytes()[:100])
    elif damage == "overwritten":
        largest.write_bytes(os.urandom(largest.stat().st_size))
    elif damage == "no manifest":
        for path in (data / "index").rglob("*.json"):
            path.unlink()
    else:
        (data / "index" / "CURRENT").write_text("elsewhere\n")
    ran = chuchu(data, "ask", "--json", "逾期不还怎么办？")
    assert ran.status == 0
    assert ran.json["found"]
    assert len(ran.err.strip().splitlines()) <= 1
    assert "Traceback" not in ran.err


def test_a_full_disk_is_one_sentence_and_costs_nothing(data: Path, tmp_path: Path, rules: Path) -> None:
    """A limit on the size of files stands in for the disk: writes fail, what was there still answers."""
    import resource
    import subprocess
    import sys

    chuchu(data, "add", str(rules))
    big = tmp_path / "大.txt"
    big.write_text(
        "大\n\n" + "\n".join(f"第{n}句话说的是第{n}件事。" for n in range(20_000)), encoding="utf-8"
    )
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "from bot.__main__ import main\n"
        f"sys.argv = ['chuchu', '--data-dir', {str(data)!r}, 'add', {str(big)!r}]\n"
        "sys.exit(main())\n"
    )
    assert resource.RLIMIT_FSIZE is not None
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False)
    assert Ran(done.returncode, done.stdout.decode(), done.stderr.decode()).failed_with_one_sentence()
    assert chuchu(data, "ask", "--json", "逾期不还怎么办？").json["found"]
    assert [file.name for file in (data / "documents").iterdir()] == ["借阅规则.txt"]


def test_a_data_directory_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    """A file stands where the directory should."""
    (tmp_path / "data").write_text("a file")
    assert chuchu(tmp_path / "data" / "below", "ask", "会费多少钱？").failed_with_one_sentence()


def test_the_data_directory_is_for_its_owner_only(data: Path) -> None:
    """Mode 0700, and everything in it made by us."""
    chuchu(data, "ask", "会费多少钱？")
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in data.iterdir()} <= {"documents", "index", "cache", "chuchu.db"}


def test_the_data_directory_is_where_the_contract_says(tmp_path: Path) -> None:
    """CHUCHU_DATA_DIR, else STATE_DIRECTORY, else XDG_DATA_HOME."""
    own, state, shared = tmp_path / "own", tmp_path / "state", tmp_path / "shared"
    chuchu(None, "ask", "会费多少钱？", CHUCHU_DATA_DIR=str(own), STATE_DIRECTORY=str(state))
    assert own.is_dir()
    assert not state.exists()
    chuchu(None, "ask", "会费多少钱？", STATE_DIRECTORY=str(state), XDG_DATA_HOME=str(shared))
    assert state.is_dir()
    chuchu(None, "ask", "会费多少钱？", STATE_DIRECTORY="", XDG_DATA_HOME=str(shared))
    assert (shared / "chuchu" / "index").is_dir()


def test_settings_come_from_a_file_and_a_wrong_one_is_named(data: Path, tmp_path: Path) -> None:
    """The sentence names the setting and never its value."""
    env = tmp_path / "chuchu.env"
    env.write_text("CHUCHU_ADMINS=abc秘密\n", encoding="utf-8")
    ran = chuchu(data, "ask", "会费多少钱？", CHUCHU_ENV_FILE=str(env))
    assert ran.failed_with_one_sentence()
    assert "CHUCHU_ADMINS" in ran.err
    assert "秘密" not in ran.err
    assert chuchu(
        data, "ask", "会费多少钱？", CHUCHU_ENV_FILE=str(tmp_path / "none")
    ).failed_with_one_sentence()


def test_telegram_without_a_token_or_a_network_is_one_sentence(data: Path) -> None:
    """The token never appears."""
    assert chuchu(data, "telegram").failed_with_one_sentence()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = "123456:AAexampletoken-not-a-real-one-000000"
    ran = chuchu(
        data,
        "telegram",
        CHUCHU_TELEGRAM_TOKEN=token,
        CHUCHU_TELEGRAM_API_URL=f"http://127.0.0.1:{port}",
    )
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert token not in ran.out + ran.err


def test_wrong_usage_is_status_two(data: Path) -> None:
    """As the contract says."""
    assert chuchu(data, "ask").status == 2
    assert chuchu(data, "ask", "--limit", "0", "问").status == 2
    assert chuchu(data, "fly").status == 2
