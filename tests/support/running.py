"""`disputes run` as a person starts it: real processes in a directory of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

DISPUTES = Path(sys.executable).with_name("disputes")
PATIENCE = 300  # Seconds for what takes ten where nothing else runs; only a hang is longer.


class Run:
    """
    The whole desk, up when the block begins and gone when it ends.

    Args:
        root: Where `.local/` goes.
        settings: In place of the machine's own; ports are any free ones.
    """

    def __init__(self, root, **settings):
        self.root = root
        ports = {"PORT": "0", "SANDBOX_PORT": "0", "GATEWAY_PORT": "0"}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = kept | ports | settings
        self.output = root / "output.log"
        self.http = httpx.Client(timeout=PATIENCE, trust_env=False)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.http.close()

    def start(self):
        """Come to `ready`, or fail with what it said."""
        self.begin()
        if not until(self.is_ready, PATIENCE):
            self.stop()
            raise AssertionError(f"It never came to ready: {self.errors()[-3000:]}")

    def begin(self):
        self.output.unlink(missing_ok=True)
        with self.output.open("wb") as output, (self.root / "errors.log").open("ab") as errors:
            self.process = subprocess.Popen(
                [DISPUTES, "run"],
                cwd=self.root,
                env=self.environment,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )

    def is_ready(self):
        return "\nready " in "\n" + self.output.read_text()

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def errors(self):
        return (self.root / "errors.log").read_text(encoding="utf-8", errors="replace")

    @property
    def told(self):
        """What run.json tells: addresses, ports, pids, settings."""
        return json.loads((self.root / ".local" / "run.json").read_text())

    def disputes(self, *verb, **more):
        """Another terminal in the same directory."""
        return subprocess.run(
            [DISPUTES, *verb],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **more,
        )

    def slack(self, path, **body):
        return self._ask("slack", path, body)

    def gateway(self, path, **body):
        return self._ask("gateway", path, body)

    def _ask(self, part, path, body):
        url = self.told["addresses"][part] + path
        answer = self.http.post(url, json=body) if body else self.http.get(url)
        answer.raise_for_status()
        return answer.json()

    def messages(self, channel):
        return self.slack(f"/workspace/messages?channel={channel}")["messages"]


def until(holds, seconds, pause=0.3):
    """Wait for something to hold; the last answer."""
    ends = time.monotonic() + seconds
    while not (answer := holds()) and time.monotonic() < ends:
        time.sleep(pause)
    return answer
