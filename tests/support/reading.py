"""What a test reads of the sandbox: cards and threads by what they say."""

import re


def text_of(message):
    """All that a message says, blocks included."""
    said = [message.get("text", "")]
    for block in message.get("blocks", []):
        said += [part.get("text", "") for part in _texts(block)]
    return "\n".join(said)


def _texts(block):
    yield block.get("text") if isinstance(block.get("text"), dict) else {}
    yield from (e for e in block.get("elements", []) if isinstance(e.get("text"), str))


def top_level(messages):
    return [m for m in messages if m.get("thread_ts", m["ts"]) == m["ts"]]


def thread_of(messages, card):
    return [m for m in messages if m.get("thread_ts") == card["ts"] and m["ts"] != card["ts"]]


def card_of(messages, number):
    """The one card of a dispute: its first words name it, and no other's do."""
    named = re.compile(rf"#{number}\b")
    [card] = [m for m in top_level(messages) if named.search(m["text"])]
    return card


def has_button(message, action_id):
    blocks = message.get("blocks", [])
    return any(
        element.get("action_id") == action_id
        for block in blocks
        for element in block.get("elements", [])
    )


def direct(story, user="UANA"):
    """What a person reads in their conversation with the app."""
    channel = story.workspace.direct(user)
    return story.workspace.messages(channel) if channel else []
