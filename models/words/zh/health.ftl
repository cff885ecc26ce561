# 店铺健康度：平台指标，以及规则中设定的等级。
health-title = 店铺健康度 · { $stores }
health-store = *{ $store }*
health-of-dispute = 纠纷率
health-of-arbitration = 裁决率
health-of-liability = 有责率
health-rate = *{ $name }*  { $percent } %（{ $whole } 中的 { $part }）
health-few = *{ $name }*  样本太少（{ $whole } 中的 { $part }）
health-later = { " " }· 一周后约 { $percent } %（{ $low } 至 { $high }）
health-level = { " " }· *已达到“{ $level }”*
health-later-level = { " " }· 一周后达到“{ $level }”
health-room-dispute = { " " }· { $count ->
    [0] 再有一笔纠纷即达到
   *[other] 还可再有 { $count } 笔纠纷，之后达到
}“{ $next }”（{ $percent } %）
health-room-arbitration = { " " }· { $count ->
    [0] 平台再裁决一笔即达到
   *[other] 平台还可再裁决 { $count } 笔，之后达到
}“{ $next }”（{ $percent } %）
health-room-liability = { " " }· { $count ->
    [0] 再判责一笔即达到
   *[other] 还可再判责 { $count } 笔，之后达到
}“{ $next }”（{ $percent } %）
health-unset = 该店铺尚未设定等级：请按卖家后台页面所示，写入规则的 health 部分。
health-if-lost = *如果败诉：{ $numbers }*
health-if = { $name } { $before } % → { $after } %
health-what-if = 假设……
health-what-if-title = 假设这些纠纷败诉
health-pick = 哪些败诉？
health-none-open = 该店铺没有进行中的纠纷。
health-more = …… 另有 { $count } 家店铺：可单独查询 /dispute health 店铺名。
health-line = *健康度*  { $rates }
health-other-store = { $number } 不属于店铺 { $store }。请不带店铺名查询。
