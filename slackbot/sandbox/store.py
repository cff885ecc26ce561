"""Everything the workspace remembers, as JSON rows that survive a SIGKILL."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_TABLE = """
CREATE TABLE IF NOT EXISTS things (
  kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID
"""


class Store:
    """One table; every write is its own transaction in the write-ahead log."""

    def __init__(self, state: Path | None, changed: Callable[[], None]) -> None:
        # Made in one thread and served in another; the event loop is its only user.
        self._rows = sqlite3.connect(_file(state), isolation_level=None, check_same_thread=False)
        self._rows.execute("PRAGMA journal_mode = WAL")
        self._rows.execute("PRAGMA synchronous = NORMAL")
        self._rows.execute(_TABLE)
        self._changed = changed

    def load(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self._rows.execute(
            "SELECT key, body FROM things WHERE kind = ? ORDER BY key", [kind]
        )
        for key, body in rows:
            yield key, json.loads(body)

    def save(self, kind: str, key: str, body: dict[str, Any]) -> None:
        self._rows.execute(
            "INSERT INTO things VALUES (?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
            [kind, key, json.dumps(body, ensure_ascii=False)],
        )
        self._changed()

    def drop(self, kind: str, key: str) -> None:
        self._rows.execute("DELETE FROM things WHERE kind = ? AND key = ?", [kind, key])
        self._changed()

    def close(self) -> None:
        self._rows.close()


def _file(state: Path | None) -> str:
    if state is None:
        return ":memory:"
    file = state if state.suffix else state / "workspace.db"
    file.parent.mkdir(parents=True, exist_ok=True)
    return str(file)
