"""
Two judges beside our own linter: `slackblocks` knows limits, `@slack/types` the shapes.

`.ci/run` installs them into `.judges`; where they are not there, the tests that ask them say so.
"""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

JUDGES = Path(__file__).parents[2] / ".judges"
TSC = JUDGES / "node_modules" / ".bin" / "tsc"


@cache
def slackblocks():
    """The library, from its own folder: the product does not need it."""
    if not (JUDGES / "python" / "slackblocks").exists():
        pytest.skip("slackblocks is not in .judges; .ci/run puts it there")
    sys.path.append(str(JUDGES / "python"))
    import slackblocks  # noqa: PLC0415 - it may not be there.

    return slackblocks


def refused_by_slackblocks(payloads):
    """The blocks that it does not take, each with its sentence."""
    judge = slackblocks()
    wrong = []
    for blocks in payloads:
        for block in blocks:
            try:
                _block(judge, block)
            except judge.errors.InvalidUsageError as error:
                wrong.append((block["type"], str(error)))
    return wrong


def _block(judge, block):
    kind, name = block["type"], block.get("block_id")
    if kind == "section":
        accessory = block.get("accessory")
        fields = [_text(judge, one) for one in block.get("fields", ())] or None
        words = _text(judge, block["text"]) if "text" in block else None
        picture = _element(judge, accessory) if accessory else None
        return judge.SectionBlock(words, name, fields, picture)
    if kind == "actions":
        return judge.ActionsBlock([_element(judge, one) for one in block["elements"]], name)
    if kind == "input":
        hint = block.get("hint")
        return judge.InputBlock(
            _text(judge, block["label"]),
            hint=_text(judge, hint) if hint else None,
            element=_element(judge, block["element"]),
            dispatch_action=block.get("dispatch_action", False),
            block_id=name,
            optional=block.get("optional", False),
        )
    if kind == "rich_text" and block["elements"][0]["type"] == "rich_text_preformatted":
        [inside] = block["elements"]
        words = [judge.RichText(one["text"]) for one in inside["elements"]]
        return judge.RichTextBlock([judge.RichTextCodeBlock(words)], name)
    return judge.blocks.Block.from_dict(block)


def _text(judge, text):
    return judge.Text.from_dict(text)


def _options(judge, element):
    return [judge.Option.from_dict(one) for one in element["options"]]


def _select(judge, element, action):
    kind = element["type"]
    if kind == "static_select":
        initial = element.get("initial_option")
        chosen = judge.Option.from_dict(initial) if initial else None
        return judge.StaticSelectMenu(
            action_id=action, options=_options(judge, element), initial_option=chosen
        )
    if kind == "multi_static_select":
        chosen = [judge.Option.from_dict(one) for one in element.get("initial_options", [])]
        return judge.StaticMultiSelectMenu(
            action, _options(judge, element), initial_options=chosen or None
        )
    if kind == "conversations_select":
        return judge.ConversationSelectMenu(
            action, filter=judge.ConversationFilter(**element["filter"])
        )
    if kind == "users_select":
        return judge.UserSelectMenu(action_id=action, initial_user=element.get("initial_user"))
    raise AssertionError(f"The judge is not told how to read {kind}.")


def _element(judge, element):
    kind, action = element["type"], element.get("action_id")
    if kind == "button":
        return judge.Button(
            _text(judge, element["text"]),
            action,
            value=element.get("value"),
            style=element.get("style"),
        )
    if kind == "overflow":
        return judge.OverflowMenu(action, _options(judge, element))
    if kind.endswith("_select"):
        return _select(judge, element, action)
    if kind == "plain_text_input":
        return judge.PlainTextInput(
            action_id=action,
            initial_value=element.get("initial_value"),
            multiline=element.get("multiline", False),
            min_length=element.get("min_length"),
            max_length=element.get("max_length"),
        )
    raise AssertionError(f"The judge is not told how to read {kind}.")


def refused_by_types(messages, views=()):
    """The places of the payloads that do not fit `@slack/types`, by what the compiler says."""
    if not TSC.exists() or shutil.which("node") is None:
        pytest.skip("@slack/types is not in .judges; .ci/run puts it there")
    lines = ['import type { KnownBlock, View } from "@slack/types";']
    lines += [f"export const m{at}: KnownBlock[] = {_written(m)};" for at, m in enumerate(messages)]
    lines += [f"export const v{at}: View = {_written(view)};" for at, view in enumerate(views)]
    file = JUDGES / "payloads.ts"
    file.write_text("\n".join(lines), encoding="utf-8")
    asked = [TSC, "--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", file.name]
    said = subprocess.run(asked, cwd=JUDGES, capture_output=True, text=True, check=False)
    return [line for line in said.stdout.splitlines() if "error" in line]


def _written(payload):
    return json.dumps(payload, ensure_ascii=True)
