"""Addresses that lead into Slack."""


def permalink(channel: str, ts: str) -> str:
    """Slack's own address of a message, which any of its clients opens."""
    return f"https://slack.com/archives/{channel}/p{ts.replace('.', '')}"
