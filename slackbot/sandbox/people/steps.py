"""The steps that a person can take, as they are asked for over HTTP."""

from typing import Any

from pydantic import BaseModel, ConfigDict

Values = dict[str, dict[str, Any]]


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user: str


class Command(Step):
    channel: str
    text: str


class Press(Step):
    action_id: str
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    value: str | list[str] | None = None
    values: Values = {}  # What stands typed in the view's fields by now.


class Shortcut(Step):
    """The app's entry in a message's menu."""

    channel: str
    ts: str
    callback_id: str


class Submission(Step):
    view_id: str
    values: Values = {}


class Closing(Step):
    view_id: str


class Saying(Step):
    channel: str
    text: str
    thread_ts: str | None = None


class Visit(Step):
    pass
