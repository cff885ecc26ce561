"""A busy hour, each request delivered one to three times, late and out of order: as if once."""

import json
import os
import random
import time
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlencode

from sqlmodel import col, select

from jobs.running import seed
from models import intake, messages
from models.disputes import Dispute
from models.events import AuditEntry
from models.messages import Message
from slackbot import ids
from slackbot.app import bolt
from slackbot.desk import Desk
from slackbot.sandbox import signing
from slackbot.web import PATIENCE, create
from tests.builders import DAY, a_dispute_record
from tests.support.web import Web

SEED = int(os.environ.get("HOUR_SEED", random.SystemRandom().randrange(10**6)))
DISPUTES, REQUESTS = 12, 90
SAID = (
    "claim",
    "release",
    "cause",
    "escalate",
    "snooze",
    "assign",
    "repost",
    "relate",
    "merge",
    "unmerge",
)
REST = {"cause": "P1", "escalate": "look", "snooze": "2h", "assign": "<@UBEN>"}
STANDS = (
    "issue_id",
    "assignee_id",
    "merged_into",
    "cause",
    "cause_by",
    "escalated_at",
    "snoozed_by",
)


def recorded(dice):
    """What people do in that hour: commands, presses and words in threads, each with its key."""
    surely = [typed(-2, "ULEA", "merge #1 #2"), typed(-1, "ULEA", "merge #3 #4")]
    surely += [typed(-number, "UANA", f"claim #{number}") for number in range(5, 11)]
    return surely + [
        dice.choice([command, press, word])(
            at, dice.choice(["UANA", "UBEN", "ULEA", "UVIC"]), dice.randint(1, DISPUTES), dice
        )
        for at in range(REQUESTS)
    ]


def command(at, user, number, dice):
    verb = dice.choice(SAID)
    other = f"#{dice.randint(1, DISPUTES)}" if verb in {"relate", "merge"} else ""
    return typed(at, user, f"{verb} #{number} {REST.get(verb, other)}")


def typed(at, user, text):
    said = {"command": "/dispute", "text": text}
    where = {"channel_id": "CNORDIC", "user_id": user, "trigger_id": f"trigger-{at}"}
    return urlencode(said | where | {"response_url": "http://127.0.0.1:9/none"})


def press(at, user, number, dice):
    verb = dice.choice(["claim", "release", "repost"])
    action = {"action_id": f"{ids.OPEN}{verb}", "value": f"{verb}:{number}", "type": "button"}
    payload = {
        "type": "block_actions",
        "user": {"id": user},
        "channel": {"id": "CNORDIC"},
        "trigger_id": f"trigger-{at}",
        "actions": [action | {"action_ts": str(at), "block_id": "b"}],
    }
    return urlencode({"payload": json.dumps(payload)})


def word(at, user, number, dice):
    verb = dice.choice(["claim", "release", "escalate"])
    event = {
        "type": "message",
        "channel": "CNORDIC",
        "user": user,
        "text": f"!{verb}",
        "ts": f"{2000 + at}.0",
        "thread_ts": f"{number}.0",
    }
    return json.dumps({"type": "event_callback", "event_id": f"Ev{at}", "event": event})


def delivered(requests, dice):
    """The first time each in its turn; once or twice again at any time after it."""
    line = [(float(at), body) for at, body in enumerate(requests)]
    for at, body in enumerate(requests):
        line += [(dice.uniform(at, 2 * REQUESTS), body) for _ in range(dice.randint(0, 2))]
    return [body for _, body in sorted(line, key=lambda one: one[0])]


@contextmanager
def an_hour(settings, file, now):
    """A desk of its own with a dozen open disputes, whose cards stand in Slack; the time stands."""
    told = settings.model_copy(update={"database_url": f"sqlite:///{file}"})
    desk = replace(Desk.open(told, patience=PATIENCE), now=lambda: now)
    seed.seed(told, now, people=True, shops=True)
    with desk.database.write() as session:
        for number in range(1, DISPUTES + 1):
            about = {"issue_id": str(7000 + number), "order_id": str(8000 + number)}
            when = {"opened_at": now - DAY, "modified_at": now, "due_at": now + 3 * DAY}
            intake.take_in_dispute(session, a_dispute_record(**about | when), now)
        for row in session.exec(select(Message).where(Message.kind == messages.Kind.CARD)):
            row.ts = f"{row.dispute_id}.0"
    with Web(create(desk, bolt(desk))) as web:
        yield desk, web
    desk.close()


def after(settings, file, now, requests):
    """How everything stands in the end, and who did what."""
    with an_hour(settings, file, now) as (desk, web):
        for body in requests:
            headers = signing.headers(body.encode(), time.time())
            kind = "application/json" if body.startswith("{") else FORM
            sent = web.http.post(
                "/slack/events", content=body, headers=headers | {"Content-Type": kind}
            )
            assert sent.status_code == 200, sent.text
        with desk.database.read() as session:
            stands = [
                tuple(str(getattr(one, name)) for name in STANDS)
                for one in session.exec(select(Dispute).order_by(Dispute.issue_id))
            ]
            done = [
                (one.dispute_id, one.actor, one.action)
                for one in session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
            ]
            wanted = sorted(session.exec(select(Message.kind, Message.wanted)))
    return stands, done, wanted


FORM = "application/x-www-form-urlencoded"


def test_delivered_many_times_it_ends_as_if_delivered_once(settings, tmp_path, migrated_file):
    dice, now = random.Random(SEED), Desk.open(settings).now()
    requests = recorded(dice)
    files = [tmp_path / name for name in ("once.db", "often.db")]
    for file in files:
        file.write_bytes(migrated_file.read_bytes())

    once = after(settings, files[0], now, requests)
    often = after(settings, files[1], now, delivered(requests, dice))

    assert often == once, f"HOUR_SEED={SEED}"
    done = [action for *_, action in once[1]]
    assert done.count("DisputeClaimed") > 5
    assert done.count("DisputeMerged") >= 4  # In the history of both, each time.
