# 对命令、弹窗和主页的答复。粗体的星号外侧须留半角空格，否则 Slack 不显示粗体。
you-claimed = { $number } 已由你认领，案情见消息列。
you-released = { $number } 已取消认领，可由他人认领。
you-assigned = { $number } 已指派给 <@{ $person }>。
you-reopened = { $number } 已重新打开。
you-escalated = { $number } 已上报主管。
you-corrected = { $number } 的原因已改为“{ $cause }”。
digest-wanted = { $day } 的日报即将发送到 <#{ $channel }>。
digest-no-store = 还没有店铺：用 disputes store add 添加。
digest-no-channel = 尚未设置主管频道。请设置 LEADS_CHANNEL，或用 disputes store add --leads-channel 为店铺设置。
reposted = { $number } 的卡片已重新生成。
list-title = { $count ->
    [0] 没有符合条件的纠纷：{ $what }。
   *[other] { $count } 笔纠纷：{ $what }
  }
list-open = 进行中
list-mine = 由你跟进
list-late = 已超时
list-platform = 平台代处理
list-unmapped = 状态未识别
list-more = … 另有 { $count } 笔；可按原因筛选，例如 /dispute list B2
list-line = *#{ $number }* · { $cause } · { $money } · { $left } · { $owner }
help-viewer = *可用命令*
    /dispute list [mine|open|late|platform|B2]：查看纠纷列表；/dispute help：显示本说明
    /dispute show #12：查看一笔纠纷，可用编号、纠纷 ID 或订单号
    /dispute case #12：查看案情，含对双方有利的因素、各方案代价与证据
    /dispute history #12：查看操作记录
    /dispute evidence #12：查看有用的证据、已有的证据和获取方法
    /dispute rules 查看当前规则
    /dispute hotspots：查看纠纷热点（纠纷明显偏多的商品、线路等）
    /dispute replies：查看团队自己的回复，可修改或新建
    /dispute language en：用英文答复你，auto 按你的 Slack 语言设置
    /dispute find 关键词：按编号、运单、商品或文字查找
    /order 8194000000001470：查询订单进度（订单号、运单号或订单号后六位）
help-agent = *处理纠纷*
    /dispute next：查看最需要处理的一笔
    /dispute claim #12：认领；/dispute release #12：取消认领
    /dispute reply #12：打开建议回复并编辑
    /dispute cause #12 B2：修正原因
    /dispute send #12 最后确认后向平台发送答复，/dispute extend #12 延长买家收货时间
    /dispute resolve #12：选择结果并结案；/dispute reopen #12：重新打开
    /dispute relate #12 #15：标为相关；/dispute merge #12 #15：由 #15 代表两笔；/dispute unmerge #12：撤销合并
    /dispute snooze #12 明天9点：暂缓提醒；/dispute snooze #12 off：取消暂缓
    /dispute escalate #12 说明：上报主管
help-lead = *主管命令*
    /dispute assign #12 @name：指派给某人
    /dispute digest：立即发送今天的日报；/dispute digest week 或 month：上周周报、上月月报
    /dispute figures：近 30 天的指标；/dispute figures 90d：近 90 天：时长、胜负与平台口径的比率
    /dispute forecast：今天哪些纠纷会超时，需要多少人手才能挽救
    /dispute health：各店铺平台指标离等级线还有多远，/dispute health #12 #15：这些败诉会怎样
    /dispute stuck：列出没能发到 Slack 的消息，可重试或不再处理
help-admin = *管理员命令*
    /dispute roles：查看角色；/dispute roles @name agent：授予角色；none 表示取消
