# 规则：内容与错误。
rules-not-toml = 规则无法按 TOML 解析：{ $why }
rules-wrong = 规则中有无法接受的内容：
    { $complaints }
