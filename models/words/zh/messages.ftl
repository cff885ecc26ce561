# 催办、提醒、日报，以及工作台自身的通知。粗体的星号外侧须留半角空格，否则 Slack 不显示粗体。
nudge-hours = ⏳ *{ $left }* · { $number } · { $money }。{ $consequence }
nudge-last = ⏳ *剩不足 1 小时* · { $number } · { $money }。{ $consequence }
consequence-respond = 若我方仍未响应，平台将于 { $at } 按买家方案执行。
consequence-return_address = 若未提供退货地址，平台将于 { $at } 退款给买家。
consequence-confirm_return = 若未确认收货或提出异议，平台将于 { $at } 自动退款。
consequence-evidence = 平台将于 { $at } 按现有证据裁决。
consequence-appeal = 该纠纷已败诉，{ $at } 前可在卖家后台申诉一次。
nudge-passed = 🔴 *{ $number } 已超时* · { $money }，截止时间 { $at }。若平台仍待我方响应，请立即处理；否则请选择结果并结案。
nudge-text = { $left } · { $number } · { $money }
nudge-for = { $owner }，这笔由你跟进。
nudge-nobody = 尚无人认领。
nudge-instead = { $person }，{ $owner } 目前不在班，截止时间在其上班之前：请你接手。
nudge-restarted = ↻ *{ $number } 重新计时* ：{ $left }，截止 { $at }。{ $money }。买家方案有变动，此前的催办作废。
nudge-idle = ⌛ { $owner }，{ $number } 自 { $since } 起由你跟进，平台尚未显示我方响应。 *{ $left }* · { $money }。请响应或退回待认领。
nudge-idle-over = ✔ { $number }：{ $owner } 曾跟进未响应，现已处理。
nudge-given-back = ⌛ *{ $number } 已退回待认领* ：{ $owner } 跟进期间平台未显示响应。 *{ $left }* · { $money }。目前无人跟进。
nudge-taken = ✔ { $number } 已重新有人跟进：{ $owner }。
nudge-overtaken = ↳ { $number }：截止前 { $left }已催办。
nudge-appeal-over = ✔ { $number } 的申诉期已过。
nudge-before = { $hours ->
   *[other] { $hours } 小时
  }
bundle = ⏳ *你有 { $count } 笔纠纷待处理* ，最急：{ $number } · { $left }。
bundle-text = { $count } 笔纠纷待处理，最急：{ $number } · { $left }
bundle-line = *{ $left }* · { $number } · { $money } · { $cause } · { $where }
bundle-card = 查看卡片
bundle-done = ✔ 以上均已处理。
nudge-done-answered = ✔ 已响应：{ $number } 自 { $at } 起待其他方处理{ $margin }。
nudge-margin = ，{ $left }
nudge-done-closed = ✔ { $number } 已结案：{ $outcome }。
nudge-done-moved = ✔ { $number } 的截止时间改为 { $at }。
nudge-done-platform = ✔ { $number } 已转为平台代处理。
shipping = { $count ->
   *[other] 📦 *{ $count } 个订单待发货*{ $money } · 最早须在 { $first } 前发货。
  }
shipping-done = ✔ 本次提醒的订单均已发货或结束。
shipping-line = { $order } · { $product } · 发货截止 { $limit }（{ $left }）
shipping-more = … 另有 { $count } 个订单
shipping-text = { $count ->
   *[other] { $count } 个订单即将到发货截止时间
  }
escalation = ⚑ *{ $number } 需主管处理* · { $cause } · { $money } · { $left }
escalation-why = { $person } 留言：{ $why }
escalation-text = { $number } 需主管处理
digest-title = { $day } · { $stores }
digest-trouble = ⚠ *{ $store }* 自 { $since } 起读取失败：{ $why }
digest-today = *今天*  { $count } 笔今日截止{ $money } · { $unclaimed } 笔待认领 · { $overdue } 笔已超时
digest-due = 最先截止：{ $numbers }
digest-yesterday = *昨天*  新增 { $opened } 笔 · 已响应 { $answered } 笔 · 结案 { $closed } 笔{ $outcomes }
digest-open = *进行中*  { $open } 笔{ $money }
digest-people = *跟进人*  { $people }
digest-causes = *纠纷原因*  { $causes }
digest-unmapped = ❔ { $count } 笔处于系统未识别的状态：{ $numbers }。请到卖家后台查看；`/dispute list unmapped` 可列出。
digest-quiet = 平静的一天：今日无截止，无新增，{ $open } 笔进行中。
digest-text = { $day }：{ $due } 笔今日截止，{ $open } 笔进行中，{ $unclaimed } 笔待认领
trouble-source = ⚠ *{ $store }* 自 { $since } 起无法读取速卖通数据。{ $why }
trouble-source-over = ✔ *{ $store }* 已恢复读取速卖通数据。
trouble-channel = ⚠ Slack 拒绝向 { $channel } 发送消息（{ $error }）：{ $mend }
trouble-channel-over = ✔ { $channel } 已恢复接收消息。
mend-not_in_channel = 请用 /invite 把应用邀请进频道。
mend-channel_not_found = 频道不存在，或应用不在频道内；请用 disputes store add 重新设置店铺的频道。
mend-is_archived = 频道已归档；请取消归档，或用 disputes store add 重新设置店铺的频道。
mend-missing_scope = 应用缺少权限；请按 manifest.yaml 中的权限范围重新安装。
mend-invalid_auth = 机器人令牌有误或已失效；请设置 SLACK_BOT_TOKEN。
mend-user_disabled = 此人已离开 Slack；请用 disputes member remove 移除其角色。
mend-user_not_found = Slack 中没有此 ID；请检查 disputes member list 与规则。
mend-other = 请到 Slack 文档查询该错误；消息会保留，等待恢复。
watch-head = ⚠ *纠纷台需要检查* （始于 { $at }）
watch-text = ⚠ 纠纷台需要检查：{ $trouble }
watch-over = ✔ *纠纷台已恢复正常* （{ $at }）
watch-over-text = ✔ 纠纷台已恢复正常。
watch-silent = { $part } 自 { $since } 起没有动静。
watch-silent-yet = { $part } 尚无动静。
watch-stuck = 队列 { $queue } 自 { $since } 起没有完成任何任务，尽管其 worker 仍在运行。
watch-unread = { $store }：{ $door } 自 { $since } 起未能读取。{ $why }
watch-late = { $count ->
   *[other] { $count } 条提醒已延误：最早一条应于 { $since } 发出，但 Slack 中还没有。
  }
watch-was = { $trouble }已于 { $at } 恢复。
watch-more = ……另有 { $count } 项
watch-do-silent = 若没有自动重启，请手动启动该部分；其日志末尾会说明原因。
watch-do-stuck = 请查看该队列 worker 的日志：可能有任务卡住，或队列过长、一个 worker 不够。
watch-do-unread = disputes store list 会显示各店铺的状况；数据不会丢失，恢复后从中断处继续读取。
watch-do-late = GET /ready 以及 worker 与 clock 的日志会说明原因；今天有截止时间的人应直接查看待办队列。
