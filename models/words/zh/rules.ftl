# 规则：内容与错误。
rules-not-toml = 规则无法按 TOML 解析：{ $why }
rules-wrong = 规则中有无法接受的内容：
    { $complaints }
# 团队自己的目标，按工作时间计算。
case-targets = 团队目标
target-first_response = 首次回复
target-next_response = 再次回复
target-resolution = 结案
target-due = { $what }须在 { $at } 前完成
target-met = { $what }已按时完成 { $at }
target-late = { $what }已超时完成 { $at }
target-paused = { $what }暂停计时，剩余工作时间 { $left } 小时
