"""What Slack shows: functions from models to blocks."""
