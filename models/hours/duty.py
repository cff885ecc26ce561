"""Who may be disturbed: people on shift, and when the others are back."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models import members, rules, stores
from models.hours import presence, shifts
from models.hours.business_time import WorkingTime
from models.hours.presence import Presence
from models.members import Permission

MEETINGS = 10  # Of shifts and quiet times that lie across one another.
TO_ACT = timedelta(hours=1)  # So much must be left of a deadline for it to wait for a shift.


class Duty:
    """What one round of nudges has to know of people; each is looked up once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._rules = rules.current(session)
        self._presence: dict[str, Presence] = {}
        self._back: dict[tuple[str, str], datetime | None] = {}
        self._answering: dict[str, list[str]] = {}

    def back_at(self, user: str, store: str) -> datetime | None:
        """When somebody who rests now can be disturbed again; None when they can be."""
        if (user, store) not in self._back:
            self._back[user, store] = self._look(user, store)
        return self._back[user, store]

    def is_reachable(self, user: str) -> bool:
        """Whether Slack lets us write to them: they may have left."""
        return self._known(user).reachable

    def on_shift(self, store: str, but: str) -> str | None:
        """Somebody else who may claim in this store and can be disturbed now."""
        if store not in self._answering:
            self._answering[store] = members.may_in(self._session, Permission.CLAIM, store)
        others = (user for user in self._answering[store] if user != but)
        free = (user for user in others if self.back_at(user, store) is None)
        return next((user for user in free if self.is_reachable(user)), None)

    def _look(self, user: str, store: str) -> datetime | None:
        """The shift has begun and Slack's do-not-disturb has ended: the first such moment."""
        known, shift, free = self._known(user), self._shift(user, store), self._now
        for _attempt in range(MEETINGS):
            later = known.quiet_until(free) or free
            later = (shift.next_open(later) or later) if shift else later
            if later == free:
                break
            free = later
        return free if free > self._now else None

    def _shift(self, user: str, store: str) -> WorkingTime | None:
        if not shifts.is_kept(self._rules, user, store):
            return None
        home = stores.get(self._session, store)
        return shifts.of_person(self._rules, user, home, self._known(user).timezone)

    def _known(self, user: str) -> Presence:
        if user not in self._presence:
            self._presence |= presence.of(self._session, [user])
        return self._presence[user]
