"""What an optional machine translates and drafts, and what it may cost."""
