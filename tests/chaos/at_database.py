"""The database restarts, hangs, refuses, and has no room."""

TABLES = ("messages", "disputes", "channels", "nudges", "request_keys")


def restarted(stage):
    stage.database.stop()
    return stage.database.start


def crashed(stage):
    stage.database.kill()
    return stage.database.start


def cut(stage):
    stage.database.cut_connections()


def table_locked(stage):
    """Statements on it hang until their own patience ends."""
    held = stage.database.lock(stage.dice.choice(TABLES))
    return held.close


def strict(stage):
    """Transactions that met another one fail with 40001, as they may on any strict server."""
    stage.database.isolate("serializable")
    return lambda: stage.database.isolate("read committed")


def file_locked(stage):
    held = stage.database.lock()
    return held.close


def file_full(stage):
    stage.database.full.touch()
    return stage.database.full.unlink
