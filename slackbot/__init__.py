"""Everything Slack sees and sends, and the web process."""
