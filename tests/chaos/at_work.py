"""Somebody who does one thing after the other, in a thread of their own, until told to stop."""

import threading

import httpx

from tests.support.workspace import Refused

LONGEST = 120  # Seconds of one step, whatever misbehaves.


class AtWork:
    """Says `_pause`, in seconds, and what one `_step` is."""

    def __init__(self):
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._fault = None

    def start(self):
        self._thread.start()

    def stop(self):
        """What went wrong in the thread is raised here, where it is judged."""
        self._ended.set()
        self._thread.join(LONGEST)
        assert not self._thread.is_alive(), f"{type(self).__name__} never came to an end"
        if self._fault is not None:
            raise self._fault

    def _work(self):
        while not self._ended.wait(self._pause()):
            try:
                self._step()
            except (Refused, httpx.TransportError):
                continue  # Nobody was there to answer, or it had changed under the finger.
            except Exception as error:  # noqa: BLE001 - Raised again by whoever stops it.
                self._fault = error
                return
