"""The soak itself: read a large world through faults, while it lives, and compare in the end."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import func, select, update

from jobs import polls
from jobs.sources.sandbox.generating import generated
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET
from jobs.visiting.parcel_reading import AFTER_A_MISS
from models.database import Database
from models.disputes import Dispute
from models.orders import Order, ParcelEvent
from models.reading.rounds import Round
from models.reading.sources import Source
from models.secrets import Vault
from models.settings import Settings
from models.stores import Store
from slackbot.desk import Desk
from tests.soak.differences import differences
from tests.soak.least import least
from tests.support.gateway import Gateway

FAULTS = (
    {"kind": "500", "share": 0.01},
    {"kind": "502_html", "share": 0.01},
    {"kind": "15", "share": 0.01},
    {"kind": "nonsense", "share": 0.01},
    {"kind": "drop", "share": 0.01},
    {"kind": "ApiCallLimit", "share": 0.001, "seconds": 1},
    {"kind": "truncated_page", "share": 0.03},
    {"kind": "moving_rows", "share": 0.05},
)


COUNTED = (Dispute, Order, ParcelEvent)
STIRRED = 50  # One thing happens to so many orders before a round.


@dataclass
class Figures:
    size: object
    first_seconds: float = 0
    first_calls: int = 0
    rounds: list = field(default_factory=list)  # (calls, least, seconds)
    different: list = field(default_factory=list)

    @property
    def ratio(self):
        calls = sum((done for done, _least, _s in self.rounds), Counter())
        fewest = sum((few for _done, few, _s in self.rounds), Counter())
        return calls.total() / fewest.total()

    def lines(self):
        yield f"{self.size}"
        yield f"first reading: {self.first_calls} calls, {self.first_seconds:.0f} s"
        for done, few, seconds in self.rounds:
            by = ", ".join(f"{m.split('.')[-2]}.{m.split('.')[-1]} {done[m]}/{few[m]}" for m in few)
            yield f"round: {done.total()} calls, least {few.total()}, {seconds:.0f} s ({by})"
        if self.rounds:
            yield f"calls per round: {self.ratio:.3f} of the least"
        yield f"differences: {len(self.different)}"
        yield from map(str, self.different[:40])


class Silent:
    """Nobody waits for a wake-up here."""

    def __call__(self, *_what):
        pass


def soak(size, url, root, *, seed=1, steady=3, say=print):
    world, stores = generated(size, seed, datetime.now(UTC).replace(microsecond=0))
    figures = Figures(size)
    with Gateway(stores=stores, world=world) as gateway:
        desk = a_desk(root, url, gateway.url, stores)
        try:
            misbehave(gateway)
            _read_first(desk, gateway, figures, say)
            for _ in range(steady):
                gateway.control("stir", count=max(1, size.orders // STIRRED))
                figures.rounds.append(_round(desk, gateway, world, stores))
                say(list(figures.lines())[-2])
            gateway.clear()
            for _ in range(2):
                again(desk)
                put_off_is_due(desk)
                polls.read_due(desk)
            figures.different = differences(desk, gateway.world())
        finally:
            desk.database.close()
    return figures


def misbehave(gateway):
    for fault in FAULTS:
        gateway.fault(**fault)


def a_desk(root, url, gateway_url, stores):
    settings = Settings.load(
        root,
        {
            "DATABASE_URL": url,
            "ALIEXPRESS_APP_KEY": APP_KEY,
            "ALIEXPRESS_APP_SECRET": APP_SECRET,
            "ALIEXPRESS_GATEWAY_URL": gateway_url,
            "ALIEXPRESS_CALLS_PER_SECOND": "100000",
            "POLL_SIDE_BY_SIDE": "8",
            "POLL_SECONDS": "36000",  # A round ends when all are read.
        }
        | ({"SECRET_KEY": "x" * 43 + "="} if url.startswith("postgresql") else {}),
    )
    desk = Desk(settings, Database(settings.database_url), None, Silent())
    vault = Vault(settings.secret_key.get_secret_value())
    with desk.database.write() as session:
        for one in stores:
            token = vault.lock(one.access_token)
            session.add(
                Store(name=one.name, channel=one.channel, access_token=token, added_at=desk.now())
            )
    return desk


def again(desk):
    """Time passes: every store is due, and whatever rested has rested."""
    with desk.database.write() as session:
        session.exec(update(Round).values(due_at=desk.now()))
        session.exec(update(Source).values(try_at=None))


def put_off_is_due(desk):
    """Time passes also for the parcels that could not be read just now."""
    with desk.database.write() as session:
        soon = desk.now() + AFTER_A_MISS
        session.exec(update(Order).where(Order.track_at <= soon).values(track_at=desk.now()))


def _read_first(desk, gateway, figures, say):
    start, unread = time.monotonic(), 1
    while unread:
        again(desk)
        polls.read_due(desk)
        with desk.database.read() as session:
            doors = session.exec(select(Source)).all()
            unread = sum(door.failing_since is not None for door in doors)
            counts = [session.exec(select(func.count()).select_from(t)).one() for t in COUNTED]
        say(f"{time.monotonic() - start:.0f} s: {counts}, {unread} doors to read again")
    figures.first_seconds = time.monotonic() - start
    figures.first_calls = sum(gateway.control("calls")["calls"].values())


def _round(desk, gateway, world, stores):
    fewest = least(desk, world, stores)
    gateway.control("calls")
    start = time.monotonic()
    again(desk)
    polls.read_due(desk)
    return Counter(gateway.control("calls")["calls"]), fewest, time.monotonic() - start
