"""What is said about quotations to work with: /quote, kept ones, exports and sessions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notebook:
    """The sentences of one language. `columns` are the heads of a table, with bars between them."""

    # citations
    between: str
    bracketed: str
    style_plain: str
    style_titled: str
    style_standard: str
    style_markdown: str

    # quotations worth quoting
    quote_usage: str
    quote_head: str
    quote_none: str
    quote_no_more: str
    back_to_quotes: str

    # a list of kept quotations
    keep: str
    keep_done: str
    keep_done_group: str
    keep_again: str
    keep_full: str
    keep_lost: str
    list_head: str
    list_of_group: str
    list_found: str
    list_tagged: str
    list_none: str
    list_none_found: str
    list_page_gone: str
    kept_by: str
    kept_note: str
    changed: str
    gone: str
    tag: str
    note: str
    remove: str
    removed: str
    back: str
    tag_prompt: str
    note_prompt: str
    refused: str

    # files
    export: str
    export_ask: str
    order_works: str
    order_kept: str
    as_text: str
    as_table: str
    paper: str
    paper_about: str
    code: str
    columns: str
    copy: str
    exported: str

    # sessions
    study_off: str
    study_on: str
    study_begun: str
    study_going: str
    study_ended: str
    study_empty: str
    study_refused: str
    study_again: str
    study_topic: str
    minutes: str
    minutes_of: str
    minutes_when: str
    minutes_going: str
    minutes_people: str
    minutes_count: str
    minutes_asked: str
    minutes_opened: str
    minutes_somebody: str
    minutes_same: str
    minutes_nobody: str

    # what is known about a person
    privacy_kept: str
    privacy_kept_groups: str
    privacy_sessions: str


ZH = Notebook(
    between="·",
    bracketed="（{}）",
    style_plain="完整",
    style_titled="《题目》",
    style_standard="GB/T 7714",
    style_markdown="Markdown",
    quote_usage="请把主题写在后面，比如：/quote 读书",
    quote_head="可以引用的话 · {}",
    quote_none="资料里没有说到「{}」、又能单独引用的话。换个说法试试，或者把它问成一个问题。",
    quote_no_more="没有更多可以单独引用的话了。",
    back_to_quotes="↩ 回到引文",
    keep="⭐",
    keep_done="⭐ 收藏了。写 /kept 就能看到。",
    keep_done_group="⭐ 收进这个群的单子了，大家写 /kept 都能看到。",
    keep_again="已经收藏过了。",
    keep_full="这里已经收藏满 {} 条，请先在 /kept 里去掉一些。",
    keep_lost="这句话在资料里找不到了，没有收藏。请再问一次。",
    list_head="⭐ 收藏的引文 · 共 {} 条",
    list_of_group="⭐ 大家收藏的引文 · 共 {} 条",
    list_found="⭐ 收藏里有「{}」的 · 共 {} 条",
    list_tagged="⭐ 收藏 · #{} · 共 {} 条",
    list_none=(
        "这里还没有收藏。\n"
        "点引文下面的 ⭐ 就收藏；之后可以加标签、写笔记，/kept 词 来查找，/kept export 导出。"
    ),
    list_none_found="收藏里没有「{}」。",
    list_page_gone="这张单子看不到了，请再写一次 /kept。",
    kept_by="{} 收藏于 {}",
    kept_note="笔记：{}",
    changed="⚠️ 资料里的这段文字后来改过，这里是收藏时的原话。",
    gone="⚠️ 这段文字已经不在资料里，这里是收藏时的原话。",
    tag="🏷 标签",
    note="✏️ 笔记",
    remove="🗑 去掉",
    removed="去掉了。",
    back="↩ 收藏",
    tag_prompt="请回复这条消息，写下标签，用空格隔开；写「-」就是不要标签。\n（收藏 {}）",
    note_prompt="请回复这条消息，写下笔记；写「-」就是不要笔记。\n（收藏 {} ✏️）",
    refused="这一条要由收藏它的人或群管理员来改。",
    export="⬇ 导出",
    export_ask="要导出 {} 条引文。选次序，再点格式：",
    order_works="按篇目",
    order_kept="按收藏先后",
    as_text="文本",
    as_table="表格 CSV",
    paper="引文摘录",
    paper_about="{} 条引文，{} 整理",
    code="编号 {}",
    columns="引文|篇名|章节|自然段|页|作者|日期|文件|编号|标签|笔记|收藏人|收藏时间|引注",
    copy="📋 {}",
    exported="{} 条引文",
    study_off=(
        "现在没有在记。\n"
        "/study begin 主题 开始；到 /study end 为止，这里问出来的每条引文、谁问了什么，都会记下来，"
        "结束时整理成纪要发出来。别的话一概不记。"
    ),
    study_on="📝 正在记「{}」：{} 由 {} 开始，到现在 {} 条引文。/study end 结束。",
    study_begun=(
        "📝 开始记「{}」。\n"
        "从现在起，这里问出来的引文和谁问了什么都会记下来；别的话不记。/study end 结束并发出纪要。"
    ),
    study_going="已经在记「{}」了，接着用就好；/study end 结束。",
    study_ended="📝 「{}」记完了，{} 条引文。纪要在下面。",
    study_empty="📝 「{}」结束了，其间没有用到引文，所以没有纪要。",
    study_refused="要由开始的人或群管理员来结束。",
    study_again="上一次的纪要：/study minutes",
    study_topic="学习",
    minutes="学习纪要",
    minutes_of="学习纪要：{}",
    minutes_when="时间：{} — {}",
    minutes_going="（还在进行）",
    minutes_people="提问：{}",
    minutes_count="引文：{} 条",
    minutes_asked="{}：{}",
    minutes_opened="{} 打开或核对",
    minutes_somebody="有人",
    minutes_same="也引了第 {} 条。",
    minutes_nobody="还没有开始过。写 /study begin 主题 就开始。",
    privacy_kept="· 你在 /kept 里收藏的引文：{} 条。",
    privacy_kept_groups="· 你在群里收藏的引文：{} 条。忘掉以后，引文留给群里，不再有你的名字和笔记。",
    privacy_sessions=(
        "· 学习记录（/study）里你问的话和开始的记录：{} 处。忘掉以后，群里的纪要不再有你的名字和问题。"
    ),
)

ZH_HANT = Notebook(
    between="·",
    bracketed="（{}）",
    style_plain="完整",
    style_titled="《題目》",
    style_standard="GB/T 7714",
    style_markdown="Markdown",
    quote_usage="請把主題寫在後面，比如：/quote 讀書",
    quote_head="可以引用的話 · {}",
    quote_none="資料裡沒有說到「{}」、又能單獨引用的話。換個說法試試，或者把它問成一個問題。",
    quote_no_more="沒有更多可以單獨引用的話了。",
    back_to_quotes="↩ 回到引文",
    keep="⭐",
    keep_done="⭐ 收藏了。寫 /kept 就能看到。",
    keep_done_group="⭐ 收進這個群組的單子了，大家寫 /kept 都能看到。",
    keep_again="已經收藏過了。",
    keep_full="這裡已經收藏滿 {} 條，請先在 /kept 裡去掉一些。",
    keep_lost="這句話在資料裡找不到了，沒有收藏。請再問一次。",
    list_head="⭐ 收藏的引文 · 共 {} 條",
    list_of_group="⭐ 大家收藏的引文 · 共 {} 條",
    list_found="⭐ 收藏裡有「{}」的 · 共 {} 條",
    list_tagged="⭐ 收藏 · #{} · 共 {} 條",
    list_none=(
        "這裡還沒有收藏。\n"
        "點引文下面的 ⭐ 就收藏；之後可以加標籤、寫筆記，/kept 詞 來查找，/kept export 匯出。"
    ),
    list_none_found="收藏裡沒有「{}」。",
    list_page_gone="這張單子看不到了，請再寫一次 /kept。",
    kept_by="{} 收藏於 {}",
    kept_note="筆記：{}",
    changed="⚠️ 資料裡的這段文字後來改過，這裡是收藏時的原話。",
    gone="⚠️ 這段文字已經不在資料裡，這裡是收藏時的原話。",
    tag="🏷 標籤",
    note="✏️ 筆記",
    remove="🗑 去掉",
    removed="去掉了。",
    back="↩ 收藏",
    tag_prompt="請回覆這條訊息，寫下標籤，用空格隔開；寫「-」就是不要標籤。\n（收藏 {}）",
    note_prompt="請回覆這條訊息，寫下筆記；寫「-」就是不要筆記。\n（收藏 {} ✏️）",
    refused="這一條要由收藏它的人或群組管理員來改。",
    export="⬇ 匯出",
    export_ask="要匯出 {} 條引文。選次序，再點格式：",
    order_works="按篇目",
    order_kept="按收藏先後",
    as_text="文字檔",
    as_table="表格 CSV",
    paper="引文摘錄",
    paper_about="{} 條引文，{} 整理",
    code="編號 {}",
    columns="引文|篇名|章節|自然段|頁|作者|日期|文件|編號|標籤|筆記|收藏人|收藏時間|引註",
    copy="📋 {}",
    exported="{} 條引文",
    study_off=(
        "現在沒有在記。\n"
        "/study begin 主題 開始；到 /study end 為止，這裡問出來的每條引文、誰問了什麼，都會記下來，"
        "結束時整理成紀要發出來。別的話一概不記。"
    ),
    study_on="📝 正在記「{}」：{} 由 {} 開始，到現在 {} 條引文。/study end 結束。",
    study_begun=(
        "📝 開始記「{}」。\n"
        "從現在起，這裡問出來的引文和誰問了什麼都會記下來；別的話不記。/study end 結束並發出紀要。"
    ),
    study_going="已經在記「{}」了，接著用就好；/study end 結束。",
    study_ended="📝 「{}」記完了，{} 條引文。紀要在下面。",
    study_empty="📝 「{}」結束了，其間沒有用到引文，所以沒有紀要。",
    study_refused="要由開始的人或群組管理員來結束。",
    study_again="上一次的紀要：/study minutes",
    study_topic="學習",
    minutes="學習紀要",
    minutes_of="學習紀要：{}",
    minutes_when="時間：{} — {}",
    minutes_going="（還在進行）",
    minutes_people="提問：{}",
    minutes_count="引文：{} 條",
    minutes_asked="{}：{}",
    minutes_opened="{} 打開或核對",
    minutes_somebody="有人",
    minutes_same="也引了第 {} 條。",
    minutes_nobody="還沒有開始過。寫 /study begin 主題 就開始。",
    privacy_kept="· 你在 /kept 裡收藏的引文：{} 條。",
    privacy_kept_groups="· 你在群裡收藏的引文：{} 條。忘掉以後，引文留給群裡，不再有你的名字和筆記。",
    privacy_sessions=(
        "· 學習記錄（/study）裡你問的話和開始的記錄：{} 處。忘掉以後，群裡的紀要不再有你的名字和問題。"
    ),
)

EN = Notebook(
    between=" · ",
    bracketed="({})",
    style_plain="Full",
    style_titled="《Title》",
    style_standard="GB/T 7714",
    style_markdown="Markdown",
    quote_usage="Put the topic behind it, for example: /quote 读书",
    quote_head="Worth quoting · {}",
    quote_none="Nothing here speaks of “{}” and can be quoted by itself. Try other words, or ask a question.",
    quote_no_more="There is nothing more that can be quoted by itself.",
    back_to_quotes="↩ Quotations",
    keep="⭐",
    keep_done="⭐ Kept. You find it with /kept.",
    keep_done_group="⭐ Kept in this group's list, which all of you see with /kept.",
    keep_again="It was kept already.",
    keep_full="There are {} kept here, which is all that fits. Please remove some in /kept first.",
    keep_lost="These words are no longer in the collection, so they were not kept. Please ask again.",
    list_head="⭐ Kept quotations · {}",
    list_of_group="⭐ Kept by this group · {}",
    list_found="⭐ Kept, with “{}” · {}",
    list_tagged="⭐ Kept · #{} · {}",
    list_none=(
        "Nothing is kept here yet.\n"
        "Tap ⭐ under a quotation to keep it; then you can tag it and write a note. /kept WORD finds, "
        "/kept export makes files."
    ),
    list_none_found="Nothing kept has “{}” in it.",
    list_page_gone="This list can't be seen any more; please send /kept again.",
    kept_by="kept by {} on {}",
    kept_note="Note: {}",
    changed="⚠️ This passage has changed in the documents since; these are the words as they were kept.",
    gone="⚠️ This passage is no longer in the documents; these are the words as they were kept.",
    tag="🏷 Tags",
    note="✏️ Note",
    remove="🗑 Remove",
    removed="Removed.",
    back="↩ Kept",
    tag_prompt="Reply to this message with tags, separated by spaces; “-” for none.\n（收藏 {}）",
    note_prompt="Reply to this message with your note; “-” for none.\n（收藏 {} ✏️）",
    refused="Only who kept it or an administrator of the group can change this.",
    export="⬇ Export",
    export_ask="{} quotations to export. Choose the order, then tap a format:",
    order_works="By work",
    order_kept="As they were kept",
    as_text="Text",
    as_table="Table (CSV)",
    paper="Quotations",
    paper_about="{} quotations, {}",
    code="code {}",
    columns=(
        "Quotation|Work|Section|Paragraph|Page|Author|Date|Document|Code|Tags|Note|Kept by|Kept at|Citation"
    ),
    copy="📋 {}",
    exported="{} quotations",
    study_off=(
        "Nothing is being recorded.\n"
        "/study begin TOPIC begins; until /study end, every quotation that is asked for here is written down "
        "with who asked what, and the minutes are sent at the end. Nothing else is written down."
    ),
    study_on="📝 Recording “{}”: since {} by {}, {} quotations so far. /study end ends it.",
    study_begun=(
        "📝 “{}” begins.\n"
        "From now on, the quotations shown here and who asked what are written down; nothing else is. "
        "/study end ends it and sends the minutes."
    ),
    study_going="“{}” is being recorded already; just go on. /study end ends it.",
    study_ended="📝 “{}” is over, with {} quotations. The minutes are below.",
    study_empty="📝 “{}” is over. No quotation was used, so there are no minutes.",
    study_refused="Only who began it or an administrator of the group can end it.",
    study_again="The last minutes: /study minutes",
    study_topic="Study",
    minutes="Minutes",
    minutes_of="Minutes: {}",
    minutes_when="Time: {} – {}",
    minutes_going="(still going on)",
    minutes_people="Asked by: {}",
    minutes_count="Quotations: {}",
    minutes_asked="{}: {}",
    minutes_opened="Opened or checked by {}",
    minutes_somebody="Somebody",
    minutes_same="Also quoted: {}.",
    minutes_nobody="There was none yet. /study begin TOPIC begins one.",
    privacy_kept="· Quotations that you keep in /kept: {}.",
    privacy_kept_groups=(
        "· Quotations that you kept in groups: {}. If you have me forget, they stay with the group, without "
        "your name and your notes."
    ),
    privacy_sessions=(
        "· What you asked or began while /study was on: {}. If you have me forget, minutes of groups lose "
        "your name and your questions."
    ),
)
