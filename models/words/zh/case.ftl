case-for = 对我方有利
case-against = 对我方不利
case-wish = 买家诉求
case-courses = 可选方案
case-suggested = 建议
point-within-promise = 发货已 { $days } 天，承诺 { $promised } 天
point-delivered-in-time = { $days } 天妥投，承诺 { $promised } 天
point-delivered = { $days ->
    [0] 今天已妥投
   *[other] { $days } 天前已妥投
}
point-moving = { $days ->
    [0] 包裹今天有更新
   *[other] 包裹 { $days } 天前有更新
}
point-protection-over = 保护期已过
point-buyers-part = 责任在买家
point-earlier-disputes = 该买家此前在本店有 { $count } 笔纠纷
point-no-pictures = 买家未提供图片
point-past-promise = 已超过承诺 { $days } 天
point-delivered-late = 晚于承诺 { $days } 天妥投
point-stands-still = 包裹已 { $days } 天没有更新
point-protected = 仍在保护期内
point-pictures = 买家提供了 { $count } 张图片
point-lane-late = 该线路最近 { $of } 个包裹中有 { $count } 个也超过该时效
point-carrier-disputed = 该物流商最近承运的 { $of } 笔订单中有 { $count } 笔发生纠纷（本店通常为 { $usual } %）
point-product-disputed = 该商品最近 { $of } 笔订单中有 { $count } 笔发生纠纷（本店通常为 { $usual } %）
wish-refund = 退款
wish-return = 退货退款
wish-resend = 补发一件
wish-part = 退部分款
wish-attention = 得到答复
wish-change-of-mind = 不想要了
wish-asked = （要求 { $money }）
wish-asked-all = （要求 { $money }，即全额）
course-accept = 同意 { $cost }
course-partial = 提议退 { $offer }：{ $past }，约 { $cost }
course-return = 退货退款约 { $cost }
course-refuse = 拒绝：{ $past }，约 { $cost }
course-wait = 解释并请买家等待：{ $past }，约 { $cost }
course-taken = { $of ->
    [0] 尚无此类案例
   *[other] { $of } 例中 { $some } 例接受
}
course-lost = { $of ->
    [0] 尚无裁决案例
   *[other] { $of } 例中 { $some } 例败诉
}
advise-accept = 同意：其他方案的代价不会更低。
advise-partial = 提议退 { $offer }：综合各种结果，代价最低。
advise-return = 接受退货：计入退回商品的价值，代价最低。
advise-refuse = 凭以下证据拒绝：代价最低。
advise-wait = 解释情况并请买家等待：代价最低。
advise-now-accept = 目前先同意：只有拒绝的代价更低。
advise-now-partial = 目前先提议退 { $offer }：只有拒绝的代价更低。
advise-now-return = 目前先接受退货：只有拒绝的代价更低。
advise-not-refuse-tracking = 没有能证明的物流轨迹就不要拒绝，否则平台会判给买家。
advise-not-refuse-image = 没有我方的图片或测试结果就不要拒绝，否则平台会判给买家。
