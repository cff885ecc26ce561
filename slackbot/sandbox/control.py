"""Switches for drills and tests: faults, rates, scopes, and what else an admin can do."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, Field

from slackbot.sandbox import names
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.faults import DELIVERY, EVERY_METHOD, OF_DELIVERIES, Fault, Kind
from slackbot.sandbox.here import Here
from slackbot.sandbox.methods import METHODS
from slackbot.sandbox.seed import MEMBERS_ELSEWHERE, Channel
from slackbot.sandbox.workspace import Workspace

router = APIRouter(prefix="/control")


class FaultAsked(BaseModel):
    method: str | None = None
    kind: Annotated[Kind, BeforeValidator(str)]
    share: Annotated[float, Field(ge=0, le=1)] = 1.0
    count: Annotated[int | None, Field(ge=1)] = None
    seconds: float = 5.0
    for_seconds: float | None = None


class RatesAsked(BaseModel):
    per_channel_seconds: float | None = None
    burst: int | None = None
    workspace_per_minute: int | None = None
    updates_per_minute: int | None = None


class ScopesAsked(BaseModel):
    scopes: list[str]


class UrlAsked(BaseModel):
    url: str | None


class RetriesAsked(BaseModel):
    seconds: list[float]  # How long to wait before each further delivery of an event.


class ChannelAsked(BaseModel):
    channel: str
    name: str | None = None  # Of one that there is not yet; the app is in it, and everybody.
    is_archived: bool | None = None
    bot_is_member: bool | None = None
    people: list[str] | None = None  # Who is in it, besides the app.
    is_ext_shared: bool | None = None  # With another company.


class UserGroupAsked(BaseModel):
    usergroup: str
    users: list[str]


class PersonAsked(BaseModel):
    user: str
    tz: str | None = None
    locale: str | None = None
    deleted: bool | None = None
    dnd: dict[str, Any] | None = None


@router.post("/fault")
async def fault(asked: FaultAsked, here: Here) -> dict[str, Any]:
    method = DELIVERY if asked.kind in OF_DELIVERIES else asked.method or EVERY_METHOD
    if method not in {*METHODS, EVERY_METHOD, DELIVERY}:
        raise PersonError(422, f"There is no method {method}.")
    added = here.faults.add(**asked.model_dump() | {"method": method})
    await _strike_sockets(here, added)
    here.feed.bump()
    return {"ok": True, "fault": added.drawn()}


async def _strike_sockets(here: Workspace, added: Fault) -> None:
    """Faults of open connections strike at once; a disconnect without an end is then over."""
    if added.kind == "dead_socket":
        for connection in here.sockets.open[: added.left]:
            connection.dead_by = added
    if added.kind == "disconnect":
        for connection in list(here.sockets.open):
            if not added.over and added.strikes():
                await here.sockets.disconnect(connection)
        added.cleared = added.share == 1 and added.left is None and added.until is None


@router.post("/clear")
async def clear(here: Here) -> dict[str, bool]:
    here.faults.clear()
    here.feed.bump()
    return {"ok": True}


@router.get("/faults")
async def faults(here: Here) -> dict[str, Any]:
    standing = [fault.drawn() for fault in here.faults.active()]
    return {"faults": standing, "struck": here.faults.struck}


@router.post("/rates")
async def rates(asked: RatesAsked, here: Here) -> dict[str, Any]:
    for name, value in asked.model_dump(exclude_none=True).items():
        setattr(here.rates.limits, name, value)
    return vars(here.rates.limits)


@router.get("/rates")
async def books(here: Here) -> dict[str, Any]:
    """The limits, and how many calls they refused: faults asked for do not count."""
    return {"limits": vars(here.rates.limits), "refused": here.rates.refused}


@router.post("/scopes")
async def scopes(asked: ScopesAsked, here: Here) -> dict[str, Any]:
    here.scopes = set(asked.scopes)
    return {"scopes": sorted(here.scopes)}


@router.post("/request_url")
async def request_url(asked: UrlAsked, here: Here) -> dict[str, Any]:
    here.deliveries.request_url = asked.url
    return {"url": asked.url}


@router.post("/retries")
async def retries(asked: RetriesAsked, here: Here) -> dict[str, Any]:
    here.deliveries.retry_after = tuple(asked.seconds)
    return {"seconds": here.deliveries.retry_after}


@router.post("/channel")
async def channel(asked: ChannelAsked, here: Here) -> dict[str, bool]:
    known = here.channels.get(asked.channel)
    if known is None and asked.name is not None:
        known = Channel(asked.channel, asked.name, members=list(MEMBERS_ELSEWHERE))
    if known is None:
        raise PersonError(404, f"There is no channel {asked.channel}.")
    if asked.is_archived is not None:
        known.is_archived = asked.is_archived
    if asked.is_ext_shared is not None:
        known.is_ext_shared = asked.is_ext_shared
    if asked.bot_is_member is not None:
        others = [member for member in known.members if member != names.BOT_USER]
        known.members = [*others, names.BOT_USER] if asked.bot_is_member else others
    if asked.people is not None:
        apps = [member for member in known.members if member == names.BOT_USER]
        known.members = [*asked.people, *apps]
    here.channels.put(known.id, known)
    return {"ok": True}


@router.post("/usergroup")
async def usergroup(asked: UserGroupAsked, here: Here) -> dict[str, bool]:
    known = here.usergroups.get(asked.usergroup)
    if known is None:
        raise PersonError(404, f"There is no user group {asked.usergroup}.")
    known.users = asked.users
    here.usergroups.put(known.id, known)
    return {"ok": True}


@router.post("/person")
async def person(asked: PersonAsked, here: Here) -> dict[str, bool]:
    known = here.human(asked.user)
    for name, value in asked.model_dump(exclude={"user"}, exclude_none=True).items():
        setattr(known, name, value)
    here.people.put(known.id, known)
    return {"ok": True}
