"""Files that people bring: tables and JSON lines, taken in through the one intake."""
