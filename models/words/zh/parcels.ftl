# 纠纷发生前的订单与包裹提醒。粗体的星号外侧须留半角空格，否则 Slack 不显示粗体。
remind-what-ship-by = { $count ->
   *[other] { $count } 个订单待发货
  }
remind-what-no-scan = { $count ->
   *[other] { $count } 个包裹发出后一直未被揽收
  }
remind-what-no-movement = { $count ->
   *[other] { $count } 个包裹已 { $days } 天无物流更新
  }
remind-what-customs = { $count ->
   *[other] { $count } 个包裹滞留海关
  }
remind-what-failed-delivery = { $count ->
   *[other] { $count } 个包裹投递失败
  }
remind-what-pick-up = { $count ->
   *[other] { $count } 个包裹待买家自提
  }
remind-what-promise = { $count ->
   *[other] { $count } 个包裹可能超过限时达
  }
remind-what-protection = { $count ->
   *[other] { $count } 个订单的买家保护期将在包裹送达前结束
  }
remind-title = 📦 *{ $what }* { $more }
remind-first = · 最早 { $at }（{ $left }）
remind-by = · 截止 { $at }（{ $left }）
remind-money = · { $money }
remind-do-ship-by = 请在截止前发货并填写运单号：超时未发货的订单会被平台关闭并退款。
remind-do-no-scan = 请向物流商核实是否已收到包裹，并检查运单号。若尚未发出，请先告知买家。
remind-do-no-movement = 买家已可以发起纠纷。请让物流商查件，并主动联系买家。
remind-do-customs = 请把海关所需资料告知买家，并说明关税由谁承担；清关期间请延长收货时间。
remind-do-failed-delivery = 请让物流商再次投递，并请买家确认地址。已退回的包裹，请与买家商定重发或退款。
remind-do-pick-up = 请提醒买家尽快取件：无人领取的包裹会被退回，纠纷更难胜诉。
remind-do-promise = 请主动联系买家并延长收货时间：超过限时达后买家可要求全额退款。
remind-do-protection = 请在保护期结束前延长收货时间，或与买家商定后续安排。
remind-line = { $order } · { $product } · { $state }
remind-state-ship-by = 发货截止 { $at }（{ $left }）
remind-state-no-scan = { $shipped } 发货
remind-state-no-movement = { $age }：{ $event }
remind-state-customs = { $age }：{ $event }
remind-state-failed-delivery = { $age }：{ $event }
remind-state-pick-up = 约 { $at } 前须取件（{ $left }）
remind-state-promise = 限时达 { $at }（{ $left }）· { $event }
remind-state-protection = 保护期至 { $at }（{ $left }）· { $event }
remind-more = … 另有 { $count } 个，点“查看”可看全部。
remind-to-send = 发给买家的话（{ $language }）：
remind-meaning = 大意：{ $text }
remind-show = 查看
remind-show-messages = 查看话术
remind-handled = 标记为已处理
remind-modal = 待处理的包裹
remind-page = 第 { $page } 页，共 { $pages } 页
remind-next = 下一页
remind-previous = 上一页
remind-over = ✔ { $what }：{ $ends }。
remind-over-shipped = { $count } 个已发货
remind-over-delivered = { $count } 个已送达
remind-over-moved = { $count } 个有了新进展
remind-over-disputed = { $count } 个已有纠纷
remind-over-ended = { $count } 个已结束
remind-over-passed = { $count } 个已过期限
remind-over-changed = { $count } 个日期有变
remind-over-handled = { $count } 个已由 { $person } 处理
remind-so-far = ✔ 目前：{ $ends }。
remind-about-ship-by = 发货提醒
remind-about-no-scan = 未揽收提醒
remind-about-no-movement = 物流停滞提醒
remind-about-customs = 海关滞留提醒
remind-about-failed-delivery = 投递失败提醒
remind-about-pick-up = 待自提提醒
remind-about-promise = 限时达提醒
remind-about-protection = 保护期提醒
lane-usual = 该线路通常需 { $days } 天（{ $parcels } 个包裹的中位数；每 10 个有 1 个超过 { $late } 天）
lane-too-few = 该线路包裹太少，无法判断时效（目前 { $parcels } 个）
remind-extend = 延长收货时间…
extend-orders-title = 延长收货时间
extend-which = 订单
extend-of-order = 订单 { $order } · 收货截止 { $at }
remind-lane = { $carrier } 至{ $country }：{ $usual }
