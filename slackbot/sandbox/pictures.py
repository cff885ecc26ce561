"""What a message shows beside words: files that must be there, and charts that Slack draws."""

from collections.abc import Iterator
from typing import Any

from slackbot.sandbox.blockkit import Complaint
from slackbot.sandbox.blocks import Blocks, refusal
from slackbot.sandbox.workspace import Workspace

NATIVE = frozenset({"data_visualization", "data_table", "table"})


def check(here: Workspace, method: str, shown: Blocks) -> None:
    """
    Raises:
        ApiError: as Slack refuses a file that it has not read (yet), and a block it does not know.

    """
    complaints = [*_files(here, method, shown), *_native(here, method, shown)]
    if complaints:
        raise refusal(complaints)


def _files(here: Workspace, method: str, shown: Blocks) -> Iterator[Complaint]:
    for index, block in enumerate(shown):
        if block["type"] != "image" or "slack_file" not in block:
            continue
        if not _is_there(here, block["slack_file"]) or here.faults.strike(method, "unread_file"):
            yield Complaint(f"/blocks/{index}/slack_file", "invalid slack file")


def _is_there(here: Workspace, named: dict[str, Any]) -> bool:
    address = named.get("url", "").rstrip("/").split("/")
    file = here.files.get(named.get("id") or (address[-2] if len(address) > 1 else ""))
    return file is not None and file.is_picture


def _native(here: Workspace, method: str, shown: Blocks) -> Iterator[Complaint]:
    kinds = [(index, block["type"]) for index, block in enumerate(shown)]
    native = [(index, kind) for index, kind in kinds if kind in NATIVE]
    if native and here.faults.strike(method, "no_native_charts"):
        for index, kind in native:
            yield Complaint(f"/blocks/{index}/type", f"unsupported type: {kind}")
