"""What a drill does to a run, and what it reads of it afterwards."""

import collections
import os
import re
import signal
import sqlite3

import httpx
from redis import Redis

from jobs.running.processes import command_line
from tests.support.reading import text_of, top_level

SECONDS = float(os.environ.get("DRILL_SECONDS", "10"))
CHANNELS = {"nordic": "CNORDIC", "solar": "CSOLAR", "toys": "CTOYS"}
PARTS = ["worker-delivery", "worker-default", "worker-bulk", "clock", "web"]
UNHURRIED = {
    "SLACK_POST_SECONDS": "0",
    "SLACK_POSTS_PER_MINUTE": "100000",
    "SLACK_EDITS_PER_MINUTE": "100000",
}


def rows(run, sql):
    with sqlite3.connect(run.root / ".local" / "disputes.db", timeout=60) as connection:
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
        kill(run, blow)


def kill(run, part):
    """SIGKILL to one part; the supervisor starts it again."""
    try:
        os.kill(run.told["pids"][part], signal.SIGKILL)
    except (KeyError, ProcessLookupError):
        return  # It is down already, or just coming up.


def open_ones(run):
    """The numbers of the disputes that are open for the desk."""
    return {number for (number,) in rows(run, "SELECT id FROM disputes WHERE closed_at IS NULL")}


def really_open(run):
    """How many disputes the platform has open."""
    worlds = run.gateway("/control/world")["stores"].values()
    return sum(d["status"] == "processing" for world in worlds for d in world["disputes"])


def cards(run):
    """How often each dispute's number stands on a card."""
    counted = collections.Counter()
    for channel in CHANNELS.values():
        for message in top_level(run.messages(channel)):
            counted.update(re.findall(r"#(\d+)$", message["text"]))
            counted.update(re.findall(r"^✔ #(\d+)", message["text"]))
    return counted


def standing(run):
    """Everything in the stores' channels, by its timestamp."""
    return {m["ts"] for channel in CHANNELS.values() for m in run.messages(channel)}


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


def nudges(run):
    """How many were ever posted; those that no longer hold say so, and stay."""
    said = [m for channel in CHANNELS.values() for m in run.messages(channel)]
    return sum(message.get("thread_ts", message["ts"]) != message["ts"] for message in said)


def alive(pids):
    """But for those that nobody has collected yet: they have ended."""
    return [pid for pid in pids if command_line(pid)]


def answers(page):
    try:
        return httpx.get(page, trust_env=False).is_success
    except httpx.TransportError:
        return False
