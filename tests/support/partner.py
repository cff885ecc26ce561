"""The desk's web process, and a partner that hands in signed disputes and orders."""

import json
from contextlib import contextmanager

from slackbot.app import bolt
from slackbot.signatures import sign
from slackbot.web import create
from tests.builders import NOON
from tests.support.web import Web

SIGNING_SECRET = "signing-secret"
INTAKE_SECRET = "intake-secret"

TIMESTAMP, SIGNATURE = "X-Disputes-Timestamp", "X-Disputes-Signature"


@contextmanager
def served(desk):
    with Web(create(desk, bolt(desk))) as web:
        yield web


class Partner:
    """
    Signs with its secret, at noon, unless a test has it do otherwise.

    partner.disputes(one, another)
    partner.post("/intake/disputes", b"{", {SIGNATURE: None})
    """

    def __init__(self, web, secret):
        self._http = web.http
        self._secret = secret

    def disputes(self, *records):
        return self.post("/intake/disputes", json.dumps({"disputes": records}).encode())

    def orders(self, *records):
        return self.post("/intake/orders", json.dumps({"orders": records}).encode())

    def post(self, path, body, headers=None, *, seconds_off=0):
        timestamp = str(int(NOON.timestamp()) + seconds_off)
        signed = {TIMESTAMP: timestamp, SIGNATURE: sign(self._secret, timestamp, body)}
        given = {name: value for name, value in (signed | (headers or {})).items() if value}
        return self._http.post(path, content=body, headers=given)
