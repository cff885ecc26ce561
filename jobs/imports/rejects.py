"""The rows that were not taken, in a file beside theirs: it can be mended and imported again."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from jobs.imports.columns import WHY, Columns
from jobs.imports.tables import harmless


class Rejects:
    """
    `FILE.rejected.csv`, made when the first row is rejected; only its owner may read it.

    Args:
        path: Of the file that is imported.
        header: Its columns, as they are written there.
        columns: What they mean.
        size: How much of the file counts, where an interrupted import goes on.

    """

    def __init__(self, path: Path, header: Sequence[str], columns: Columns, size: int) -> None:
        self.path = path.with_name(f"{path.name}.rejected.csv")
        self._places = columns.kept
        self._header = [header[place] for place in self._places]
        if size and self.path.exists():
            os.truncate(self.path, size)
        else:
            self.path.unlink(missing_ok=True)
        self._rows: list[list[str]] = []

    def add(self, cells: Sequence[str], why: str) -> None:
        told = [harmless(cells[place]) if place < len(cells) else "" for place in self._places]
        self._rows.append([*told, harmless(why)])

    def save(self) -> int:
        """Write what was added since; the size of the file by now."""
        if not self._rows:
            return self.path.stat().st_size if self.path.exists() else 0
        is_new = not self.path.exists()
        self.path.touch(0o600)
        # With its mark, for Excel takes a file without one for the machine's old encoding.
        encoding = "utf-8-sig" if is_new else "utf-8"
        with self.path.open("a", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerows([[*self._header, WHY], *self._rows] if is_new else self._rows)
            file.flush()
            os.fsync(file.fileno())
        self._rows = []
        return self.path.stat().st_size
