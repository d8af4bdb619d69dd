"""简体中文: the first language of this bot."""

from __future__ import annotations

from bot.texts import checks, daily, notebook, pictures, quiz, seeking
from bot.texts.catalogue import Texts

ZH = Texts(
    language="zh",
    name="简体",
    start=(
        "你好，我是出处。\n"
        "问我资料里的事，我把原话找给你，并告诉你它在哪一篇、哪一节、哪一段。\n"
        "我只引原文，不替它说话；资料里没有的，我会说没有。"
    ),
    start_samples="现在还没有放进你自己的资料，我先用自带的样例回答；管理员把文件发给我，就能放进来。可以问问：怎样请假？",
    courtesy="在呢。有什么想问资料的，直接写下来就好。",
    hello_group=(
        "大家好，我是出处。问我资料里的事，我把原话找给大家，并说清在哪一篇、哪一段。\n"
        "请用 /ask 问题、@{bot} 问题，或回复我的消息；别的时候我不插话。/help 里有更多。"
    ),
    help=(
        "直接写下问题就好，比如：怎样请假？\n\n"
        "在群里，请用 /ask 问题、@{bot} 问题，或回复我的消息；别的时候我不插话。"
        "回复任何一条消息写 /ask，我就拿那条消息的话来找。\n\n"
        "点出处，能打开原文，再往前往后读；引文转给别人，出处也照样能点开。\n\n"
        "在任何聊天里写 @{bot} 加几个词，可以把原话连同出处放进去。\n\n"
        "/check 后面贴上一段话，我来核对它引得对不对。\n"
        "/quote 后面写个主题，我找几句能单独引用的话。引文下面的 ⭐ 是收藏，/kept 里有你收藏的，也能导出。"
        "/study begin 主题 开始记一次学习，/study end 得到纪要。\n\n"
        "/works 看看有哪些篇，/today 读今天的一段，/daily 每天按时送来一段，/trace 查一个词在哪里、有多少，"
        "/quiz 出题考考大家，/settings 改语言和引文长短。"
    ),
    commands=(
        ("ask", "问资料里的事"),
        ("quote", "找几句可以引用的话"),
        ("check", "核对一句话是不是原话"),
        ("trace", "一个词在哪里、有多少"),
        ("card", "把一段话做成图片"),
        ("quiz", "出题考考大家"),
        ("today", "今天的一段"),
        ("daily", "每天一段，按时送来"),
        ("kept", "收藏的引文：标签、笔记、导出"),
        ("study", "记一次学习，做成纪要"),
        ("works", "有哪些篇"),
        ("work", "打开一篇，看它的目录"),
        ("passage", "按编号打开一段"),
        ("settings", "语言、引文的条数和长短"),
        ("privacy", "我记得你什么，怎样删掉"),
        ("help", "怎样用"),
    ),
    commands_of_administrators=(
        ("documents", "资料库里的文件"),
        ("gaps", "大家问了却没找到的"),
        ("pushes", "每天的推送是否正常"),
    ),
    usage="请把问题写在后面，比如：/ask 怎样请假？",
    unknown_command="这个命令我还不会。直接写下问题就好，也可以看看 /help。",
    words_only="我现在只读得懂文字。请把问题写下来，好吗？",
    work="《{}》",
    paragraph="第 {} 段",
    page="第 {} 页",
    also="又见",
    also_more="另有 {} 处",
    missing="资料里没有这些词：{}",
    too_long="这段原文太长，一条消息放不下。请点下面的「上下文」来读。",
    not_found="没有找到。资料里没有能回答这句话的原文。",
    not_found_hint="换几个词，或把问题写得具体些，再问我一次吧。",
    looked_for="找过这些词：{}",
    near="下面几处比较接近，但未必是你要的：",
    nothing_more="后面没有了。",
    question_gone="原来的问题看不到了，请再问我一次吧。",
    comma="、",
    context="📖 上下文",
    context_short="📖",
    more="更多 ▶",
    earlier="◀ 前面",
    copy="复制",
    before="↑ 前文",
    here="本段",
    after="↓ 后文",
    goes_on="……（还有，请看「整节」）",
    previous="◀ 上一段",
    following="下一段 ▶",
    whole="整节",
    back="↩ 回到答案",
    back_to_passage="↩ 回到这一段",
    previous_page="◀ 上一页",
    next_page="下一页 ▶",
    page_of="第 {} 页，共 {} 页",
    changed="这一段的文字改过了。现在是这样：",
    gone="资料里找不到这一段，可能已经改过或拿掉了。请再问一次，我给你新的出处。",
    old_button="这个按钮我不认得了，请再问一次。",
    passage_usage="请把编号写在后面，比如：/passage {}。编号在每条出处的末尾。",
    today="今天的一段 · {} 月 {} 日",
    works="资料库里有 {} 篇：",
    works_hint="想打开哪一篇，就写 /work 和它的题目。",
    work_usage="请把题目写在后面，比如：/work {}",
    no_such_work="没有题目里带「{}」的篇。看看 /works 里有哪些吧。",
    several_works="有几篇的题目里都带「{}」：",
    characters="{} 字",
    outline="目录",
    read_opening="📖 从头读起",
    check_usage="请把要核对的话贴在 /check 后面，或者回复那条消息写 /check。",
    nothing_quoted="这里没有可以核对的话。",
    verbatim="✅ 逐字一致",
    verbatim_but="✅ 字句一致，只有写法不同",
    altered="⚠️ 有出入",
    misplaced="↪️ 原话是有的，但不在所说的地方",
    absent="❌ 资料里没有这句话",
    replaced="字不同",
    left_out="少了",
    added="多了",
    width="全角半角",
    script="繁简",
    space="空白",
    punctuation="标点",
    omitted="略去",
    instead="「{}」，原文是「{}」",
    more_differences="……共 {} 处",
    stands="原文：",
    cut_short="后面太长，放不下了；请分几次来核对。",
    settings=(
        "我在这里怎样说话：\n\n语言：{}\n每次最多引几条：{}\n每条大约多长：{} 字\n复制时的出处：{}\n\n"
        "点下面的按钮就能改。"
    ),
    settings_group="在群里，只有群管理员能改。",
    settings_automatic="跟随 Telegram",
    settings_count="{} 条",
    settings_length="{} 字",
    settings_refused="这里的设置由群管理员来改。",
    inline_nothing="没有找到，点这里来问我",
    inline_refused="这里的资料只给约好的人看",
    file_declined="谢谢你。文件由管理员来放，我这里先不收。有问题请直接问我。",
    file_too_big="这个文件太大了：Telegram 只让我取 20 MB 以内的。请拆成几份再发。",
    file_lost="文件没能取下来，请再发一次。",
    file_unreadable="这个文件读不了。{}。",
    file_corrections="「{}」是更正文件，不能发给我；请在服务器上放进 documents/，就在它所更正的文件旁边。",
    receipt="收到「{}」，还没有放进资料库。请看看读得对不对：",
    receipt_work="{} 节 · {} 字",
    receipt_replaces="⚠️ 资料库里有同名的文件，放进去就会换掉它。",
    confirm="✅ 放进去",
    rename="✏️ 改题目",
    discard="✖ 不要了",
    rename_prompt="请回复这条消息，写下这一篇的题目。",
    arrival_code="（收件编号 {}）",
    kept="✅ 放进去了：{}",
    discarded="好，「{}」没有放进去。",
    arrival_gone="这个文件已经处理过，或者放得太久清掉了。需要的话请再发一次。",
    failed="没有做成。{}",
    no_documents="资料库里还没有文件。把文件发给我就能放进去。",
    documents="资料库里有 {} 个文件：",
    remove="🗑 {}",
    remove_yes="🗑 拿掉",
    remove_ask="要把「{}」从资料库里拿掉吗？它的引文也会一起找不到了。",
    keep="留着",
    removed="「{}」已经拿掉了。",
    remove_gone="资料库里没有这个文件了。",
    gaps="近来大家问了，资料里却没有的：",
    gaps_none="近来没有找不到的问题。",
    gaps_off="没有记：不保存大家的问题。想看的话，请把 CHUCHU_KEEP_QUESTIONS_DAYS 设成要保存的天数。",
    privacy="关于你，我记得的是：",
    privacy_kept="· 没有答上来的问题，保存 {} 天，不记是谁问的。",
    privacy_not_kept="· 你问过什么，我不保存。",
    privacy_settings="· 你在 /settings 里选的：{}、{} 条、{} 字、出处{}。",
    privacy_daily="· 你在 /daily 里约的：{} 项。",
    privacy_alone="· 与你一个人有关的，请在私聊里问我。",
    privacy_nothing="· 别的什么也没有。",
    privacy_acts="· 你作为管理员放进或拿掉的文件、记下或撤销的说法：{} 次。这是资料库的记录，不随你删去。",
    forget="🗑 都忘掉",
    forgotten="忘掉了。",
    not_here="抱歉，我只在约好的聊天里回答。请管理员把这个聊天的编号 {} 加进名单。",
    too_fast="慢一点，我有些跟不上了。请过一分钟再问我。",
    trouble="抱歉，我这里出了点问题，没能回答。请过一会儿再问我一次。",
    daily_part="第 {} / {} 段",
    daily_about="关于「{}」",
    daily_end="——《{}》到这里读完了。",
    daily_usage=(
        "想每天收到一段，就告诉我几点：\n"
        "/daily 07:30，或 /daily 晚上八点\n"
        "\n"
        "后面还可以写：\n"
        "· 城市或时区：/daily 07:30 东京\n"
        "· 哪几天：工作日、周末、周一三五\n"
        "· 读一篇：《题目》，每次 600字 或 5分钟，或者 30日读完\n"
        "· 围绕一个问题：关于 请假\n"
        "· 随手翻一段：随机\n"
        "· 错过多久还补：补3小时\n"
        "\n"
        "发一个位置给我，时区就跟着那里。/daily off 全部停掉，/daily 2 off 停掉第二个；"
        "/daily missed 补上漏下的。"
    ),
    daily_none="这里还没有订阅每天的一段。",
    daily_here="这里每天的一段：",
    daily_item="{}. {} {}（{}） · {}",
    daily_every_day="每天",
    daily_days="周一 周二 周三 周四 周五 周六 周日",
    daily_course="《{}》，每次约 {} 字",
    daily_course_until="《{}》，{} 读完",
    daily_chance="随手翻到的一段",
    daily_next="　下一次：{}",
    daily_last="　上一次：{}",
    daily_skipped="　{} 没有送：{}",
    daily_paused="　停着：{}",
    daily_asked="手动停的",
    daily_finished="读完了",
    daily_blocked="发不进来",
    daily_no_text="资料库里没有合适的段落",
    daily_no_work="资料库里没有这一篇了",
    daily_no_more="没有更多相关的段落了",
    daily_late="错过了时间",
    daily_trouble="我这里出了点问题",
    daily_rest="⏸ {}",
    daily_go_on="▶ {}",
    daily_drop="✖ {}",
    daily_off="好，不再送了。",
    daily_not_understood="没看懂「{}」。",
    daily_no_such_work="资料库里没有题目带「{}」的篇。",
    daily_too_fast="这样一天要读 {} 字，太多了；请把日子放宽些。",
    daily_most="一个聊天最多订 {} 个；请先退掉一个。",
    daily_refused="这里每天的一段由群管理员来定。",
    daily_zone="好，时区跟着那里：{}。",
    daily_back="前些时候发不进来，每天的一段停了；从下一次起接着送。",
    daily=daily.ZH,
    notebook=notebook.ZH,
    checks=checks.ZH,
    pictures=pictures.ZH,
    quiz=quiz.ZH,
    seeking=seeking.ZH,
)
