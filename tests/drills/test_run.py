"""`disputes run` from an empty directory: the whole story, and again where it ended."""

import os
import signal

import pytest

from tests.drills.test_drill import CHANNELS, UNHURRIED, cards, rows, settled
from tests.support.reading import text_of, top_level
from tests.support.running import Run, until

pytestmark = [pytest.mark.drill, pytest.mark.timeout(240)]


@pytest.fixture
def run(tmp_path):
    with Run(tmp_path, **UNHURRIED) as run:
        unhurried(run)
        yield run


def unhurried(run):
    rates = {"per_channel_seconds": 0, "workspace_per_minute": 10**6, "updates_per_minute": 10**6}
    run.slack("/control/rates", **rates)


def all_carded(run):
    """Each dispute that the demo world has open stands on exactly one card."""
    worlds = run.gateway("/control/world")["stores"].values()
    wanted = sum(d["status"] == "processing" for world in worlds for d in world["disputes"])
    standing = cards(run)
    return len(standing) == wanted and set(standing.values()) == {1}


def alive(pids):
    return [pid for pid in pids if os.path.exists(f"/proc/{pid}")]


def test_it_comes_up_goes_on_where_it_ended_and_leaves_nothing_behind(run):
    assert until(lambda: all_carded(run) and settled(run), 90)
    before = {channel: run.messages(channel) for channel in CHANNELS.values()}
    pids = run.told["pids"].values()
    assert run.stop(signal.SIGINT) == 0
    assert alive(pids) == []

    run.start()
    assert run.disputes("sync").returncode == 0
    assert until(lambda: settled(run), 60)

    after = {channel: run.messages(channel) for channel in CHANNELS.values()}
    assert {c: [m["ts"] for m in said] for c, said in after.items()} == {
        c: [m["ts"] for m in said] for c, said in before.items()
    }


def test_another_terminal_speaks_to_the_same_desk(run):
    assert until(lambda: rows(run, "SELECT count(*) FROM disputes") != [(0,)], 60)

    digest = run.disputes("digest")
    doctor = run.disputes("doctor", "--post")
    added = run.disputes("member", "add", "UOUT", "--role", "agent", "--store", "nordic")
    listed = run.disputes("store", "list")

    assert "is wanted in CLEADS" in digest.stdout
    assert doctor.returncode == 0, doctor.stdout
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
    assert until(lambda: all_carded(run) and settled(run), 90)
    run.gateway("/control/forward", hours=24)

    def nudged():
        said = [text_of(m) for c in CHANNELS.values() for m in run.messages(c)]
        return any("⏳" in text for text in said)

    assert until(nudged, 60)
