# Rules: what they say, and what is wrong with them.
rules-not-toml = The rules cannot be read as TOML: { $why }
rules-wrong = The rules say what rules cannot say:
    { $complaints }
rules-never-applied = There is nothing to go back to: no rules were ever applied.
rules-no-version = There is no version { $asked } of the rules. disputes rules history shows the versions.
rules-no-text = { $file } is no text in UTF-8: save it as such.
# The team's own targets, in working time.
case-targets = Our own targets
target-first_response = first response
target-next_response = next response
target-resolution = resolution
target-due = { $what } due { $at }
target-met = { $what } in time, { $at }
target-late = { $what } late, { $at }
target-paused = { $what } paused with { $left } h of working time left
