"""
Processes die, Redis forgets, Slack loses answers: afterwards everything stands once.

`DRILL_SECONDS=600 .venv/bin/python -m pytest tests/drills` is the long version.
"""

import collections
import os
import random
import re
import sqlite3
import subprocess
import time

import pytest
from redis import Redis

from tests.support.reading import text_of, top_level
from tests.support.running import DISPUTES, Run, until

SECONDS = float(os.environ.get("DRILL_SECONDS", "15"))
CHANNELS = {"nordic": "CNORDIC", "solar": "CSOLAR", "toys": "CTOYS"}
PARTS = ["worker-delivery", "worker-default", "worker-bulk", "clock", "web"]
UNHURRIED = {
    "SLACK_POST_SECONDS": "0",
    "SLACK_POSTS_PER_MINUTE": "100000",
    "SLACK_EDITS_PER_MINUTE": "100000",
}

pytestmark = [pytest.mark.drill, pytest.mark.timeout(SECONDS + 240)]


def rows(run, sql):
    with sqlite3.connect(run.root / ".local" / "disputes.db", timeout=10) as connection:
        return connection.execute(sql).fetchall()


def settled(run):
    return rows(run, "SELECT count(*) FROM messages WHERE wanted > posted AND state = 'live'") == [
        (0,)
    ]


def unhurried(run):
    """No pace of Slack's, so that more happens in less time."""
    rates = {"per_channel_seconds": 0, "workspace_per_minute": 10**6, "updates_per_minute": 10**6}
    run.slack("/control/rates", **rates)


def misbehave(run):
    run.slack("/control/fault", kind="lost_answer", method="chat.postMessage", share=0.15)
    run.slack("/control/fault", kind="500", method="chat.update", share=0.1)
    run.slack("/control/fault", kind="429", method="chat.postMessage", share=0.05)


def one_blow(run, dice):
    """Something dies or forgets, and somebody goes on working meanwhile."""
    blow = dice.choice([*PARTS, *PARTS, "flush", "open", "person"])
    if blow == "flush":
        Redis.from_url(run.told["settings"]["REDIS_URL"]).flushall()
    elif blow == "open":
        run.gateway("/control/open", cause=dice.choice(["L1", "P3", "B2"]))
    elif blow == "person":
        number = dice.randint(1, 60)
        verb = dice.choice(["claim", "release"])
        text = f"/dispute {verb} #{number}"
        run.slack("/person/command", user="UANA", channel="CNORDIC", text=text)
    else:
        run.kill(blow)


def cards(run):
    """How often each dispute's number stands on a card."""
    counted = collections.Counter()
    for channel in CHANNELS.values():
        for message in top_level(run.messages(channel)):
            counted.update(re.findall(r"#(\d+)$", message["text"]))
            counted.update(re.findall(r"^✔ #(\d+)", message["text"]))
    return counted


@pytest.fixture
def run(tmp_path):
    with Run(tmp_path, **UNHURRIED) as run:
        unhurried(run)
        yield run


def test_after_the_drill_every_dispute_has_one_card_in_its_present_state(run):
    dice = random.Random(20261123)
    second_clock = subprocess.Popen(
        [DISPUTES, "clock"], cwd=run.root, env=run.environment, stderr=subprocess.DEVNULL
    )
    misbehave(run)
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        one_blow(run, dice)
        time.sleep(dice.uniform(0.2, 1.2))
    second_clock.kill()
    second_clock.wait()
    run.slack("/control/clear", now=True)
    synced = run.disputes("sync")
    assert synced.returncode == 0, synced.stderr
    assert until(lambda: settled(run), 150)

    opened = {number for (number,) in rows(run, "SELECT id FROM disputes WHERE closed_at IS NULL")}
    world = run.gateway("/control/world")["stores"].values()
    really = sum(d["status"] == "processing" for store in world for d in store["disputes"])
    standing = cards(run)
    assert len(opened) == really
    assert {n: standing[str(n)] for n in opened} == dict.fromkeys(opened, 1)
    assert present_state_differs(run) == []
    assert nudges_twice(run) == []


def present_state_differs(run):
    """Cards whose owner in Slack is not the owner in the database."""
    owners = dict(rows(run, "SELECT id, assignee_id FROM disputes WHERE closed_at IS NULL"))
    wrong = []
    for channel in CHANNELS.values():
        for message in top_level(run.messages(channel)):
            found = re.search(r"#(\d+)$", message["text"])
            if found and int(found[1]) in owners:
                owner = re.search(r"<@(U\w+)>", text_of(message))  # In whatever language.
                if (owner and owner[1]) != owners[int(found[1])]:
                    wrong.append(found[1])
    return wrong


def nudges_twice(run):
    """Nudges that stand more than once: the same words in the same thread."""
    said = collections.Counter()
    for channel in CHANNELS.values():
        for message in run.messages(channel):
            first = (message.get("blocks") or [{}])[0].get("block_id", "")
            said[first.partition("-")[0]] += 1
    return [key for key, count in said.items() if key and count > 1]
