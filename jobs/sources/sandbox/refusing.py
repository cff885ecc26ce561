"""The gateway's refusals, by the platform's own codes."""

from typing import Any


class Refusal(Exception):
    """An answer to a call, in either of the platform's two envelopes."""

    def __init__(self, code: str, said: str, kind: str = "ISV", sub_code: str = "") -> None:
        super().__init__(said)
        self.code = code
        self.kind = kind
        self.said = said
        self.sub_code = sub_code

    def on_sync(self, request_id: str) -> dict[str, Any]:
        told = {"type": self.kind, "code": self.code, "msg": self.said, "request_id": request_id}
        if self.sub_code:
            told |= {"sub_code": self.sub_code, "sub_msg": self.said}
        return {"error_response": told}

    def on_rest(self, request_id: str) -> dict[str, Any]:
        return {
            "type": self.kind,
            "code": self.code,
            "message": self.said,
            "request_id": request_id,
        }


def missing(name: str) -> Refusal:
    return Refusal("MissingParameter", f"The input parameter {name} that is mandatory is missing")
