"""What the desk says to leads and operators of its own accord."""

from datetime import datetime
from typing import Any

from models.disputes import Dispute
from models.hours.presence import is_person
from models.words import say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Content, escape, section, when
from slackbot.views.folded import closed_line
from slackbot.views.phrases import label, remaining, stake

MENDS = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "missing_scope",
        "invalid_auth",
        "user_disabled",
        "user_not_found",
        "not_private",
        "shared_outside",
        "no_such_subteam",
        "too_far_back",
    }
)


def mend(error: str, language: str) -> str:
    """What to do about a word of Slack's."""
    return say(f"mend-{error}" if error in MENDS else "mend-other", language)


def escalation(dispute: Dispute, payload: dict[str, Any], now: datetime, language: str) -> Content:
    text = say("escalation-text", language, number=f"#{dispute.id}")
    if not dispute.is_open:
        line = closed_line(dispute, now, language)
        return Content(text, [section(line)])
    line = say(
        "escalation",
        language,
        number=f"#{dispute.id}",
        cause=label(dispute.cause, language),
        money=stake(dispute, language),
        left=remaining(dispute, now, language),
    )
    why = escape(payload.get("why"), 500)
    person = f"<@{payload.get('by')}>"
    drawn = [section(line)]
    if why:
        drawn.append(section(say("escalation-why", language, person=person, why=why)))
    show = blocks.button(say("show-case", language), ids.SHOW, dispute.id)
    return Content(text, [*drawn, blocks.actions(show)])


def channel_trouble(channel: str, error: str, *, over: bool, language: str) -> Content:
    whose = f"<@{channel}>" if is_person(channel) else f"<#{channel}>"
    if over:
        said = say("trouble-channel-over", language, channel=whose)
    else:
        said = say(
            "trouble-channel", language, channel=whose, error=error, mend=mend(error, language)
        )
    return Content(said, [section(said)])


def access_trouble(told: dict[str, Any], link: str, language: str) -> Content:
    """What a person must mend of a store's access, or when it was mended."""
    about = {"store": escape(told["store"])}
    if told["need"] is None:
        key = "access-mended" if "mended_at" in told else "access-removed"
        at = datetime.fromisoformat(told.get("mended_at") or told["removed_at"])
        said = say(key, language, at=when(at), **about)
    else:
        ends = told.get("ends_at")
        about |= {"link": link, "ends": when(datetime.fromisoformat(ends)) if ends else ""}
        said = say(f"need-{told['need']}", language, **about)
    return Content(said, [section(said)])


def source_trouble(store: str, since: datetime | None, why: str | None, language: str) -> Content:
    """A source that fails, or (`since` is None) reads again."""
    name = escape(store)
    if since is None:
        said = say("trouble-source-over", language, store=name)
    else:
        said = say("trouble-source", language, store=name, since=when(since), why=escape(why))
    return Content(said, [section(said)])
