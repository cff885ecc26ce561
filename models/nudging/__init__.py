"""Who is reminded of what, when, and until when: rows that fire once, while they hold."""
