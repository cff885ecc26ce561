# 今天会超时的纠纷。
forecast-title = *预测 { $day }* · { $stores }
forecast-missed = *按目前速度，{ $missed } 笔将超时* （{ $until } 前共有 { $due } 笔截止）
forecast-all-met = { $due ->
    [0] *没有其他纠纷* 在 { $until } 前截止。
   *[other] *按目前速度都能按时处理* （{ $until } 前有 { $due } 笔截止）
}
forecast-help = 现在起{ $shared }再投入约 { $span } 可挽救其中 { $saves } 笔。
forecast-help-all = 现在起{ $shared }再投入约 { $span } 可全部挽救（{ $saves } 笔）。
forecast-shared = 由 { $people } 人分担，
forecast-passed-on = 其中 { $count } 笔有同事腾得出时间：请指派。
forecast-lost = { $count } 笔已无法挽救：{ $numbers }。
forecast-overdue = { $count } 笔已经超时。
forecast-comes = 预计 { $at } 才轮到
forecast-never = 截止前跟进人不在班
forecast-nobody = 截止前没有可以认领的人在班
forecast-has-time = { $person } 有时间
forecast-more = …… 另有 { $count } 笔。
forecast-were-missed = *今天已超时*  { $numbers }
forecast-were-met = *曾有风险，现已解除*  { $numbers }
forecast-pace = 截止前有 { $people } 人在班 · 每笔 { $work }（{ $count } 笔的中位数）· 九成不超过 { $slow }：按此速度将有 { $missed } 笔超时
forecast-pace-assumed = 截止前有 { $people } 人在班 · 每笔按规则算 { $work }：样本太少（{ $count }）
forecast-text = 预测 { $day }：{ $due } 笔截止，按目前速度 { $missed } 笔将超时
forecast-over = 当天已结束。
forecast-line = *今天*  { $until } 前 { $due } 笔截止{ $rest }
forecast-line-missed = { " " }· 按目前速度 { $count } 笔将超时：{ $numbers }
forecast-line-help = ；再投入约 { $span } 可挽救 { $saves } 笔{ $missed ->
   *[other] { "" }
}
forecast-line-passed = ；其中 { $count } 笔有同事腾得出时间
forecast-line-lost = ；{ $count } 笔已无法挽救
