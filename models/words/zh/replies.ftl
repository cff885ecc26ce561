# 团队自己的回复。
own-title = { $count ->
    [0] 团队还没有自己的回复
   *[other] 团队自己的回复：{ $count } 条
  }
own-about = 它们与内置回复一同提供；在本店保住更多金额的会排到前面。
own-more = … 另有 { $count } 条
own-list-title = 团队回复
own-add = 新建
own-change = 修改
own-by = <@{ $person }> 编写
own-unused = 尚未使用
own-used = 使用过 { $count } 次
own-kept = { $count } 笔纠纷已结束，保住 { $share } 的金额
own-yours = 团队自己的回复
own-short = 团队
own-keep = 存为团队回复…
own-every-store = 所有店铺
own-form-title = 新建回复
own-change-title = 修改回复
own-store = 店铺
own-purpose = 用途
own-language = 买家语言
own-hint = 填入变量后须为 5 至 500 个字符（平台规定）。
own-values = 双花括号中的变量由订单填入，例如 { "{{" } product { "}}" }。可用：{ $known }
own-meaning = 用你们的语言写出同样的意思，便于全组理解
own-preview = 预览
own-as-read = { $number } 的买家将看到：
own-as-sample = 买家可能看到（尚无此类纠纷，变量为示例）：
own-length = { $count } / 500 个字符
own-needs = 以下信息已知时才会提供：{ $names }
own-back = 返回修改
own-retire = 停用
own-saved = 已保存，今后会作为建议提供。
own-retired = 已停用，其使用结果仍会统计。
own-gone = 这条回复已停用。
own-no-store = 没有你可以编写回复的店铺。
draft-not-plain = 只能写普通文字和变量，例如 { "{{" } product { "}}" }；花括号内不能有其他内容。
draft-unknown = 没有名为“{ $asked }”的变量。可用：{ $known }
draft-beyond = 回复正文中没有“{ $asked }”：正文未要求的变量在这里可能未知。
reply-changed = <@{ $owner }> 刚刚修改了这条回复，请重新打开。
not-allowed-replies = 你的角色不能编写团队回复，请主管把你设为客服（agent）。
not-allowed-everywhere = 只有在所有店铺都有角色的人才能编写适用于所有店铺的回复，请选择一家店铺。
machine-translation = 机器翻译
machine-short = AI 草稿
machine-draft = 由机器起草，使用前请核对
machine-doubts = ⚠ 请核对这些数字：{ $numbers }
