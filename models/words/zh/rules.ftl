# 规则：内容与错误。
rules-not-toml = 规则无法按 TOML 解析：{ $why }
rules-wrong = 规则中有无法接受的内容：
    { $complaints }
rules-never-applied = 没有可以恢复的版本：从未应用过规则。
rules-no-version = 规则没有版本 { $asked }。disputes rules history 可查看所有版本。
rules-no-text = { $file } 不是 UTF-8 文本：请另存为 UTF-8。
# 团队自己的目标，按工作时间计算。
case-targets = 团队目标
target-first_response = 首次回复
target-next_response = 再次回复
target-resolution = 结案
target-due = { $what }须在 { $at } 前完成
target-met = { $what }已按时完成 { $at }
target-late = { $what }已超时完成 { $at }
target-paused = { $what }暂停计时，剩余工作时间 { $left } 小时
