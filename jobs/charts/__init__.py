"""Charts as PNG, for Slack shows no SVG; only the job that draws imports matplotlib."""
