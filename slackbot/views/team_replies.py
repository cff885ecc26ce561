"""The team's own replies: which there are, and what became of the disputes they were used in."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale

from models.replies.drafts import Draft
from models.replies.own import TeamReply
from models.replies.uses import Record
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, Content, escape, section
from slackbot.views.phrases import label

MOST = 8  # Slack refuses long messages long before fifty blocks.


def listing(replies: Sequence[TeamReply], records: Mapping[str, Record], language: str) -> Content:
    """As many as fit, each with what became of the disputes in which it was used."""
    title = say("own-title", language, count=len(replies))
    drawn = [section(f"*{title}*\n{say('own-about', language)}")]
    drawn += [_listed(one, records.get(one.key, Record()), language) for one in replies[:MOST]]
    if len(replies) > MOST:
        drawn.append(blocks.context(say("own-more", language, count=str(len(replies) - MOST))))
    new = blocks.button(say("own-add", language), ids.TEAM_REPLY_ADD, "new", primary=True)
    return Content(title, [*drawn, blocks.actions(new)])


def list_modal(content: Content, language: str) -> dict[str, Any]:
    return blocks.modal(
        ids.TEAM_REPLIES_MODAL,
        say("own-list-title", language),
        content.blocks,
        close=say("close", language),
        metadata=about.speaking(language),
    )


def _listed(reply: TeamReply, record: Record, language: str) -> Block:
    draft = draft_of(reply)
    change = blocks.button(say("own-change", language), ids.TEAM_REPLY_CHANGE, reply.id)
    by = say("own-by", language, person=reply.written_by)
    lines = (f"*{what(draft, language)}*", f"> {escape(reply.text, 160)}")
    return section("\n".join([*lines, f"{used(record, language)} · {by}"]), accessory=change)


def used(record: Record, language: str) -> str:
    """How often, and how much of the money at stake stayed."""
    if not record.uses:
        return say("own-unused", language)
    times = say("own-used", language, count=record.uses)
    if record.part is None:
        return times
    share = f"{record.part:.0%}"
    return f"{times} · {say('own-kept', language, count=record.ended, share=share)}"


def draft_of(reply: TeamReply) -> Draft:
    return Draft(
        reply.store, reply.cause, reply.purpose, reply.language, reply.text, reply.meaning or ""
    )


def what(draft: Draft, language: str) -> str:
    store = escape(draft.store, 64) or say("own-every-store", language)
    cause, purpose = label(draft.cause, language), say(f"purpose-{draft.purpose}", language)
    return (
        f"{draft.cause} {cause} · {purpose} · {language_name(draft.language, language)} · {store}"
    )


def language_name(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))
