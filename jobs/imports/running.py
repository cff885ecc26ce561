"""Taking a file in: in pieces, each remembered once it is kept."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path

from jobs.imports import columns, sheets, tables
from jobs.imports.columns import Columns, Unusable
from jobs.imports.rejects import Rejects
from jobs.imports.tables import Row, Table
from models import imports, stores
from models.errors import DisputeError, NotUnderstood
from models.imports import Import
from models.intake import Record, Verdict, take_in_each
from slackbot.desk import Desk

AT_A_TIME = 500  # Rows between two notes of how far it came.
IN_ONE_TRANSACTION = 50  # Records; a tenth of a second, also on a slow machine.
NOT_KEPT = "a value is too long, too large or no text, and cannot be kept"
_COUNTED = {Verdict.OPENED: "opened", Verdict.CHANGED: "changed", Verdict.UNCHANGED: "unchanged"}
_CHUNK = 1 << 20

Tell = Callable[[float, Import], None]


def import_file(desk: Desk, path: Path, store: str | None, tell: Tell) -> tuple[Import, Path]:
    """
    Take in a file; what became of its rows, and where the rejected ones are.

    Args:
        desk: The desk.
        path: The file.
        store: Whose rows they are, where they do not say it themselves.
        tell: Is told now and then how much of the file was read, from 0 to 1.

    Raises:
        NotUnderstood: it is no file that can be read.
        UnknownStore: there is no such store.

    """
    if store is not None:
        with desk.database.read() as session:
            stores.get(session, store)
    with closing(_opened(path)) as table:
        if not any(name.strip() for name in table.header):
            raise NotUnderstood("import-no-table", file=path.name)
        return _import(desk, path, store, table, tell)


def _import(
    desk: Desk, path: Path, store: str | None, table: Table, tell: Tell
) -> tuple[Import, Path]:
    meant = columns.understood(path.name, table.header, store)
    with desk.database.write() as session:
        done = imports.begin(session, _fingerprint(path, store), desk.now())
    rejects = Rejects(path, table.header, meant, done.rejected_bytes)
    rows = islice(table.rows, done.rows, None)
    while piece := list(islice(rows, AT_A_TIME)):
        _take(desk, piece, meant, done, rejects)
        _note(desk, done, len(piece), rejects)
        tell(table.share(), done)
    done.finished_at = desk.now()
    _note(desk, done, 0, rejects)
    return done, rejects.path


def _opened(path: Path) -> Table:
    if path.is_dir():
        raise NotUnderstood("import-directory", file=path.name)
    try:
        table = _read(path)
    except FileNotFoundError as error:
        raise NotUnderstood("import-no-file", file=str(path)) from error
    except PermissionError as error:
        raise NotUnderstood("import-not-readable", file=path.name) from error
    if table is None:
        raise NotUnderstood("import-no-table", file=path.name)
    return table


def _read(path: Path) -> Table | None:
    with path.open("rb") as file:
        head = file.read(len(sheets.OLE))
        if head == sheets.OLE:
            why = "import-locked" if sheets.is_locked(file) else "import-old-excel"
            raise NotUnderstood(why, file=path.name)
    if head == sheets.ZIP:
        return sheets.read_workbook(path)
    return tables.read_text(path, columns.known_among)


def _fingerprint(path: Path, store: str | None) -> str:
    digest = hashlib.sha256((store or "").encode())
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _take(desk: Desk, piece: list[Row], meant: Columns, done: Import, rejects: Rejects) -> None:
    for _, group in groupby(_records(piece, meant, done, rejects), key=lambda pair: type(pair[1])):
        pairs = list(group)
        ends = take_in_each(
            desk.database, [record for _, record in pairs], desk.now(), IN_ONE_TRANSACTION
        )
        for (row, _), end in zip(pairs, ends, strict=True):
            if isinstance(end, Verdict):
                name = _COUNTED[end]
                setattr(done, name, getattr(done, name) + 1)
            else:
                _reject(row, str(end) if isinstance(end, DisputeError) else NOT_KEPT, done, rejects)


def _records(
    piece: list[Row], meant: Columns, done: Import, rejects: Rejects
) -> Iterator[tuple[Row, Record]]:
    for row in piece:
        if row.fault is not None:
            _reject(row, row.fault, done, rejects)
            continue
        try:
            yield row, meant.record(row.cells)
        except Unusable as error:
            _reject(row, str(error), done, rejects)


def _reject(row: Row, why: str, done: Import, rejects: Rejects) -> None:
    rejects.add(row.cells, why)
    done.rejected += 1


def _note(desk: Desk, done: Import, rows: int, rejects: Rejects) -> None:
    """The rejected rows stand in their file before the import is said to have come so far."""
    done.rows += rows
    done.rejected_bytes = rejects.save()
    done.changed_at = desk.now()
    with desk.database.write() as session:
        session.merge(done)
