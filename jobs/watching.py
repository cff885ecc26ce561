"""A sign of life of a queue: whoever reads it knows that a job came all the way through."""

from jobs.desk import desk
from models.reading import sources
from models.watching.watch import QUEUE


def delivery_runs() -> None:
    _runs("delivery")


def default_runs() -> None:
    _runs("default")


def _runs(queue: str) -> None:
    here = desk()
    with here.database.write() as session:
        sources.beat(session, QUEUE + queue, here.now())
