"""One question to an OpenAI-compatible endpoint: `POST <base>/chat/completions`."""

import json
from collections.abc import Mapping
from time import monotonic
from typing import Any

import httpx

from jobs.sources.calling import trusted

LONGEST = 200_000  # Bytes of an answer.
_OK = 200


class AiFault(Exception):
    """The machine gave nothing that can be used; str(error) is for the log."""


class Endpoint:
    """
    Asks with a system's instruction and data, and takes only a JSON object for an answer.

    Args:
        seconds: For one whole answer, however slowly it drips.

    """

    def __init__(self, base_url: str, key: str, model: str, seconds: float) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {key}"},
            timeout=httpx.Timeout(seconds),
            verify=trusted(),
        )
        self._model = model
        self._seconds = seconds

    def close(self) -> None:
        self._http.close()

    def ask(self, instruction: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """
        Raises:
            AiFault

        """
        said = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
            ],
        }
        try:
            return _object(_content(self._body(said)))
        except httpx.HTTPError as error:
            raise AiFault(f"no answer: {type(error).__name__}") from error

    def _body(self, said: dict[str, Any]) -> bytes:
        ends, heard = monotonic() + self._seconds, b""
        with self._http.stream("POST", "/chat/completions", json=said) as response:
            if response.status_code != _OK:
                raise AiFault(f"answered {response.status_code}")
            for piece in response.iter_bytes():
                heard += piece
                if monotonic() > ends:
                    raise AiFault("too slow")
                if len(heard) > LONGEST:
                    raise AiFault("too long")
        return heard


def _content(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise AiFault("no chat completion") from error
    if not isinstance(content, str):
        raise AiFault("no words in it")
    return content


def _object(content: str) -> dict[str, Any]:
    """What stands between the outermost braces: some models talk around it."""
    begins, ends = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[begins : ends + 1])
    except (ValueError, RecursionError) as error:
        raise AiFault("no JSON in the answer") from error
    if not isinstance(found, dict):
        raise AiFault("no JSON object in the answer")
    return found
