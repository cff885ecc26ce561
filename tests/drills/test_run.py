"""
`disputes run` from an empty directory: the whole story, killed parts, and again where it ended.

What everything that can die or misbehave does to the desk is the matter of `tests/chaos`.
"""

import json
import signal
import stat

import pytest

from models.rundir import run_file
from models.settings import Settings
from tests.drills.driving import (
    UNHURRIED,
    alive,
    answers,
    cards,
    kill,
    nudges,
    open_ones,
    really_open,
    settled,
    standing,
    unhurried,
    workspace,
)
from tests.support.reading import top_level
from tests.support.running import PATIENCE, Run, until

PARTS = {
    *("redis", "slack", "gateway", "web", "clock"),
    *("worker-delivery", "worker-default", "worker-bulk"),
}

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3 * PATIENCE)]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run for all of these stories; each goes on where the one before it ended."""
    with Run(tmp_path_factory.mktemp("run"), **UNHURRIED) as run:
        unhurried(run)
        yield run


def test_it_says_the_page_and_that_it_is_ready_and_nothing_else(run):
    page, ready = run.output.read_text().splitlines()

    assert ready.split()[:2] == ["ready", page]
    assert answers(f"{page}/health")
    assert answers(f"{run.told['addresses']['web']}/ready")


def test_it_tells_where_everything_is_to_its_owner_only(run):
    assert set(run.told["pids"]) == PARTS
    assert run.told["supervisor"] == run.process.pid
    assert stat.S_IMODE(run_file(run.root).stat().st_mode) == 0o600


def test_other_commands_meet_the_same_parts(run):
    settings = Settings.load(run.root, {})

    assert settings.redis == run.told["addresses"]["redis"]
    assert settings.slack_api_url == f"{run.told['addresses']['slack']}/api/"


def test_soon_after_ready_every_open_dispute_has_its_card_and_none_two(run):
    def all_carded():
        counted = cards(run)
        return len(counted) == really_open(run) and set(counted.values()) == {1}

    assert until(lambda: all_carded() and settled(run), PATIENCE)


def test_another_terminal_speaks_to_the_same_desk(run):
    digest = run.disputes("digest")
    doctor = run.disputes("doctor", "--post", "--json")
    added = run.disputes("member", "add", "UOUT", "--role", "agent", "--store", "nordic")

    assert "is wanted in CLEADS" in digest.stdout
    assert all(finding["well"] for finding in json.loads(doctor.stdout)), doctor.stdout
    assert added.stdout == "UOUT is agent in nordic.\n"
    assert until(lambda: top_level(run.messages("CLEADS")), PATIENCE)


def test_a_wrong_store_is_one_sentence(run):
    unknown = run.disputes("sync", "--store", "nowhere")

    assert unknown.stderr.startswith("There is no store “nowhere”.")
    assert unknown.returncode == 1


def test_a_second_run_in_the_same_directory_is_refused(run):
    second = run.disputes("run")

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"A run is alive in this directory (process {run.process.pid}): stop it first.\n"
    )


def test_the_world_moves_and_the_desk_follows(run):
    before = nudges(run)

    run.gateway("/control/forward", hours=24)

    assert until(lambda: nudges(run) > before, PATIENCE)


def test_killed_parts_come_back(run):
    before = run.told["pids"]
    for part in ("clock", "web", "redis"):
        kill(run, part)

    def all_anew():
        now = run.told["pids"]
        return all(now.get(part) not in {None, before[part]} for part in ("clock", "web", "redis"))

    assert until(all_anew, PATIENCE)
    assert until(lambda: answers(f"{run.told['addresses']['web']}/ready"), PATIENCE)


def test_it_goes_on_where_it_ended_posts_nothing_again_and_leaves_no_process(run):
    before = standing(run)
    pids = list(run.told["pids"].values())
    assert run.stop(signal.SIGINT) == 0
    assert alive(pids) == []

    run.start()
    unhurried(run)
    assert run.disputes("sync").returncode == 0
    assert until(lambda: settled(run), PATIENCE)

    assert before <= standing(run)
    counted = cards(run)
    assert {n: counted[n] for n in open_ones(run)} == dict.fromkeys(open_ones(run), 1)
    assert workspace(run).twice() == []


def test_what_a_killed_run_left_is_ended_by_the_next(run):
    left = list(run.told["pids"].values())
    run.process.kill()
    run.process.wait(PATIENCE)
    assert set(alive(left)) == set(left)

    run.begin()

    assert until(lambda: "http" in run.output.read_text(), PATIENCE)
    assert alive(left) == []
