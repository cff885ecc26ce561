"""Faults: what the app sees when Slack misbehaves, and that it ends when told to."""

import time
from http.client import RemoteDisconnected

import pytest
from slack_sdk.errors import SlackApiError


def post(slack):
    return slack.chat_postMessage(channel="CNORDIC", text="x")


def test_a_lost_answer_has_done_its_work(slack, workspace):
    workspace.fault("lost_answer", "chat.postMessage", count=1)

    with pytest.raises(RemoteDisconnected):
        post(slack)
    assert len(workspace.messages()) == 1


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("429", 429)])
def test_an_outage_does_no_work(slack, workspace, kind, status):
    workspace.fault(kind, "chat.postMessage", count=1)

    with pytest.raises(SlackApiError) as caught:
        post(slack)
    assert caught.value.response.status_code == status
    assert workspace.messages() == []


def test_a_bad_gateway_answers_in_html(slack, workspace):
    workspace.fault("502_html", "*", count=1)

    with pytest.raises(SlackApiError, match="non-JSON format"):
        post(slack)


def test_a_fault_strikes_as_often_as_it_is_told(slack, workspace):
    workspace.fault("500", "chat.postMessage", count=1)
    with pytest.raises(SlackApiError):
        post(slack)

    post(slack)
    assert workspace.about()["faults"] == []
    assert workspace.struck() == {"500 chat.postMessage": 1}


def test_a_fault_ends_by_itself(slack, workspace):
    workspace.fault("500", for_seconds=0)

    assert post(slack)["ok"]


def test_a_fault_is_cleared(slack, workspace):
    workspace.fault("500")
    workspace.clear()

    assert post(slack)["ok"]


def test_a_fault_may_strike_only_some(slack, workspace):
    workspace.fault("500", share=0)

    assert post(slack)["ok"]


def test_a_slow_answer_comes_after_its_work(slack, workspace):
    workspace.fault("slow", "chat.postMessage", seconds=0.2, count=1)

    before = time.monotonic()
    post(slack)
    assert time.monotonic() - before >= 0.2


def test_a_fault_of_an_unknown_method_is_refused(workspace):
    with pytest.raises(AssertionError, match="422"):
        workspace.fault("500", "chat.shout")
