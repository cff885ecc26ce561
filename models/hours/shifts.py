"""Whose working time is which: a store's, and that of each of its people."""

from zoneinfo import ZoneInfo

from models.hours.business_time import WorkingTime
from models.rules import Rules
from models.rules.schema import Person
from models.stores import Store

NOBODY_SAID = Person()


def of_store(rules: Rules, store: Store) -> WorkingTime:
    """The hours in which the team's own targets run."""
    own = rules.of(store.name)
    return WorkingTime(own.hours, store.zone, frozenset(own.holidays))


def of_person(
    rules: Rules, user_id: str, store: Store, slack_zone: str | None = None
) -> WorkingTime:
    """
    When somebody works: by their own zone and hours, else by those of the store.

    Args:
        slack_zone: What Slack says of them; the rules' own word goes before it.

    """
    own, person = rules.of(store.name), rules.people.get(user_id, NOBODY_SAID)
    zone = _zone(person.timezone) or _zone(slack_zone) or store.zone
    return WorkingTime(person.hours or own.hours, zone, frozenset(own.holidays), person.away)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, ValueError, OSError):
        return None  # Slack knows zones that this machine does not.


def is_kept(rules: Rules, user: str, store: str) -> bool:
    """Whether somebody's hours hold nudges back; else only Slack knows when they want quiet."""
    return user in rules.people or rules.of(store).quiet
