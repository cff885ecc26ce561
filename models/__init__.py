"""The ground: tables and the rules about them. No Slack, no Redis, no HTTP, no clock."""
