"""The Home tab: what is mine, what waits for others, and for leads the desk as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.disputes import Dispute
from models.figures import Standing
from models.words import say
from slackbot import ids
from slackbot.views import blocks, stuck
from slackbot.views.blocks import Block, context, header, section
from slackbot.views.listing import with_buttons

MOST = 15


@dataclass(frozen=True)
class Shelf:
    """What a person's Home shows."""

    mine: list[Dispute]  # The first of those that wait for us, by deadline.
    count: int  # How many of those there are in all.
    waiting: list[Dispute]  # Mine, but somebody else's turn.
    desk: Standing | None  # For leads.
    gives_roles: bool = False  # For admins.
    warnings: Sequence[str] = ()  # For leads: what is missed today, and a level that is near.
    late: Sequence[str] = ()  # What Slack delays, in words.
    stuck: str = ""  # For leads: what is stuck, in words.


def home(shelf: Shelf, now: datetime, language: str) -> dict[str, Any]:
    said = say("home-count" if shelf.count else "home-none", language, count=shelf.count)
    drawn = [header(say("home-title", language)), section(said)]
    drawn += [context(*shelf.late)] if shelf.late else []
    drawn += with_buttons(shelf.mine[:MOST], now, language)
    following = blocks.button(say("home-next", language), ids.NEXT, "next", primary=True)
    every = blocks.button(say("home-list", language), ids.LIST, "open")
    drawn.append(blocks.actions(following, every))
    if shelf.waiting:
        drawn += [blocks.divider(), header(say("home-waiting", language))]
        drawn += with_buttons(shelf.waiting[:MOST], now, language)
    if shelf.desk is not None:
        drawn += [blocks.divider(), header(say("home-desk", language))]
        drawn.append(section("\n".join([_desk(shelf.desk, language), *shelf.warnings])))
        drawn += [section(shelf.stuck)] if shelf.stuck else []
        drawn.append(blocks.actions(*_of_leads(shelf, language)))
    return {"type": "home", "blocks": drawn}


def _of_leads(shelf: Shelf, language: str) -> Iterator[Block]:
    yield blocks.button(say("digest-now", language), ids.DIGEST, "day")
    yield blocks.button(say("digest-now-week", language), f"{ids.DIGEST}_week", "week")
    yield blocks.button(say("digest-now-month", language), f"{ids.DIGEST}_month", "month")
    yield blocks.button(say("own-list-title", language), ids.TEAM_REPLIES, "all")
    if shelf.stuck:
        yield stuck.opening(language)
    if shelf.gives_roles:
        yield blocks.button(say("roles-add", language), ids.ROLE_ADD, "new")


def stranger(user: str, language: str) -> dict[str, Any]:
    """For a person without a role: what to do, and nothing else."""
    return {"type": "home", "blocks": [section(say("home-no-role", language, person=user))]}


def _desk(desk: Standing, language: str) -> str:
    return say(
        "home-desk-line",
        language,
        open=str(desk.open),
        unclaimed=str(desk.unclaimed),
        overdue=str(desk.overdue),
        due=str(desk.due),
    )
