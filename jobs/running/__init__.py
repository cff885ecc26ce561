"""`disputes run`: every part with one command, kept alive, ended together."""
