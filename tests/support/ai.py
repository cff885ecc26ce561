"""A server that speaks OpenAI's protocol, and misbehaves when it is told to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "sk-local"


class Ai:
    """
    What it answers is a rule of the test: data in, the answer's object out.

    `fault` may be a status, "slow", "drip", "nonsense", "empty", "chatter" or "huge".
    """

    def __init__(self):
        self.asked = []
        self.fault = None
        self.rule = lambda data: {"translation": f"In English: {data['text']}"}
        here = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                here.answer(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request):
        said = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        told = request.headers["Authorization"], request.path
        assert told == (f"Bearer {KEY}", "/v1/chat/completions"), told
        system, user = said["messages"]
        data = json.loads(user["content"])
        self.asked.append({"instruction": system["content"], "model": said["model"], **data})
        if isinstance(self.fault, int):
            return self._send(request, b"{}", self.fault)
        content = json.dumps(self.rule(data), ensure_ascii=False)
        if self.fault == "chatter":
            content = f"Certainly! Here you are:\n```json\n{content}\n```\nAnything else?"
        if self.fault == "nonsense":
            content = "As a language model I cannot"
        message = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        body = json.dumps({} if self.fault == "empty" else message).encode()
        if self.fault == "slow":
            time.sleep(1.5)
        if self.fault == "huge":
            body += b" " * 500_000
        return self._send(request, body)

    def _send(self, request, body, status=200):
        try:
            request.send_response(status)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            pieces = (
                [body[at : at + 1] for at in range(len(body))] if self.fault == "drip" else [body]
            )
            for piece in pieces:
                request.wfile.write(piece)
                request.wfile.flush()
                if self.fault == "drip":
                    time.sleep(0.1)
        except OSError:
            pass  # Whoever asked has hung up.
