"""What is said of a whole text that was checked: a table of verdicts, and a file of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checks:
    """The sentences of one language. `columns` are the heads of the table, with bars between them."""

    verbatim: str
    altered: str
    misplaced: str
    absent: str
    tally: str
    cut_short: str
    more: str
    title: str
    columns: str
    columns_of_sheet: str
    legend: str
    file: str


ZH = Checks(
    verbatim="逐字一致",
    altered="有出入",
    misplaced="出处有误",
    absent="资料中未见",
    tally="核对了 {} 处引文：{}。",
    cut_short="只核对了前 {} 字。",
    more="……共 {} 处，全表见文件。",
    title="引文核对",
    columns="|引文|结论|原文|出处",
    columns_of_sheet="序号|引文|结论|出入|原文|篇|章节|段|编号",
    legend="红字带下划线的，是引文与原文不同的地方。",
    file="引文核对",
)

ZH_HANT = Checks(
    verbatim="逐字一致",
    altered="有出入",
    misplaced="出處有誤",
    absent="資料中未見",
    tally="核對了 {} 處引文：{}。",
    cut_short="只核對了前 {} 字。",
    more="……共 {} 處，全表見檔案。",
    title="引文核對",
    columns="|引文|結論|原文|出處",
    columns_of_sheet="序號|引文|結論|出入|原文|篇|章節|段|編號",
    legend="紅字帶底線的，是引文與原文不同的地方。",
    file="引文核對",
)

EN = Checks(
    verbatim="verbatim",
    altered="altered",
    misplaced="misplaced",
    absent="not found",
    tally="Quotations checked: {}: {}.",
    cut_short="Only the first {} characters were checked.",
    more="… {} in all; the whole table is in the file.",
    title="Quotations checked",
    columns="|Quotation|Verdict|As it stands|Place",
    columns_of_sheet="No.|Quotation|Verdict|Differences|As it stands|Work|Section|Paragraph|Code",
    legend="Red and underlined: where the quotation differs from the text.",
    file="quotations",
)
