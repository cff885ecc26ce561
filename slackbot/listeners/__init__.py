"""What Slack sends us: each listener translates, moves and acknowledges."""
