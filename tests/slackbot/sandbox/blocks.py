"""Blocks and views as short as they can be."""


def plain(text):
    return {"type": "plain_text", "text": text}


def button(action_id, value="1", text="Press"):
    return {"type": "button", "action_id": action_id, "value": value, "text": plain(text)}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def section(text="words", **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def options(*values):
    return [{"text": plain(value), "value": value} for value in values]


def field(block_id="reply", **more):
    element = {"type": "plain_text_input", "action_id": "value"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Reply"),
        "element": element,
    } | more


def modal(*blocks, **more):
    shown = list(blocks) or [field()]
    ends = {"title": plain("A modal"), "submit": plain("Send")}
    return {"type": "modal", "callback_id": "a_modal", "blocks": shown} | ends | more


def home(*blocks):
    return {"type": "home", "blocks": list(blocks) or [section()]}
