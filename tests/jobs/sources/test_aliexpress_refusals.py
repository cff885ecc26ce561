"""The gateway's error envelopes, both of them, and what they mean for us."""

import pytest

from jobs.sources.errors import (
    AppRejected,
    BadCall,
    CallLimit,
    PermissionMissing,
    Refused,
    TokenRejected,
    Unavailable,
)
from jobs.sources.refusals import refusal


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"type": "ISV", "code": "IllegalAccessToken"}, TokenRejected),
        ({"type": "ISV", "code": "IllegalRefreshToken"}, TokenRejected),
        ({"type": "ISV", "code": "InvalidCode"}, TokenRejected),
        ({"type": "ISV", "code": "IncompleteSignature"}, AppRejected),
        ({"type": "ISV", "code": "InvalidAppkey"}, AppRejected),
        ({"type": "ISP", "code": 15, "sub_code": "isv.insufficient-permission"}, PermissionMissing),
        ({"type": "ISP", "code": "15", "sub_code": "isp.unknown-error"}, Unavailable),
        ({"type": "ISV", "code": "UnknownRuntimeException"}, Unavailable),
        ({"type": "SYSTEM", "code": "ServiceUnavailable"}, Unavailable),
        ({"code": "7", "sub_code": "accesscontrol.limited-by-api-access-count"}, CallLimit),
        ({"type": "ISV", "code": "MissingParameter"}, BadCall),
        ({"type": "ISV", "code": "isv.issue-not-exist"}, Refused),
        ({"code": "SomethingNew"}, Unavailable),
    ],
)
def test_a_code_means_the_same_in_either_envelope(told, expected):
    """Bare as /rest and `simplify` have it, and inside error_response."""
    assert type(refusal(told)) is expected
    assert type(refusal({"error_response": told})) is expected


@pytest.mark.parametrize(
    "told",
    [
        {"code": "ApiCallLimit", "msg": "this ban will last 7 seconds"},
        {
            "code": "7",
            "msg": "App Call Limited",
            "sub_msg": "This ban will last for 7 more seconds",
        },
        {"code": "7", "msg": "this ban will last 7s", "sub_msg": "too many calls"},
    ],
)
def test_a_bans_seconds_are_read(told):
    assert refusal({"error_response": told}).seconds == 7


@pytest.mark.parametrize(
    "answer", [{"code": "0"}, {"code": 0}, {"result_object": {}}, {"code": ""}]
)
def test_an_answer_that_is_none_is_no_refusal(answer):
    assert refusal(answer) is None


def test_a_mistake_of_ours_quotes_the_platform():
    told = {"type": "ISV", "code": "MissingParameter", "msg": "issue_id is missing"}
    assert str(refusal(told)) == (
        "AliExpress could not make sense of our call (MissingParameter: issue_id is missing)."
    )
