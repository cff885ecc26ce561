"""A workspace, a client, and a small app that hears it over Socket Mode and over signed HTTP."""

import threading

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from starlette.concurrency import run_in_threadpool

from tests.support.forgetting import forget_sockets
from tests.support.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Workspace


@pytest.fixture
def workspace():
    with Workspace() as running:
        running.unhurried()
        yield running


@pytest.fixture
def slack(workspace):
    """The unmodified client, without its habit of sending a lost post again."""
    return WebClient(BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def app(slack):
    return App(
        name="sandbox-app",  # Else Bolt reads every source file on the stack for one.
        client=slack,
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
    )


@pytest.fixture
def socket(workspace, app):
    """Connect the app by Socket Mode; call it again for one more connection."""
    handlers = []

    def connect():
        client = WebClient(APP_TOKEN, base_url=workspace.api_url)
        handler = SocketModeHandler(app, APP_TOKEN, web_client=client, ping_interval=1)
        handler.connect()
        handlers.append(handler)
        return handler

    yield connect
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    forget_sockets()
    for handler in handlers:
        # The client takes its seconds to close; nobody has to wait for it.
        threading.Thread(target=handler.close).start()


@pytest.fixture
def http(workspace, app):
    """Let the app hear signed HTTP; gives the requests that it got."""
    heard = []
    web = FastAPI()

    @web.post("/slack/events")
    async def events(request: Request):
        body = (await request.body()).decode()
        heard.append((dict(request.headers), body))
        bolt = BoltRequest(body=body, headers=dict(request.headers))
        answer = await run_in_threadpool(app.dispatch, bolt)
        headers = answer.first_headers_without_set_cookie()
        return Response(answer.body, answer.status, headers)

    server = uvicorn.Server(uvicorn.Config(web, port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    workspace.request_url = f"http://127.0.0.1:{_port(server)}/slack/events"
    yield heard
    server.should_exit = True


def _port(server):
    return server.servers[0].sockets[0].getsockname()[1]


@pytest.fixture(params=["socket", "http"])
def door(request):
    """Each story that asks for it is told twice, once by either transport."""
    started = request.getfixturevalue(request.param)
    if request.param == "socket":
        started()
    return request.param
