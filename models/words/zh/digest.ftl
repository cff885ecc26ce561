# 主管日报。
digest-risk = *有风险*  { $count } 笔 24 小时内截止{ $money } · { $overdue } 笔已超时 · { $unclaimed } 笔待认领
digest-due = 最先截止：{ $numbers }
digest-since = *自 { $since } 起*  新增 { $opened } 笔 · 已答复 { $answered } 笔 · 已结束 { $closed } 笔{ $outcomes }
digest-refunded = { " " }· 退款 { $money }
digest-silent = { " " }· { $count } 笔因未响应而损失{ $money }
digest-open = *进行中*  { $open } 笔{ $money }{ $handled ->
    [0] { "" }
   *[other] ，其中 { $handled } 笔由平台代处理
  }
digest-people = *跟进人*  { $people }
digest-person-late = ，{ $count } 笔超时
digest-person-due = ，最先截止 { $at }
digest-origins = *近 7 天的来源*  { $origins }
digest-rising = *近 7 天上升*
digest-moved = { $name } { $now } 笔（此前 { $before } 笔）
digest-moved-by = { $name } { $now } 笔（此前 { $before } 笔），主要是：{ $cause }
digest-more = 具体纠纷、商品、物流与国家见消息列。
digest-details = 详情
digest-list-due = 24 小时内截止
digest-list-overdue = 已超时
digest-list-unclaimed = 待认领
digest-origin-cause = *近 7 天的原因*  { $origins }
digest-origin-product = *商品*  { $origins }
digest-origin-carrier = *物流*  { $origins }
digest-origin-country = *国家*  { $origins }
digest-causes = *进行中按原因*  { $causes }

# 指标。
figures-title = 近 { $days } 天 · { $stores }
figures-of-first-response = 首次响应
figures-of-resolution = 处理时长
figures-of-nudge = 提醒到答复
figures-of-won = 坚持到底的胜诉率
figures-of-silent = 因未响应而损失
figures-of-reopened = 结案后重新打开
figures-of-refunded = 退款金额占比（{ $currency }）
figures-of-disputed = 纠纷率（平台口径）
figures-of-arbitrated = 裁决率
figures-of-liable = 有责率
figures-spread = *{ $name }*  中位数 { $median }，九成在 { $p90 } 内（{ $count } 笔）
figures-share = *{ $name }*  { $percent } %（{ $whole } 中的 { $part }）
figures-money = *{ $name }*  { $percent } %（{ $asked } 中的 { $paid }，{ $count } 笔）
figures-few = *{ $name }*  样本太少（{ $count }）
figures-behind = 查看相应纠纷…
figures-behind-title = 指标背后的纠纷
figures-behind-won = 胜诉
figures-behind-ended = 结果：{ $how }
figures-behind-refunded = 已退款
figures-behind-none = 近 { $days } 天没有。
figures-endings = *结案结果*  { $endings }
figures-which-span = 无法识别时间范围“{ $asked }”：请输入 week、month、quarter、year，或天数如 90d，最多 { $most }d。
digest-not-yet = { $day } 尚未到来。
