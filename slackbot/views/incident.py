"""What is wrong with the desk, for its operators; edited as parts come back."""

from collections.abc import Callable, Sequence
from datetime import datetime

from models.watching.alarms import Alarm
from models.watching.watch import Trouble
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import Content, escape, section, when

MOST = 20  # Lines; more are counted.
KINDS = frozenset({"silent", "stuck", "unread", "late"})


def incident(alarms: Sequence[Alarm], language: str) -> Content:
    """The troubles of one incident: what stands, and what is over."""
    stand = [alarm for alarm in alarms if alarm.over_at is None]
    if stand:
        head = say("watch-head", language, at=when(alarms[0].told_at))
        text = say("watch-text", language, trouble=_plain(stand[0], language))
    else:
        ended = max(alarm.over_at for alarm in alarms if alarm.over_at is not None)
        head = say("watch-over", language, at=when(ended))
        text = say("watch-over-text", language)
    over = [alarm for alarm in alarms if alarm.over_at is not None]
    lines = [_line(alarm, language) for alarm in (*stand, *over)]
    more = [say("watch-more", language, count=len(lines) - MOST)] if len(lines) > MOST else []
    drawn = [section("\n".join([head, *lines[:MOST], *more]))]
    if stand:
        drawn += [blocks.context(say(f"watch-do-{kind}", language)) for kind in _kinds(stand)]
    return Content(text, drawn)


def blind(since: datetime, language: str) -> Content:
    """The database is away, and with it all that the desk knows."""
    said = say("watch-blind", language, since=when(since))
    do = blocks.context(say("watch-do-blind", language))
    return Content(say("watch-blind", language, since=f"{since:%H:%M} UTC"), [section(said), do])


def sees(at: datetime, language: str) -> Content:
    said = say("watch-sees", language, at=when(at))
    return Content(said, [section(said)])


def sentence(trouble: Trouble, language: str, at: Callable[[datetime], str]) -> str:
    """One trouble; `at` writes times."""
    about = {
        name: escape(value, 300) if isinstance(value, str) else value
        for name, value in trouble.about.items()
    }
    if trouble.since is None:
        return say("watch-silent-yet", language, **about)
    return say(f"watch-{trouble.kind}", language, since=at(trouble.since), **about).rstrip()


def _line(alarm: Alarm, language: str) -> str:
    said = sentence(alarm.trouble, language, when)
    if alarm.over_at is None:
        return f"• {said}"
    return f"✔ {say('watch-was', language, at=when(alarm.over_at), trouble=said)}"


def _plain(alarm: Alarm, language: str) -> str:
    return sentence(alarm.trouble, language, lambda at: f"{at:%H:%M} UTC")


def _kinds(stand: Sequence[Alarm]) -> list[str]:
    """In the order in which they came."""
    return list(dict.fromkeys(alarm.trouble.kind for alarm in stand))
