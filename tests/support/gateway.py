"""The sandbox gateway in a thread of the test's own, and the handles to move its world."""

import pickle
import socket
import time
from datetime import UTC, datetime
from functools import cache
from threading import Thread
from typing import ClassVar

import httpx
import uvicorn

from jobs.sources.account import Account, Dialect
from jobs.sources.aliexpress import AliExpress
from jobs.sources.calling import App, Caller, Patience, gateway, trusted
from jobs.sources.sandbox.app import create
from jobs.sources.sandbox.seeding import first_day, newly_founded
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET, DEMO_STORES
from jobs.sources.writing import Writer

ACCESS_TOKENS = {store.name: store.access_token for store in DEMO_STORES}
AT_ONCE = Patience(tries=1)


class _Server:
    """A gateway that serves one test after the other: making its routes takes longest."""

    idle: ClassVar[list["_Server"]] = []

    def __init__(self, app):
        self.desk = app.state.desk
        self.listening = _listening()
        config = uvicorn.Config(
            app,
            log_level="critical",  # A dropped answer is asked for, and no news.
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self.uvicorn = uvicorn.Server(config)
        self.thread = Thread(target=self.uvicorn.run, args=([self.listening],), daemon=True)
        self.thread.start()

    @classmethod
    def over(cls, world):
        """One that nobody asks any more, with a world of its own."""
        if not cls.idle:
            return cls(create(world=world))
        server = cls.idle.pop()
        server.desk.__init__(None, DEMO_STORES, None, world)
        return server

    def stop(self):
        self.uvicorn.should_exit = True
        self.thread.join(10)
        self.listening.close()


class Controlled:
    """A gateway wherever it runs: what can be done to its world, and what it says of it."""

    def __init__(self, url, http):
        self.url, self.http = url, http

    def control(self, name, **body):
        """Move the world; whatever it refuses is an error of the test."""
        answer = self.http.post(f"/control/{name}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def forward(self, hours):
        return self.control("forward", hours=hours)

    def open(self, cause, store=None):
        return self.control("open", cause=cause, store=store)

    def fault(self, kind, *, method=None, share=1.0, count=None, **more):
        return self.control("fault", kind=kind, method=method, share=share, count=count, **more)

    def faults(self):
        """Those that are still on, and how often each kind has met a call."""
        told = self.http.get("/control/faults").json()
        return told["faults"], told["struck"]

    def clear(self):
        return self.http.post("/control/clear").json()

    def answer(self, issue_id):
        return self.control("answer", issue_id=int(issue_id))

    def modify(self, issue_id):
        return self.control("modify", issue_id=int(issue_id))

    def close(self, issue_id, outcome="agreed_refund"):
        return self.control("close", issue_id=int(issue_id), outcome=outcome)

    def handback(self, issue_id):
        return self.control("handback", issue_id=int(issue_id))

    def parcel(self, order_id=None):
        return self.control("parcel", order_id=order_id and int(order_id))

    def ship(self, order_id=None):
        return self.control("ship", order_id=order_id and int(order_id))

    def books(self, *, accepted=True, about=None):
        """The calls to act that were taken (or were not), oldest first."""
        lines = self.http.get("/control/books").json()["books"]
        told = [line for line in lines if line["accepted"] is accepted]
        return [line for line in told if about in (None, line["about"])]

    def world(self):
        return self.http.get("/control/world").json()

    def disputes(self, store):
        """What is true of a store's disputes, by issue id."""
        return {row["issue_id"]: row for row in self.world()["stores"][store]["disputes"]}


class Gateway(Controlled):
    """
    A gateway on a free port.

    with Gateway() as gateway:
        gateway.open("L1", "nordic")
        gateway.forward(24)
    """

    def __init__(self, state=None, stores=DEMO_STORES, world=None):
        self._is_plain = state is None and stores is DEMO_STORES
        if self._is_plain:
            self._server = _Server.over(world or _first_day())
        else:
            self._server = _Server(create(state, stores, world=world))
        url = f"http://127.0.0.1:{self._server.listening.getsockname()[1]}"
        super().__init__(url, httpx.Client(base_url=url, timeout=10, verify=trusted()))
        self._clients = {10: self.http}  # By their timeout, for each takes a while to make.

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for client in self._clients.values():
            client.close()
        if self._is_plain and self._server.thread.is_alive():
            self._server.desk.faults.clear()
            _Server.idle.append(self._server)
        else:
            self._server.uvicorn.should_exit = True  # It closes what it holds, on its own.

    def stop(self):
        self._server.stop()

    def caller(self, *, secret=APP_SECRET, patience=AT_ONCE, pause=None, timeout=5):
        """Calls this gateway; impatient unless a test is about patience."""
        if timeout not in self._clients:
            self._clients[timeout] = gateway(self.url, httpx.Timeout(timeout))
        app, http = App(APP_KEY, secret), self._clients[timeout]
        return Caller(http, app, lambda: datetime.now(UTC), patience, pause or (lambda _: None))

    def source(self, store="nordic", dialect=None, *, token=None, **calling):
        """The client of one demo store, as the poll job would make it."""
        account = Account(store, token or ACCESS_TOKENS[store], dialect or Dialect())
        return AliExpress(self.caller(**calling), account)

    def writer(self, store="nordic", dialect=None, **calling):
        """What acts for one demo store, as the sending job would make it."""
        account = Account(store, ACCESS_TOKENS[store], dialect or Dialect())
        return Writer(self.caller(**calling), account)


def quiet_world():
    """The demo stores, in which nothing was sold yet: a story brings about what it tells of."""
    return newly_founded(datetime.now(UTC).replace(microsecond=0))


def _first_day():
    """A demo world of this minute; made once a minute, for it takes longer than it is copied."""
    return pickle.loads(_pickled(int(time.time() // 60)))  # noqa: S301 - Our own.


@cache
def _pickled(_minute):
    return pickle.dumps(first_day(datetime.now(UTC).replace(microsecond=0)))


def _listening():
    """With its protocol named, or asyncio lets every small answer wait for forty milliseconds."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    return listening
