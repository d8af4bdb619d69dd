"""繁體中文, for those whose Telegram speaks it."""

from __future__ import annotations

from bot.texts import checks, daily, notebook, pictures, quiz, seeking
from bot.texts.catalogue import Texts

ZH_HANT = Texts(
    language="zh-hant",
    name="繁體",
    start=(
        "你好，我是出處。\n"
        "問我資料裡的事，我把原話找給你，並告訴你它在哪一篇、哪一節、哪一段。\n"
        "我只引原文，不替它說話；資料裡沒有的，我會說沒有。"
    ),
    start_samples="現在還沒有放進你自己的資料，我先用隨附的範例回答；管理員把檔案傳給我，就能放進來。可以問問：怎樣請假？",
    courtesy="在呢。有什麼想問資料的，直接寫下來就好。",
    hello_group=(
        "大家好，我是出處。問我資料裡的事，我把原話找給大家，並說清在哪一篇、哪一段。\n"
        "請用 /ask 問題、@{bot} 問題，或回覆我的訊息；別的時候我不插話。/help 裡有更多。"
    ),
    help=(
        "直接寫下問題就好，比如：怎樣請假？\n\n"
        "在群組裡，請用 /ask 問題、@{bot} 問題，或回覆我的訊息；別的時候我不插話。"
        "回覆任何一條訊息寫 /ask，我就拿那條訊息的話來找。\n\n"
        "點出處，能打開原文，再往前往後讀；引文轉給別人，出處也照樣能點開。\n\n"
        "在任何聊天裡寫 @{bot} 加幾個詞，可以把原話連同出處放進去。\n\n"
        "/check 後面貼上一段話，我來核對它引得對不對。\n"
        "/quote 後面寫個主題，我找幾句能單獨引用的話。引文下面的 ⭐ 是收藏，/kept 裡有你收藏的，也能匯出。"
        "/study begin 主題 開始記一次學習，/study end 得到紀要。\n\n"
        "/works 看看有哪些篇，/today 讀今天的一段，/daily 每天按時送來一段，/trace 查一個詞在哪裡、有多少，"
        "/quiz 出題考考大家，/settings 改語言和引文長短。"
    ),
    commands=(
        ("ask", "問資料裡的事"),
        ("quote", "找幾句可以引用的話"),
        ("check", "核對一句話是不是原話"),
        ("trace", "一個詞在哪裡、有多少"),
        ("card", "把一段話做成圖片"),
        ("quiz", "出題考考大家"),
        ("today", "今天的一段"),
        ("daily", "每天一段，按時送來"),
        ("kept", "收藏的引文：標籤、筆記、匯出"),
        ("study", "記一次學習，做成紀要"),
        ("works", "有哪些篇"),
        ("work", "打開一篇，看它的目錄"),
        ("passage", "按編號打開一段"),
        ("settings", "語言、引文的條數和長短"),
        ("privacy", "我記得你什麼，怎樣刪掉"),
        ("help", "怎樣用"),
    ),
    commands_of_administrators=(
        ("documents", "資料庫裡的檔案"),
        ("gaps", "大家問了卻沒找到的"),
        ("pushes", "每天的推送是否正常"),
    ),
    usage="請把問題寫在後面，比如：/ask 怎樣請假？",
    unknown_command="這個指令我還不會。直接寫下問題就好，也可以看看 /help。",
    words_only="我現在只讀得懂文字。請把問題寫下來，好嗎？",
    work="《{}》",
    paragraph="第 {} 段",
    page="第 {} 頁",
    also="又見",
    also_more="另有 {} 處",
    missing="資料裡沒有這些詞：{}",
    too_long="這段原文太長，一條訊息放不下。請點下面的「上下文」來讀。",
    not_found="沒有找到。資料裡沒有能回答這句話的原文。",
    not_found_hint="換幾個詞，或把問題寫得具體些，再問我一次吧。",
    looked_for="找過這些詞：{}",
    near="下面幾處比較接近，但未必是你要的：",
    nothing_more="後面沒有了。",
    question_gone="原來的問題看不到了，請再問我一次吧。",
    comma="、",
    context="📖 上下文",
    context_short="📖",
    more="更多 ▶",
    earlier="◀ 前面",
    copy="複製",
    before="↑ 前文",
    here="本段",
    after="↓ 後文",
    goes_on="……（還有，請看「整節」）",
    previous="◀ 上一段",
    following="下一段 ▶",
    whole="整節",
    back="↩ 回到答案",
    back_to_passage="↩ 回到這一段",
    previous_page="◀ 上一頁",
    next_page="下一頁 ▶",
    page_of="第 {} 頁，共 {} 頁",
    changed="這一段的文字改過了。現在是這樣：",
    gone="資料裡找不到這一段，可能已經改過或拿掉了。請再問一次，我給你新的出處。",
    old_button="這個按鈕我不認得了，請再問一次。",
    passage_usage="請把編號寫在後面，比如：/passage {}。編號在每條出處的末尾。",
    today="今天的一段 · {} 月 {} 日",
    works="資料庫裡有 {} 篇：",
    works_hint="想打開哪一篇，就寫 /work 和它的題目。",
    work_usage="請把題目寫在後面，比如：/work {}",
    no_such_work="沒有題目裡帶「{}」的篇。看看 /works 裡有哪些吧。",
    several_works="有幾篇的題目裡都帶「{}」：",
    characters="{} 字",
    outline="目錄",
    read_opening="📖 從頭讀起",
    check_usage="請把要核對的話貼在 /check 後面，或者回覆那條訊息寫 /check。",
    nothing_quoted="這裡沒有可以核對的話。",
    verbatim="✅ 逐字一致",
    verbatim_but="✅ 字句一致，只有寫法不同",
    altered="⚠️ 有出入",
    misplaced="↪️ 原話是有的，但不在所說的地方",
    absent="❌ 資料裡沒有這句話",
    replaced="字不同",
    left_out="少了",
    added="多了",
    width="全形半形",
    script="繁簡",
    space="空白",
    punctuation="標點",
    omitted="略去",
    instead="「{}」，原文是「{}」",
    more_differences="……共 {} 處",
    stands="原文：",
    cut_short="後面太長，放不下了；請分幾次來核對。",
    settings=(
        "我在這裡怎樣說話：\n\n語言：{}\n每次最多引幾條：{}\n每條大約多長：{} 字\n複製時的出處：{}\n\n"
        "點下面的按鈕就能改。"
    ),
    settings_group="在群組裡，只有群組管理員能改。",
    settings_automatic="跟隨 Telegram",
    settings_count="{} 條",
    settings_length="{} 字",
    settings_refused="這裡的設定由群組管理員來改。",
    inline_nothing="沒有找到，點這裡來問我",
    inline_refused="這裡的資料只給約好的人看",
    file_declined="謝謝你。檔案由管理員來放，我這裡先不收。有問題請直接問我。",
    file_too_big="這個檔案太大了：Telegram 只讓我取 20 MB 以內的。請拆成幾份再傳。",
    file_lost="檔案沒能取下來，請再傳一次。",
    file_unreadable="這個檔案讀不了。{}。",
    file_corrections="「{}」是更正檔案，不能傳給我；請在伺服器上放進 documents/，就在它所更正的檔案旁邊。",
    receipt="收到「{}」，還沒有放進資料庫。請看看讀得對不對：",
    receipt_work="{} 節 · {} 字",
    receipt_replaces="⚠️ 資料庫裡有同名的檔案，放進去就會換掉它。",
    confirm="✅ 放進去",
    rename="✏️ 改題目",
    discard="✖ 不要了",
    rename_prompt="請回覆這條訊息，寫下這一篇的題目。",
    arrival_code="（收件編號 {}）",
    kept="✅ 放進去了：{}",
    discarded="好，「{}」沒有放進去。",
    arrival_gone="這個檔案已經處理過，或者放得太久清掉了。需要的話請再傳一次。",
    failed="沒有做成。{}",
    no_documents="資料庫裡還沒有檔案。把檔案傳給我就能放進去。",
    documents="資料庫裡有 {} 個檔案：",
    remove="🗑 {}",
    remove_yes="🗑 拿掉",
    remove_ask="要把「{}」從資料庫裡拿掉嗎？它的引文也會一起找不到了。",
    keep="留著",
    removed="「{}」已經拿掉了。",
    remove_gone="資料庫裡沒有這個檔案了。",
    gaps="近來大家問了，資料裡卻沒有的：",
    gaps_none="近來沒有找不到的問題。",
    gaps_off="沒有記：不保存大家的問題。想看的話，請把 CHUCHU_KEEP_QUESTIONS_DAYS 設成要保存的天數。",
    privacy="關於你，我記得的是：",
    privacy_kept="· 沒有答上來的問題，保存 {} 天，不記是誰問的。",
    privacy_not_kept="· 你問過什麼，我不保存。",
    privacy_settings="· 你在 /settings 裡選的：{}、{} 條、{} 字、出處{}。",
    privacy_daily="· 你在 /daily 裡約的：{} 項。",
    privacy_alone="· 與你一個人有關的，請在私訊裡問我。",
    privacy_nothing="· 別的什麼也沒有。",
    privacy_acts="· 你作為管理員放進或拿掉的檔案、記下或撤銷的說法：{} 次。這是資料庫的記錄，不隨你刪去。",
    forget="🗑 都忘掉",
    forgotten="忘掉了。",
    not_here="抱歉，我只在約好的聊天裡回答。請管理員把這個聊天的編號 {} 加進名單。",
    too_fast="慢一點，我有些跟不上了。請過一分鐘再問我。",
    trouble="抱歉，我這裡出了點問題，沒能回答。請過一會兒再問我一次。",
    daily_part="第 {} / {} 段",
    daily_about="關於「{}」",
    daily_end="——《{}》到這裡讀完了。",
    daily_usage=(
        "想每天收到一段，就告訴我幾點：\n"
        "/daily 07:30，或 /daily 晚上八點\n"
        "\n"
        "後面還可以寫：\n"
        "· 城市或時區：/daily 07:30 東京\n"
        "· 哪幾天：工作日、週末、週一三五\n"
        "· 讀一篇：《題目》，每次 600字 或 5分鐘，或者 30日讀完\n"
        "· 圍繞一個問題：關於 請假\n"
        "· 隨手翻一段：隨機\n"
        "· 錯過多久還補：補3小時\n"
        "\n"
        "傳一個位置給我，時區就跟著那裡。/daily off 全部停掉，/daily 2 off 停掉第二個；"
        "/daily missed 補上漏下的。"
    ),
    daily_none="這裡還沒有訂閱每天的一段。",
    daily_here="這裡每天的一段：",
    daily_item="{}. {} {}（{}） · {}",
    daily_every_day="每天",
    daily_days="週一 週二 週三 週四 週五 週六 週日",
    daily_course="《{}》，每次約 {} 字",
    daily_course_until="《{}》，{} 讀完",
    daily_chance="隨手翻到的一段",
    daily_next="　下一次：{}",
    daily_last="　上一次：{}",
    daily_skipped="　{} 沒有送：{}",
    daily_paused="　停著：{}",
    daily_asked="手動停的",
    daily_finished="讀完了",
    daily_blocked="發不進來",
    daily_no_text="資料庫裡沒有合適的段落",
    daily_no_work="資料庫裡沒有這一篇了",
    daily_no_more="沒有更多相關的段落了",
    daily_late="錯過了時間",
    daily_trouble="我這裡出了點問題",
    daily_rest="⏸ {}",
    daily_go_on="▶ {}",
    daily_drop="✖ {}",
    daily_off="好，不再送了。",
    daily_not_understood="沒看懂「{}」。",
    daily_no_such_work="資料庫裡沒有題目帶「{}」的篇。",
    daily_too_fast="這樣一天要讀 {} 字，太多了；請把日子放寬些。",
    daily_most="一個聊天最多訂 {} 個；請先退掉一個。",
    daily_refused="這裡每天的一段由群組管理員來定。",
    daily_zone="好，時區跟著那裡：{}。",
    daily_back="前些時候發不進來，每天的一段停了；從下一次起接著送。",
    daily=daily.ZH_HANT,
    notebook=notebook.ZH_HANT,
    checks=checks.ZH_HANT,
    pictures=pictures.ZH_HANT,
    quiz=quiz.ZH_HANT,
    seeking=seeking.ZH_HANT,
)
