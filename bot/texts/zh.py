"""简体中文: the first language of this bot."""

from __future__ import annotations

from bot.texts.catalogue import Texts

ZH = Texts(
    language="zh",
    start=(
        "你好，我是出处。\n"
        "问我资料里的事，我把原话找给你，并告诉你它在哪一篇、哪一节、哪一段。\n"
        "我只引原文，不替它说话；资料里没有的，我会说没有。"
    ),
    start_samples=("现在还没有放进你自己的资料，我先用自带的样例回答。可以问问：怎样请假？"),
    help=(
        "直接写下问题就好，比如：怎样请假？\n\n"
        "在群里，请用 /ask 问题、@{bot} 问题，或回复我的消息；别的时候我不插话。\n\n"
        "每段引文下面是它的出处。点「上下文」可以看它前后的原文，还能一段一段往前往后读。\n\n"
        "出处末尾的编号，点一下就能复制。"
    ),
    commands=(("ask", "问资料里的事"), ("help", "怎样用"), ("start", "认识一下")),
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
    comma="、",
    context="上下文",
    before="↑ 前文",
    here="本段",
    after="↓ 后文",
    previous="◀ 上一段",
    following="下一段 ▶",
    gone="找不到这一段了：资料可能已经更新。请再问一次，我给你新的出处。",
    old_button="这个按钮我不认得了，请再问一次。",
    not_here="抱歉，我只在约好的聊天里回答。请管理员把这个聊天的编号 {} 加进名单。",
    trouble="抱歉，我这里出了点问题，没能回答。请过一会儿再问我一次。",
)
