"""`disputes run` from an empty directory: the whole story, and again where it ended."""

import json
import signal
from pathlib import Path

import pytest

from tests.drills.test_drill import CHANNELS, UNHURRIED, cards, nudges_twice, settled, unhurried
from tests.support.reading import top_level
from tests.support.running import Run, until

pytestmark = [pytest.mark.drill, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run for all of these stories; each goes on where the one before it ended."""
    with Run(tmp_path_factory.mktemp("run"), **UNHURRIED) as run:
        unhurried(run)
        yield run


def all_carded(run):
    """Each dispute that the demo world has open stands on exactly one card."""
    worlds = run.gateway("/control/world")["stores"].values()
    wanted = sum(d["status"] == "processing" for world in worlds for d in world["disputes"])
    standing = cards(run)
    return len(standing) == wanted and set(standing.values()) == {1}


def nudges(run):
    """How many were ever posted; those that no longer hold say so, and stay."""
    said = [m for channel in CHANNELS.values() for m in run.messages(channel)]
    return sum(message.get("thread_ts", message["ts"]) != message["ts"] for message in said)


def alive(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_soon_after_ready_every_open_dispute_has_its_card_and_none_two(run):
    assert until(lambda: all_carded(run) and settled(run), 90)


def test_another_terminal_speaks_to_the_same_desk(run):
    digest = run.disputes("digest")
    doctor = run.disputes("doctor", "--post", "--json")
    added = run.disputes("member", "add", "UOUT", "--role", "agent", "--store", "nordic")
    listed = run.disputes("store", "list")

    assert "is wanted in CLEADS" in digest.stdout
    assert all(finding["well"] for finding in json.loads(doctor.stdout)), doctor.stdout
    assert added.stdout == "UOUT is agent in nordic.\n"
    assert "CNORDIC" in listed.stdout
    assert until(lambda: top_level(run.messages("CLEADS")), 30)


def test_a_wrong_store_or_setting_is_one_sentence(run):
    unknown = run.disputes("sync", "--store", "nowhere")
    second = run.disputes("run")

    assert unknown.stderr.startswith("There is no store “nowhere”.")
    assert unknown.returncode == second.returncode == 1
    assert len(second.stderr.splitlines()) == 1


def test_the_world_moves_and_the_desk_follows(run):
    before = nudges(run)

    run.gateway("/control/forward", hours=24)

    assert until(lambda: nudges(run) > before, 60)


def test_it_goes_on_where_it_ended_posts_nothing_again_and_leaves_no_process(run):
    assert run.disputes("sync").returncode == 0
    assert until(lambda: settled(run), 60)
    before = {m["ts"] for channel in CHANNELS.values() for m in run.messages(channel)}
    pids = list(run.told["pids"].values())
    assert run.stop(signal.SIGINT) == 0
    assert alive(pids) == []

    run.start()
    assert run.disputes("sync").returncode == 0
    assert until(lambda: settled(run), 60)

    after = {m["ts"] for channel in CHANNELS.values() for m in run.messages(channel)}
    assert before <= after
    assert all_carded(run)
    assert nudges_twice(run) == []