close = 关闭
save = 保存
keep = 保存回复
cancel = 取消
waiting = 请稍候…
reply-title = 回复 #{ $number }
resolve-title = 结案 #{ $number }
cause-title = 修正原因 #{ $number }
escalate-title = 上报主管
reply-buyer-wrote = *买家留言* （{ $language }）
reply-suggestion = 建议回复
reply-text = 你的回复
reply-hint = 最多 { $most } 个字符。内容保存在此，供你复制；不会发送给买家。
reply-team = 英文译文
reply-refund = 拟提供的部分退款（{ $currency }）
reply-refund-hint = 按回车键后自动填入建议回复。
reply-missing = 以下信息未知，部分建议未列出：{ $names }
resolve-outcome = 纠纷结果
resolve-refunded = 实际退款金额{ $currency }
resolve-cause = 根本原因
resolve-prevention = 怎样可以避免？
cause-pick = 纠纷原因
escalate-why = 需要主管了解什么？
order-state = *订单 { $order }* · { $state } · { $age }更新
order-status-PLACE_ORDER_SUCCESS = 等待买家付款
order-status-PAYMENT_PROCESSING = 付款处理中
order-status-WAIT_SELLER_EXAMINE_MONEY = 等待我方确认金额
order-status-RISK_CONTROL = 风控审核中
order-status-RISK_CONTROL_HOLD = 风控冻结中
order-status-WAIT_GROUP = 等待拼团
order-status-WAIT_GROUP_SUCCESS = 等待成团
order-status-WAIT_COMPLETE_ADDRESS = 等待补全地址
order-status-WAIT_SELLER_SEND_GOODS = 等待我方发货
order-status-SELLER_PART_SEND_GOODS = 部分发货
order-status-WAIT_BUYER_ACCEPT_GOODS = 等待买家收货
order-status-FUND_PROCESSING = 资金处理中
order-status-FINISH = 已结束
order-status-IN_CANCEL = 申请取消中
order-status-IN_ISSUE = 纠纷中
order-status-IN_FROZEN = 冻结中
order-paid = 付款 { $at }
order-shipped = 发货 { $at }
order-ship-by = 发货截止 { $at }（{ $left }）
order-promised = 限时达 { $at }
order-protection = 买家保护期至 { $at }
order-item = { $name } ×{ $quantity }
order-to = 寄往{ $country }
order-parcel = { $carrier } { $number }：{ $events }
order-no-parcel = 暂无运单号。
order-dispute = 纠纷 #{ $number }，{ $turn }，{ $left }，{ $owner }
order-no-dispute = 无纠纷。
order-several = { $more ->
    [0] 有 { $count } 个订单符合：
   *[other] 有 { $count } 个订单符合，显示其中 { $shown } 个：
  }
home-title = 我的纠纷
home-none = 你手上没有纠纷。用 /dispute next 查看最需要处理的一笔。
home-count = { $count ->
   *[other] 你手上有 { $count } 笔。
  }
digest-now = 立即发送日报
home-list = 全部未结纠纷
list-pick = 纠纷
home-next = 认领下一笔
home-waiting = 等待其他方
home-desk = 工作台概况
home-desk-line = { $open } 笔进行中 · { $unclaimed } 笔待认领 · { $overdue } 笔已超时 · { $due } 笔 24 小时内截止
home-no-role = 你还没有工作台的角色。请管理员添加：disputes member add { $person } --role agent
send-title = 发送 #{ $number }
send-act = 操作
send-counter = 提出方案并填写金额
send-refuse = 拒绝，不退款
send-agree = 同意并退款 { $money }（方案：{ $owner }）
send-amount = 金额（{ $currency }），最多 { $most }
send-hint = 提出方案或拒绝时填写 { $least } 到 { $most } 个字符，买家会看到；同意方案时无需填写。
send-continue = 继续
send-now = 立即发送
send-look = 最后确认
send-once = 内容将按此处所示发往平台，发送后无法撤回。
send-target = 纠纷 *{ $number }* · 订单 { $order } · 买家 { $buyer }
send-doubtful = ⚠ 上一次操作可能已送达：{ $what }。请先到卖家后台核实。
copy-title = 手动处理 #{ $number }
copy-switch = { $store } 未开启平台写入，请手动处理。
copy-role = 你的角色不能在此发送，请有权限的同事发送，或手动处理。
copy-no-plan = 工作台没有 { $number } 的买家方案，请手动处理。
copy-text = *可复制的文本*
extend-title = 延长收货 #{ $number }
extend-days = 增加天数
extend-hint = 1 到 { $most }
extend-order = 纠纷 *{ $number }* · 订单 { $order } · 收货截止 { $at }
extend-until = 延长后截止 { $at }
you-snoozed = { $number } 已暂缓提醒至 { $until }，此前不再提醒。
you-snoozed-no-longer = { $number } 最多暂缓到 { $until }：即平台截止时间 { $due } 之前 { $hours } 小时，平台期限不会因此延后。
you-woke = { $number } 已取消暂缓。
snooze-title = 暂缓 #{ $number }
snooze-pick = 暂缓多久？
snooze-text = 或自行填写
snooze-hint = 例如：2小时、明天9点、周五14:30。暂缓不会超过平台截止时间。
next-why = 为何是这一笔：涉及 { $money }，及时答复约可保住 { $keeps }；{ $left }。
next-why-unpriced = 为何是这一笔：金额未知；{ $left }。
more = 更多…
assign = 指派…
repost = 重新生成卡片
board-title = 纠纷 #{ $number }
assign-title = 指派 #{ $number }
assign-pick = 由谁处理？
thread-opens = 点击继续处理 { $number }：
done = 已完成。
no-card = 这条消息不属于任何纠纷。请打开卡片或其消息列中消息的菜单。
you-speak = 从现在起我用中文与你交流。
history = 操作记录
order-asking = 正在向平台查询最新情况…
order-not-fresh = 无法向平台查询最新情况：{ $why }
evidence = 证据
evidence-title = #{ $number } 的证据
evidence-hand-in = 用 disputes evidence '{ $number }' FILE 提交图片（JPG、PNG 或 GIF，最大 2 MB）。提交后会在这里和消息列中等待发送。
found = 包含“{ $words }”
