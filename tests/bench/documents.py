"""What it costs to bring in a library of laws, and whether every article is a section with its whole path.

`python -m tests.bench.documents --laws 1500` writes Markdown files of 编, 章, 节 and 条, adds them with one
command, brings the index up to date again, and tells time and memory of all processes together.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.collection import Collection
from corpus import Document

ROOT = Path(__file__).parents[2]
_DIGITS = "零一二三四五六七八九"
_WORDS = """
船主 渡口管理人 水务员 养蜂人 磨坊主 陶工 牧人 晒盐人 林场看守 书坊主 药农 织工 桥梁看护人 邮差 钟表匠
水位簿 旧渡船 蜂箱 石磨 陶窑 草场界桩 盐池 苗木 刻版 药圃 织机 桥墩 信箱 钟楼 灯塔 仓房 水闸 纸坊 码头
每年春分以前 汛期开始时 接到通知后三日内 交接的当天 每月初一 霜降以后 查验合格之后 雨停后的第二天
应当逐项登记 不得转借他人 可以申请更换 应当公开账目 须由两人共同查验 应当保持完好 可以委托邻近的人代管
违反的，由会所责令改正 记录保存二十年 费用由使用的人分担 有争议的，先行协商 其余由会所另行规定
"""
_WHO, _WHAT, _WHEN, _MUST, _ELSE = (line.split() for line in _WORDS.strip().split("\n"))


def law(number: int, articles: int) -> str:
    """One law in Markdown: two 编 of 章 of 节, and articles that are counted through."""
    chance = random.Random(number)
    title = f"{chance.choice(_WHAT)}与{chance.choice(_WHAT)}管理法（{numeral(number + 1)}号）"
    lines = [f"# {title}"]
    chapter = done = 0
    for book in (1, 2):
        lines.append(f"## 第{numeral(book)}编 {chance.choice(_WHAT)}")
        for _ in range(2):
            chapter += 1
            lines.append(f"### 第{numeral(chapter)}章 {chance.choice(_WHAT)}的管理")
            for division in (1, 2):
                lines.append(f"#### 第{numeral(division)}节 {chance.choice(_WHAT)}的使用")
                until = articles * ((chapter - 1) * 2 + division) // 8
                for article in range(done + 1, until + 1):
                    lines.append(f"第{numeral(article)}条　{''.join(sentence(chance) for _ in range(3))}")
                done = until
    return "\n\n".join(lines) + "\n"


def sentence(chance: random.Random) -> str:
    """A rule of some forty characters."""
    who, what, when = chance.choice(_WHO), chance.choice(_WHAT), chance.choice(_WHEN)
    return (
        f"{who}{when}对{what}{chance.choice(_MUST)}，{chance.choice(_WHAT)}同样办理；{chance.choice(_ELSE)}。"
    )


def numeral(number: int) -> str:
    """A number below ten thousand in Chinese, as laws write it."""
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += _DIGITS[digit] + name
        elif written and number and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if written.startswith("一十") else written


def shelve(folder: Path, laws: int, articles: int) -> int:
    """Write the laws; gives their bytes."""
    folder.mkdir()
    for number in range(laws):
        (folder / f"{number:04}.md").write_text(law(number, articles), encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def well_read(documents: Sequence[Document], articles: int) -> bool:
    """Whether every article of every law is a section below its 编, 章 and 节, in order."""
    return all(
        [path[-1].label for path in work.walk() if path[-1].label.endswith("条")]
        == [f"第{numeral(article)}条" for article in range(1, articles + 1)]
        and all(
            [section.label[-1] for section in path] == list("编章节条")
            for path in work.walk()
            if path[-1].label.endswith("条")
        )
        for document in documents
        for work in document.works
    )


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and the most megabytes that a command and its processes held at one time."""

    seconds: float
    megabytes: int


def run(data_dir: Path, *arguments: str) -> Cost:
    """A command, watched."""
    began = time.monotonic()
    command = [sys.executable, "-m", "bot", "--data-dir", str(data_dir), *arguments]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    most = 0
    while running.poll() is None:
        most = max(most, sum(map(held, family(running.pid))))
        time.sleep(0.05)
    assert running.returncode == 0
    return Cost(time.monotonic() - began, most >> 20)


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def held(pid: int) -> int:
    """Bytes of memory that a process holds for itself: what it shares counts once, as its part."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) << 10 for row in rows if row.startswith("Pss_Anon:")), 0)


def tell(line: str) -> None:
    """Say it now, for whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Bring them in, and print what it cost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--laws", type=int, default=1_500)
    options.add_argument("--articles", type=int, default=50)
    given = options.parse_args()
    with TemporaryDirectory() as directory:
        folder, data_dir = Path(directory) / "laws", Path(directory) / "data"
        size = shelve(folder, given.laws, given.articles)
        tell(f"{given.laws:,} laws, {size / 1e6:.1f} MB, {os.cpu_count()} cores")
        for what, arguments in (
            ("add", ("add", str(folder))),
            ("index again", ("index",)),
            ("ask", ("ask", "水位簿由谁登记？")),
            ("documents", ("documents",)),
        ):
            cost = run(data_dir, *arguments)
            tell(f"{what:12} {cost.seconds:6.1f} s  {cost.megabytes:5} MB")
        for path in (data_dir / "documents").iterdir():
            path.touch()
        tell(f"{'touched':12} {run(data_dir, 'index').seconds:6.1f} s")
        documents = Collection(data_dir).documents
        assert len(documents) == given.laws
        assert not any(document.error or document.warnings for document in documents)
        tell(f"every article a section with its whole path: {well_read(documents, given.articles)}")


if __name__ == "__main__":
    main()
