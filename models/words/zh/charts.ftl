# 日报中的图表：用文字说出图里的结论（供看不到图的人），以及图上的文字。
chart-rose = “{ $cause }”{ $days ->
    [7] 一周内
   *[other] { $days } 天内
  }由 { $before } 笔升至 { $now } 笔
chart-mostly-to = ，多数发往{ $country }
chart-steady = 近 { $days } 天新增纠纷 { $now } 笔，此前 { $days } 天 { $before } 笔
chart-most = ，最多的是“{ $cause }”（{ $count } 笔）
chart-due = 未来七天有 { $count } 笔截止，其中 { $risk } 笔在 24 小时内
chart-overdue = ，另有 { $count } 笔已超时
chart-peak = ，{ $day }最多（{ $count } 笔）
chart-few = { $products } 款商品中的 { $few } 款占近 { $days } 天 { $total } 笔纠纷的 { $percent } %
chart-first = ，最多的是 { $name }（{ $count } 笔）
chart-first-mostly = ，最多的是 { $name }（{ $count } 笔），主要原因：{ $cause }
chart-won = 近 { $weeks } 周 { $whole } 笔坚持到底，胜诉 { $won } 笔（{ $percent } %）
chart-won-before = ，此前 { $weeks } 周 { $whole } 笔胜诉 { $won } 笔（{ $percent } %）
chart-won-few = 近 { $weeks } 周 { $whole } 笔坚持到底，胜诉 { $won } 笔
chart-sentence = { $said }。
chart-key = 图中：{ $key }

chart-title-causes = 新增纠纷
chart-title-deadlines = 即将截止
chart-title-won = 胜诉率
chart-under-causes = { $days ->
    [1] 每天
   *[other] 每周
  }新增纠纷，截至 { $time }
chart-under-deadlines = 待我方答复的纠纷，按截止日
chart-under-products = 近 { $days } 天的纠纷数，右侧为累计占比
chart-under-won = 每周坚持到底的纠纷的胜诉率（%），n 为总笔数
chart-family-logistics = 物流
chart-family-product = 商品
chart-family-buyer = 买家
chart-risk = 24 小时内
chart-later = 更晚
chart-late = 已超时
chart-today = 今天
chart-others = 其余 { $count } 款
chart-disputes = 纠纷数
chart-product = 商品
chart-share = 累计
chart-fought = 胜诉 %
