"""
A burst of cards over many channels, on real processes: does delivery keep Slack's pace?

    .venv/bin/python -m bench.delivery.burst [--cards 600] [--channels 20] [--workers 1]
                                             [--beside] [--url postgresql://…]

`disputes run` with default settings, its sandbox Slack strict about a message a second and
channel and the workspace's budget. In the middle of the burst eight deadline nudges fall due, four
of them direct messages. `--beside`: meanwhile a file of 5,000 orders is imported and the demo
stores are polled every second. Prints what the sandbox's own books say, and ends with 1 if a
card is missing, if it took longer than at 90 % of Slack's pace, or if Slack refused anything for
speed. An empty database is needed where one is named, and is kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models import moves, outbox
from models.database import Database
from models.disputes import Dispute
from models.members import EVERY_STORE, Actor, Role
from models.messages import Kind, Message
from models.nudging import ladders, reminders
from models.stores import Store
from slackbot.signatures import sign
from tests.support.running import DISPUTES, Run, until

SECRET = "bench"  # noqa: S105 - of a desk that lives for minutes
OWNERS = ("UANA", "UBEN", "ULEA", "UADA")
NUDGES = 2 * len(OWNERS)
ROWS = 5_000
CALM = 600  # Seconds that the demo stores' cards may take.
LONGEST = 1_800
ENOUGH = 0.9  # Of what Slack allows.


class Burst:
    def __init__(self, run: Run, cards: int, channels: int) -> None:
        self.run = run
        self.cards = cards
        self.channels = [f"CBENCH{n:02}" for n in range(channels)]
        self.database = Database(run.told["settings"]["DATABASE_URL"])
        self.nudged: dict[int, float] = {}
        self.began = 0.0
        self.is_well = False

    def prepare(self) -> None:
        """Channels, a store for each, and the old disputes of which the nudges will speak."""
        now = datetime.now(UTC)
        for channel in self.channels:
            self.run.slack("/control/channel", channel=channel, name=channel.lower())
        with self.database.write() as session:
            for n, channel in enumerate(self.channels):
                session.add(Store(name=f"store{n}", channel=channel, added_at=now))
        self.hand_in(f"old{n}" for n in range(NUDGES))
        until(self.is_calm, CALM, pause=1)
        with self.database.write() as session:
            for n, dispute in enumerate(self.of(session, "old")):
                if n % 2:
                    owner = Actor(OWNERS[n // 2], {EVERY_STORE: Role.AGENT})
                    moves.claim(session, owner, dispute, now)
        until(self.is_calm, CALM, pause=1)

    def of(self, session: Session, name: str) -> list[Dispute]:
        theirs = select(Dispute).where(col(Dispute.issue_id).startswith(name))
        return list(session.exec(theirs.order_by(col(Dispute.id))))

    def hand_in(self, names: Iterator[str]) -> None:
        now = datetime.now(UTC)
        records = [
            {
                "store": f"store{n % len(self.channels)}",
                "issue_id": name,
                "order_id": f"8{n:014}",
                "opened_at": now.isoformat(),
                "due_at": (now + timedelta(days=4)).isoformat(),
                "text": "The parcel never arrived.",
            }
            for n, name in enumerate(names)
        ]
        body = json.dumps({"disputes": records}).encode()
        stamp = str(int(time.time()))
        answer = self.run.http.post(
            self.run.told["addresses"]["web"] + "/intake/disputes",
            content=body,
            headers={
                "X-Disputes-Timestamp": stamp,
                "X-Disputes-Signature": sign(SECRET, stamp, body),
            },
        )
        answer.raise_for_status()
        assert answer.json()["opened"] == len(records), answer.json()

    def left(self) -> int:
        with self.database.read() as session:
            return session.execute(sa.select(sa.func.count()).where(outbox.unposted())).scalar_one()

    def is_calm(self) -> bool:
        return self.left() == 0

    def go(self) -> None:
        self.began = time.time()
        self.hand_in(f"new{n}" for n in range(self.cards))
        for n in range(NUDGES):
            share = (n + 1) / (NUDGES + 2)
            until(lambda share=share: self.left() <= self.cards * (1 - share), LONGEST)
            self.nudge(n)
        until(self.is_calm, LONGEST, pause=1)

    def nudge(self, n: int) -> None:
        """The next deadline is near, as a poll might tell, and the clock looks at once."""
        now = datetime.now(UTC)
        with self.database.write() as session:
            dispute = self.of(session, "old")[n]
            dispute.due_at = now + timedelta(hours=5 if n % 2 == 0 else 71, minutes=30)
            session.add(dispute)
            ladders.for_dispute(session, dispute, now)
            reminders.fire(session, now, None)
        self.nudged[dispute.id] = time.time()

    def figures(self) -> Iterator[str]:
        with self.database.read() as session:
            said = session.exec(select(Message).where(col(Message.ts).is_not(None))).all()
            names = set(self.channels)
            new = {one.id for one in self.of(session, "new")}
            edits = session.exec(select(sa.func.count()).where(Message.posted > 1)).one()
        burst = sorted(float(one.ts or 0) for one in said if float(one.ts or 0) >= self.began)
        cards = sorted(
            float(one.ts or 0)
            for one in said
            if one.channel in names and one.kind == Kind.CARD and one.dispute_id in new
        )
        took = burst[-1] - self.began
        books = self.run.slack("/control/rates")
        limits = books["limits"]
        slacks = min(
            len(names) / limits["per_channel_seconds"] * 60, limits["workspace_per_minute"]
        )
        yield f"cards in Slack: {len(cards)} of {self.cards}"
        yield f"all posts: {len(burst)} in {took:.1f} s"
        rate = len(burst) / took * 60
        yield f"rate: {rate:.0f} a minute, {rate / slacks:.3f} of what Slack allows ({slacks:.0f})"
        is_whole = len(cards) == self.cards and not any(books["refused"].values())
        self.is_well = is_whole and rate >= ENOUGH * slacks
        most = max(sum(at <= one < at + 60 for one in burst) for at in burst)
        yield f"most in any minute: {most}"
        gaps = [
            later - earlier
            for channel in {one.channel for one in said}
            for earlier, later in pairwise(
                sorted(float(one.ts or 0) for one in said if one.channel == channel)
            )
        ]
        yield f"closest two of a channel: {min(gaps):.3f} s"
        yield f"429 by the sandbox's books: {books['refused']}"
        late = {
            (one.kind.value, one.channel): float(one.ts or 0) - self.nudged[about]
            for one in said
            if one.kind in {Kind.NUDGE, Kind.BUNDLE} and float(one.ts or 0) >= self.began
            for about in [self.about(one)]
            if about in self.nudged
        }
        waits = sorted(late.values())
        yield f"nudges: {len(waits)}, seconds {', '.join(f'{wait:.2f}' for wait in waits)}"
        yield f"edited messages: {edits}"

    def about(self, message: Message) -> int | None:
        if message.dispute_id is not None:
            return message.dispute_id
        with self.database.read() as session:
            asked = sa.text("SELECT dispute_id FROM subjects WHERE message_id = :id")
            found = session.execute(asked, {"id": message.id}).scalars().all()
        return found[0] if found else None


def orders(path: Path) -> Path:
    lines = ["store,order_id,status,paid_at,modified_at,amount,currency"]
    lines += [
        f"store0,{9 * 10**15 + n},WAIT_BUYER_ACCEPT_GOODS,2026-11-01T12:00:00Z,"
        f"2026-11-02T12:00:00Z,12.50,USD"
        for n in range(ROWS)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def more(run: Run, workers: int, *, beside: bool) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Further delivery workers, and the import."""
    verbs = [("worker", "--queue", "delivery")] * (workers - 1)
    verbs += [("import", str(orders(run.root / "orders.csv")))] if beside else []
    begun = [
        subprocess.Popen(  # noqa: S603 - our own command line
            [DISPUTES, *verb], cwd=run.root, env=run.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for verb in verbs
    ]  # fmt: skip
    try:
        yield begun
    finally:
        for process in begun:
            process.terminate()
            process.wait()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--cards", type=int, default=600)
    asked.add_argument("--channels", type=int, default=20)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--beside", action="store_true")
    asked.add_argument("--url")
    told = asked.parse_args()
    settings: dict[str, Any] = {"INTAKE_SECRET": SECRET, "POLL_SECONDS": "3600"}
    if told.beside:
        settings["POLL_SECONDS"] = "1"
    if told.url:
        settings |= {"DATABASE_URL": told.url, "SECRET_KEY": "x" * 43 + "="}
    with (
        tempfile.TemporaryDirectory(prefix="burst-") as folder,
        Run(Path(folder), **settings) as run,
    ):
        burst = Burst(run, told.cards, told.channels)
        burst.prepare()
        with more(run, told.workers, beside=told.beside) as begun:
            if told.workers > 1:
                time.sleep(5)  # They come up.
            burst.go()
            if told.beside:
                print(f"the import ended meanwhile: {begun[-1].poll() == 0}")
        print("\n".join(burst.figures()))
        burst.database.close()
    sys.exit(not burst.is_well)


if __name__ == "__main__":
    main()
