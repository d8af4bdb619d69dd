"""What is said about words that are traced, and about quotations and counts as pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pictures:
    """The sentences of one language."""

    # where a word stands
    trace_usage: str
    trace_nothing: str
    trace_no_work: str
    trace_head: str
    trace_years: str
    trace_year: str
    trace_undated: str
    trace_no_years: str
    trace_works: str
    trace_work: str
    trace_more_works: str
    earliest: str
    latest: str
    first: str
    last: str
    one_by_one: str
    overview: str
    places: str

    # the chart
    chart_title: str
    chart_by_year: str
    chart_by_work: str
    chart_rest: str
    chart_undated: str

    # a quotation as a picture
    card_usage: str
    card: str
    square: str
    portrait: str
    goes_on: str
    no_font: str


ZH = Pictures(
    trace_usage="请把要查的词写在后面，比如：/trace 改革。只查一篇，就再写上题目：/trace 改革 《题目》。",
    trace_nothing="没有一处写到「{}」。",
    trace_no_work="没有题目里带「{}」的篇。看看 /works 里有哪些吧。",
    trace_head="「{}」共 {:,} 处，在 {} 篇里。",
    trace_years="按年份：{}",
    trace_year="{} 年 {:,} 处",
    trace_undated="另有 {:,} 处所在的篇没有年份。",
    trace_no_years="这些篇都没有年份，下面按资料库的次序。",
    trace_works="按篇：",
    trace_work="{:,} 处",
    trace_more_works="……另有 {} 篇",
    earliest="最早的一处：",
    latest="最近的一处：",
    first="第一处：",
    last="最后一处：",
    one_by_one="逐处看 ▶",
    overview="↩ 回到总览",
    places="「{}」第 {:,}–{:,} 处，共 {:,} 处：",
    chart_title="{} · {:,} 处",
    chart_by_year="按年份",
    chart_by_work="按篇",
    chart_rest="其余 {} 篇",
    chart_undated="无年份",
    card_usage="请把编号写在后面，比如：/card {}。也可以打开一段，按它下面的「🖼 卡片」。",
    card="🖼 卡片",
    square="◻ 方的",
    portrait="▯ 竖的",
    goes_on="后面还有，图放不下了，请按编号打开。",
    no_font="这里没有能写「{}」的字体，画不了图；请管理员装上字体。",
)

ZH_HANT = Pictures(
    trace_usage="請把要查的詞寫在後面，比如：/trace 改革。只查一篇，就再寫上題目：/trace 改革 《題目》。",
    trace_nothing="沒有一處寫到「{}」。",
    trace_no_work="沒有題目裡帶「{}」的篇。看看 /works 裡有哪些吧。",
    trace_head="「{}」共 {:,} 處，在 {} 篇裡。",
    trace_years="按年份：{}",
    trace_year="{} 年 {:,} 處",
    trace_undated="另有 {:,} 處所在的篇沒有年份。",
    trace_no_years="這些篇都沒有年份，下面按資料庫的次序。",
    trace_works="按篇：",
    trace_work="{:,} 處",
    trace_more_works="……另有 {} 篇",
    earliest="最早的一處：",
    latest="最近的一處：",
    first="第一處：",
    last="最後一處：",
    one_by_one="逐處看 ▶",
    overview="↩ 回到總覽",
    places="「{}」第 {:,}–{:,} 處，共 {:,} 處：",
    chart_title="{} · {:,} 處",
    chart_by_year="按年份",
    chart_by_work="按篇",
    chart_rest="其餘 {} 篇",
    chart_undated="無年份",
    card_usage="請把編號寫在後面，比如：/card {}。也可以打開一段，按它下面的「🖼 卡片」。",
    card="🖼 卡片",
    square="◻ 方的",
    portrait="▯ 豎的",
    goes_on="後面還有，圖放不下了，請按編號打開。",
    no_font="這裡沒有能寫「{}」的字型，畫不了圖；請管理員裝上字型。",
)

EN = Pictures(
    trace_usage=(
        "Please write the word after it, for example: /trace 改革. "
        "For one work only, add its title: /trace 改革 《title》."
    ),
    trace_nothing="“{}” stands nowhere in the documents.",
    trace_no_work="No title holds “{}”. See /works for what there is.",
    trace_head="“{}” stands in {:,} places, in {} works.",
    trace_years="By year: {}",
    trace_year="{}: {:,}",
    trace_undated="{:,} more in works without a year.",
    trace_no_years="None of these works has a year; they come in the collection's order.",
    trace_works="By work:",
    trace_work="({:,})",
    trace_more_works="… and {} more works",
    earliest="The earliest:",
    latest="The latest:",
    first="The first:",
    last="The last:",
    one_by_one="One by one ▶",
    overview="↩ Overview",
    places="“{}”, places {:,}–{:,} of {:,}:",
    chart_title="{} · {:,} places",
    chart_by_year="by year",
    chart_by_work="by work",
    chart_rest="{} other works",
    chart_undated="no year",
    card_usage="Please write the code after it, for example: /card {}. Or open a passage and press “🖼 Card”.",
    card="🖼 Card",
    square="◻ Square",
    portrait="▯ Portrait",
    goes_on="There is more than fits on pictures; please open it by its code.",
    no_font="There is no font here for “{}”, so no picture; please ask an administrator to install one.",
)
