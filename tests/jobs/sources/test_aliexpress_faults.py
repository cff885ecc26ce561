"""Every way in which the gateway misbehaves has its name and its sentence."""

import pytest

from jobs.sources.calling import Patience
from jobs.sources.errors import (
    AppRejected,
    CallLimit,
    PermissionMissing,
    TokenRejected,
    Unavailable,
    Unreadable,
)
from models.records import Status

LIST = "aliexpress.issue.issuelist.get"
RECONNECT = (
    "AliExpress no longer accepts this store's access token. "
    "Connect the store again: disputes store authorize NAME."
)
ASK_FOR_PERMISSION = (
    "The app may not make this call. Ask for its permission group (orders, returns and refunds, "
    "logistics) in the AliExpress console, then connect the store again."
)
SENTENCES = {
    "500": (Unavailable, "AliExpress answered 500 Internal Server Error."),
    "429": (CallLimit, "AliExpress asks us to wait 1 s before the next call."),
    "502_html": (Unavailable, "AliExpress answered 502 Bad Gateway."),
    "nonsense": (Unavailable, "AliExpress's answer (200 OK) could not be read."),
    "empty": (Unavailable, "AliExpress's answer (200 OK) could not be read."),
    "drop": (Unavailable, "AliExpress cannot be reached, or broke off its answer."),
    "15": (Unavailable, "AliExpress has trouble of its own (15: Remote service error)."),
    "ApiCallLimit": (CallLimit, "AliExpress asks us to wait 30 s before the next call."),
    "IllegalAccessToken": (TokenRejected, RECONNECT),
    "insufficient-permission": (PermissionMissing, ASK_FOR_PERMISSION),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_fault_is_raised_by_its_name(faulty, kind):
    expected, sentence = SENTENCES[kind]
    faulty.fault(kind, method=LIST)
    with pytest.raises(expected) as raised:
        faulty.source().listed(Status.PROCESSING, 1)
    assert str(raised.value) == sentence


def test_a_fault_of_every_method_meets_this_one(faulty):
    faulty.fault("500", method="*")
    with pytest.raises(Unavailable):
        faulty.source().listed(Status.PROCESSING, 1)


def test_an_answer_that_does_not_come_is_given_up(faulty):
    faulty.fault("slow", method=LIST, seconds=0.4)
    with pytest.raises(Unavailable, match="did not answer in time"):
        faulty.source(timeout=0.1).listed(Status.PROCESSING, 1)


def test_a_fault_ends_by_itself_and_those_that_met_a_call_are_counted(faulty):
    before = faulty.faults()[1].get("500", 0)
    faulty.fault("500", method=LIST, for_seconds=0)
    assert faulty.source().listed(Status.PROCESSING, 1)

    faulty.fault("500", method=LIST, count=1)
    with pytest.raises(Unavailable):
        faulty.source().listed(Status.PROCESSING, 1)

    still_on, struck = faulty.faults()
    assert (still_on, struck["500"]) == ([], before + 1)


def test_nobody_there_is_a_sentence_too(gateway):
    source = gateway.source()
    gateway.stop()
    with pytest.raises(Unavailable, match="cannot be reached"):
        source.listed(Status.PROCESSING, 1)


def test_a_passing_fault_is_waited_out(faulty):
    pauses = []
    faulty.fault("500", method=LIST, count=1)
    faulty.fault("ApiCallLimit", method=LIST, count=1, seconds=2)
    patient = faulty.source(patience=Patience(), pause=pauses.append)
    assert list(patient.disputes(Status.PROCESSING))
    assert pauses == [0.5, 2.0]


def test_a_long_ban_is_left_to_the_caller(faulty):
    pauses = []
    faulty.fault("ApiCallLimit", method=LIST, seconds=120)
    with pytest.raises(CallLimit) as raised:
        faulty.source(patience=Patience(), pause=pauses.append).listed(Status.PROCESSING, 1)
    assert (raised.value.seconds, pauses) == (120, [])


def test_a_wrong_secret_is_named(calm):
    with pytest.raises(AppRejected, match="Check ALIEXPRESS_APP_SECRET"):
        calm.source(secret="guessed").listed(Status.PROCESSING, 1)


def test_a_token_of_nobody_is_named(calm):
    with pytest.raises(TokenRejected):
        calm.source(token="stolen").listed(Status.PROCESSING, 1)


def test_a_permission_withdrawn_for_one_store_spares_the_others(gateway):
    gateway.control("permission", store="solar", group="disputes", granted=False)
    with pytest.raises(PermissionMissing):
        gateway.source("solar").listed(Status.PROCESSING, 1)
    assert gateway.source("toys").listed(Status.PROCESSING, 1).rows


def test_a_truncated_page_is_read_again(faulty):
    whole = list(faulty.source().disputes(Status.PROCESSING))
    faulty.fault("truncated_page", method=LIST, count=2)
    assert list(faulty.source().disputes(Status.PROCESSING)) == whole


def test_a_page_that_stays_short_says_so(faulty):
    """What came is kept, and the reader knows that something is missing."""
    faulty.fault("truncated_page", method=LIST)
    *rows, short = faulty.source().disputes(Status.PROCESSING)
    assert rows
    assert isinstance(short, Unreadable)
    assert "rows came" in str(short)


def test_the_other_shape_is_read_as_well(faulty):
    expected = list(faulty.source().disputes(Status.PROCESSING))
    faulty.fault("wrong_shape")
    assert list(faulty.source().disputes(Status.PROCESSING)) == expected


@pytest.mark.parametrize("store", ["nordic", "solar", "toys"])
def test_everything_is_read_through_a_bad_day(faulty, store):
    """Errors, bans, dropped answers, short pages and the other shape, all at once."""
    for kind in ("500", "15", "ApiCallLimit", "nonsense", "drop", "truncated_page"):
        faulty.fault(kind, share=0.05, seconds=1)
    faulty.fault("wrong_shape", share=0.3)
    source = faulty.source(store, patience=Patience(tries=12))
    records = [source.dispute(row) for status in Status for row in source.disputes(status)]
    turns = {record.issue_id: record.turn for record in records}
    assert turns == {row["issue_id"]: row["turn"] for row in faulty.disputes(store).values()}
