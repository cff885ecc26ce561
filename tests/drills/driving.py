"""What a drill does to a run, and what it reads of it afterwards."""

import collections
import os
import signal
import sqlite3

import httpx

from jobs.running.processes import command_line
from tests.chaos.books import Standing
from tests.support.workspace import Visited

SECONDS = float(os.environ.get("DRILL_SECONDS", "10"))
CHANNELS = {"nordic": "CNORDIC", "solar": "CSOLAR", "toys": "CTOYS"}
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


def workspace(run):
    with Visited(run.told["addresses"]["slack"]) as slack:
        return Standing(slack)


def cards(run):
    """How often each dispute's number stands on a card."""
    return collections.Counter(card.number for card in workspace(run).cards)


def standing(run):
    """Everything in the stores' channels, by its timestamp."""
    return {m["ts"] for channel in CHANNELS.values() for m in run.messages(channel)}


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
