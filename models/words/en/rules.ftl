# Rules: what they say, and what is wrong with them.
rules-not-toml = The rules cannot be read as TOML: { $why }
rules-wrong = The rules say what rules cannot say:
    { $complaints }
# The team's own targets, in working time.
case-targets = Our own targets
target-first_response = first response
target-next_response = next response
target-resolution = resolution
target-due = { $what } due { $at }
target-met = { $what } in time, { $at }
target-late = { $what } late, { $at }
target-paused = { $what } paused with { $left } h of working time left
