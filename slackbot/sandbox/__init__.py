"""A Slack workspace of our own for demos, drills and tests."""
