"""Signatures, by the platform's own vectors."""

import hashlib
import hmac

import pytest

from jobs.sources.signing import signature
from slackbot.signatures import push_signature

TIME = {"sign_method": "sha256", "timestamp": "1517820392000"}
TOKEN_CALL = {**TIME, "app_key": "12345678", "code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26"}
DOTTED_CALL = {
    **TIME,
    "app_key": "123456",
    "access_token": "test",
    "aliexpress_category_id": "200135143",
    "method": "aliexpress.logistics.redefining.getonlinelogisticsinfo",
}
PATH_CALL = {**TIME, "app_key": "123456", "access_token": "test", "order_id": "1234"}


@pytest.mark.parametrize(
    ("path", "params", "expected"),
    [
        (
            "/auth/token/create",
            TOKEN_CALL,
            "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81",
        ),
        ("", DOTTED_CALL, "F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB"),
        (
            "/order/get",
            PATH_CALL,
            "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
        ),
    ],
)
def test_a_call_is_signed_as_the_platform_signs_it(path, params, expected):
    assert signature("helloworld", params, path) == expected


def test_neither_the_signature_nor_an_empty_value_is_signed():
    assert signature("helloworld", DOTTED_CALL | {"sign": "X", "uuid": ""}) == signature(
        "helloworld", DOTTED_CALL
    )


def test_a_push_is_signed_over_key_and_raw_body():
    body = b'{"message_type":53,"seller_id":"1234","site":"ae_global"}'
    expected = hmac.new(b"secret", b"123456" + body, hashlib.sha256).hexdigest()
    assert push_signature("123456", "secret", body) == expected
