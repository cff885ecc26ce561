"""The whole workspace: what it remembers, what it allows, and how it reaches the app."""

from collections.abc import Iterator
from pathlib import Path

from slackbot.sandbox import names, scopes, seed
from slackbot.sandbox.clock import Clock
from slackbot.sandbox.deliveries import Deliveries
from slackbot.sandbox.errors import ApiError, PersonError
from slackbot.sandbox.faults import Faults
from slackbot.sandbox.feed import Feed
from slackbot.sandbox.files import File
from slackbot.sandbox.messages import Message, Messages
from slackbot.sandbox.rates import Limits, Rates
from slackbot.sandbox.reads import Reads
from slackbot.sandbox.seed import Channel, Person, UserGroup
from slackbot.sandbox.shelf import Shelf
from slackbot.sandbox.sockets import Sockets
from slackbot.sandbox.store import Store
from slackbot.sandbox.tickets import ResponseUrls, Triggers
from slackbot.sandbox.views import Views


class Workspace:
    def __init__(self, state: Path | None, limits: Limits, request_url: str | None) -> None:
        self.feed = Feed()
        self.store = Store(state, self.feed.bump)
        self.clock = Clock(self.store)
        self.people: Shelf[Person] = Shelf(self.store, "person", Person)
        self.channels: Shelf[Channel] = Shelf(self.store, "channel", Channel)
        self.usergroups: Shelf[UserGroup] = Shelf(self.store, "usergroup", UserGroup)
        self.files: Shelf[File] = Shelf(self.store, "file", File)
        self.messages = Messages(self.store)
        self.views = Views(self.store)
        self.response_urls = ResponseUrls(self.store)
        self.reads = Reads(self.store)
        self.triggers = Triggers()
        self.scopes = set(scopes.BOT_SCOPES)
        self.rates = Rates(limits)
        self.faults = Faults()
        self.sockets = Sockets(self.feed.bump)
        self.deliveries = Deliveries(self.sockets, self.faults, request_url)
        self._seed()

    def _seed(self) -> None:
        created = int(self.clock.now())
        for person in seed.PEOPLE:
            if self.people.get(person.id) is None:
                self.people.put(person.id, seed.Person(**vars(person)))
        for group in seed.USERGROUPS:
            if self.usergroups.get(group.id) is None:
                self.usergroups.put(group.id, UserGroup(**vars(group)))
        for channel in seed.CHANNELS:
            if self.channels.get(channel.id) is None:
                members = list(seed.MEMBERS.get(channel.id, seed.MEMBERS_ELSEWHERE))
                changes = {"members": members, "created": created}
                self.channels.put(channel.id, seed.Channel(**vars(channel) | changes))

    async def close(self) -> None:
        await self.deliveries.close()
        self.store.close()

    def channel_for_bot(self, channel_id: str | None) -> Channel:
        """A channel that the app can see; private ones it is no member of do not exist for it."""
        channel = self.channels.get(channel_id or "")
        if channel is None or (channel.is_private and names.BOT_USER not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def direct(self, user: str) -> Channel:
        """The direct conversation of the app and a person, opened when it is not yet."""
        for channel in self.channels:
            if channel.is_im and user in channel.members:
                return channel
        opened = Channel(
            id=names.new_id("D"),
            name="",
            members=[user, names.BOT_USER],
            created=int(self.clock.now()),
            is_im=True,
        )
        return self.channels.put(opened.id, opened)

    def human(self, user: str) -> Person:
        person = self.people.get(user)
        if person is None or person.is_bot:
            raise PersonError(404, f"Nobody here has the id {user}.")
        return person

    def channel_for(self, user: str, channel_id: str) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None or user not in channel.members:
            raise PersonError(404, f"{user} is in no channel {channel_id}.")
        return channel

    def channels_of(self, user: str) -> Iterator[Channel]:
        return (channel for channel in self.channels if user in channel.members)

    def post(self, message: Message) -> Message:
        message.revised = message.ts
        self.messages.save(message)
        return message
