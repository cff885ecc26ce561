"""The web process in a thread of the test's own."""

import socket
from threading import Thread

import httpx
import uvicorn

from jobs.sources.calling import trusted


class Web:
    def __init__(self, app):
        # Named TCP, the loop sends without delay; otherwise each answer takes 40 ms longer.
        self._listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen()
        config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._listening],), daemon=True)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.http = httpx.Client(base_url=self.url, timeout=10, verify=trusted())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.http.close()
        self._server.should_exit = True
        self._thread.join(10)
        self._listening.close()
