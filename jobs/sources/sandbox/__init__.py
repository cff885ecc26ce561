"""A gateway of our own with a demo world behind it, for demos, drills and tests."""
