# Rules: what they say, and what is wrong with them.
rules-not-toml = The rules cannot be read as TOML: { $why }
rules-wrong = The rules say what rules cannot say:
    { $complaints }
