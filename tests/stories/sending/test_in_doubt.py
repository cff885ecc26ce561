"""Lost answers and dead workers: found again, or a person's to decide; never sent twice."""

import subprocess
import sys
from datetime import timedelta

import pytest

from jobs import sending
from jobs.sources.calling import gateway
from models.acting.actions import ActionState
from slackbot import ids
from tests.chaos.books import SENT, Standing, card_in
from tests.support.running import until
from tests.support.sending import SAVE, WORDS, approve, calling, later, send, thread
from tests.support.waiting import on_another_host

MINUTE = timedelta(minutes=1)


def test_a_lost_answer_is_found_and_counts_as_sent(story, dispute):
    story.gateway.fault("lost_answer", method=SAVE)

    send(story, dispute)

    assert dispute.action().state is ActionState.SENT
    assert len(dispute.books()) == 1


def lose(story, dispute, kind="500"):
    """The platform never got it, and we cannot know."""
    story.gateway.fault(kind, method=SAVE)
    send(story, dispute)
    assert dispute.action().state is ActionState.SENDING
    later(story)
    story.gateway.clear()


def test_what_is_lost_and_not_found_is_a_persons_to_send_again(story, dispute):
    lose(story, dispute)
    assert dispute.action().state is ActionState.UNCLEAR
    assert dispute.books() == []

    for user in ("UANA", "UBEN"):
        message = calling(dispute)
        look = story.workspace.press(user, ids.SEND_AGAIN, message=message)["view"]
        assert "may have arrived" in str(look)
        assert WORDS in str(look)
    story.workspace.submit("UANA")
    assert "on its way" in str(story.workspace.submit("UBEN")["view"])
    story.settle()

    assert len(dispute.books()) == 1
    assert dispute.action().state is ActionState.SENT


def test_no_sweep_ever_sends_again_what_is_in_doubt(story, dispute):
    lose(story, dispute, "drop")
    for _ in range(3):
        later(story)

    assert dispute.books() == []
    assert len(story.gateway.books(accepted=False, about=dispute.issue_id)) == 0
    assert dispute.action().attempts == 1


class Killed(BaseException):
    """As SIGKILL does it: no handler of ours runs."""


class Dying:
    """An errand whose worker dies just before or just after the call."""

    def __init__(self, errand, when):
        self._errand, self._when = errand, when

    def __getattr__(self, name):
        return getattr(self._errand, name)

    def call(self):
        if self._when == "after":
            self._errand.call()
        raise Killed


def killed_at(story, dispute, when, ahead=timedelta()):
    approve(story, dispute)
    here = on_another_host(story, ahead)
    job = sending.load(here, dispute.action().id)
    with gateway(story.gateway.url) as http:
        errand = Dying(sending.errand_of(here, job, http), when)
        with pytest.raises(Killed):
            sending.carry_out(here, job, errand)
    assert dispute.action().state is ActionState.SENDING


def test_killed_between_claim_and_call_it_is_unclear_and_was_not_sent(story, dispute):
    killed_at(story, dispute, "before")
    story.settle()
    assert dispute.action().state is ActionState.SENDING  # Another worker waits for the first.

    later(story)

    assert dispute.action().state is ActionState.UNCLEAR
    assert dispute.books() == []


@pytest.mark.parametrize("sweeper", [False, True])
def test_a_sender_is_let_finish_whatever_the_clocks_of_two_hosts_say(
    story, dispute, monkeypatch, sweeper
):
    """By that of one of them the other would have died minutes ago."""
    killed_at(story, dispute, "before", ahead=timedelta() if sweeper else -5 * MINUTE)
    ahead = on_another_host(story, 5 * MINUTE if sweeper else timedelta())
    monkeypatch.setattr(sending, "desk", lambda: ahead)

    sending.sweep()

    assert dispute.action().state is ActionState.SENDING


def test_killed_between_call_and_record_it_is_found_and_not_sent_again(story, dispute):
    killed_at(story, dispute, "after")

    later(story)

    assert dispute.action().state is ActionState.SENT
    assert len(dispute.books()) == 1


def test_what_turns_up_later_is_sent_after_all(story, dispute):
    """A colleague's poll reads it, long after we gave up."""
    killed_at(story, dispute, "after")
    story.gateway.fault("500")
    later(story)
    assert dispute.action().state is ActionState.UNCLEAR
    story.gateway.clear()

    press = story.workspace.press("UANA", ids.SEND_AGAIN, message=calling(dispute))
    assert press["view"]["callback_id"] == ids.AGAIN_CONFIRM
    story.workspace.submit("UANA")
    story.settle()

    assert dispute.action().state is ActionState.SENT
    assert len(dispute.books()) == 1
    standing = Standing.of({"CNORDIC": story.workspace.messages("CNORDIC")})
    assert standing.acts(card_in(dispute.card())) == {SENT: 1}  # Two messages tell of it.


def test_a_platform_that_cannot_be_read_is_tried_later_and_nothing_is_sent_meanwhile(
    story, dispute
):
    story.gateway.fault("500", method="aliexpress.issue.detail.get")
    send(story, dispute)
    assert dispute.action().state is ActionState.APPROVED

    story.gateway.clear()
    later(story, minutes=1)

    assert len(dispute.books()) == 1


def test_a_call_limit_is_waited_for_and_no_doubt(story, dispute):
    story.gateway.fault("ApiCallLimit", method=SAVE, count=1, seconds=0.2)
    send(story, dispute)
    assert dispute.action().state is ActionState.APPROVED

    later(story, minutes=1)

    assert len(dispute.books()) == 1


def test_what_the_platform_refuses_is_told_with_its_reason(story, dispute):
    story.gateway.fault("insufficient-permission", method=SAVE)

    send(story, dispute)

    assert dispute.action().state is ActionState.FAILED
    assert any("Ask for its permission group" in said for said in thread(dispute))
    assert ids.SEND_AGAIN in str(calling(dispute))


SENDER = "import sys; from jobs import sending; sending.send(sys.argv[1])"


@pytest.mark.drill
def test_a_worker_killed_while_it_sends_leaves_the_truth_to_be_found(story, dispute):
    story.gateway.fault("slow", method=SAVE, seconds=0.3)
    approve(story, dispute)
    worker = subprocess.Popen([sys.executable, "-c", SENDER, str(dispute.action().id)])
    assert until(lambda: dispute.action().state is ActionState.SENDING, 20, pause=0.02)
    worker.kill()
    worker.wait(10)
    until(dispute.books, 1, pause=0.1)  # The call had gone out, or it had not.

    later(story)

    found = ActionState.SENT if dispute.books() else ActionState.UNCLEAR
    assert dispute.action().state is found
    assert len(dispute.books()) <= 1
