"""
How each alert of `docs/operations/alerts.yml` is set off. Whoever reads this table knows all.

Alerts that one trouble sets off stand one after the other with the same trouble.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos import provoking
from tests.chaos.faults import BOTH, POSTGRESQL

FASTER = 6  # Times shorter than in the file are `for` and the ranges.
# In place of the file's limits. Of what is counted in a range, so many times less; the others are
# still above what a busy machine shows of a desk that is well.
LIMITS = {
    "DeskPartSilent": 90,
    "DeskQueueStuck": 150,
    "DeskSourceStale": 90,
    "DeskMessagesWait": 120,
    "DeskSlackDelays": 1,
    "DeskActionsWait": 40,
    "DeskFollowUpsWait": 20,
    "DeskFaults": 2,
    "DeskOthersFail": 5,
}


@dataclass(frozen=True)
class Trouble:
    """What is done to the desk; `begins` gives back what ends it."""

    done: str
    begins: Callable
    on: tuple[str, ...] = BOTH


@dataclass(frozen=True)
class Alarm:
    """An alert, what sets it off, and whether only what comes after the trouble does."""

    name: str
    trouble: Trouble
    afterwards: bool = False


WEB_GONE = Trouble("the web process is gone", provoking.web_gone)
DATABASE_GONE = Trouble("PostgreSQL is stopped", provoking.database_gone, POSTGRESQL)
REDIS_GONE = Trouble("Redis is gone", provoking.redis_gone)
DEFAULT_GONE = Trouble(
    "the workers of `default` are gone while deadlines come near", provoking.default_gone
)
CHANNEL_ARCHIVED = Trouble("a channel is archived, and a buyer opens", provoking.channel_archived)
SLACK_WAITS = Trouble(
    f"Slack takes a post in {provoking.SLOW} s and answers 429", provoking.slack_asks_to_wait
)
LOST_UNSEEN = Trouble(
    "Slack loses an answer and does not let the desk look", provoking.answers_lost_unseen
)
PLATFORM_AWAY = Trouble("the gateway answers 500 after a person's Send", provoking.platform_away)
SWALLOWED = Trouble("the gateway answers 500 to a person's Send alone", provoking.acts_swallowed)
HOMES_REFUSED = Trouble("views.publish fails for a person who claims", provoking.homes_refused)
POSTS_REFUSED = Trouble(
    "Slack answers 500 to every post while deadlines come near", provoking.posts_refused
)
DATABASE_LOCKED = Trouble("the database is locked for writers", provoking.database_locked)

ALARMS = (
    Alarm("DeskUnreachable", WEB_GONE),
    Alarm("DeskDatabaseDown", DATABASE_GONE),
    Alarm("DeskRedisDown", REDIS_GONE),
    Alarm("DeskChannelRefused", CHANNEL_ARCHIVED),
    Alarm("DeskMessagesWait", CHANNEL_ARCHIVED),
    Alarm("DeskSlackDelays", SLACK_WAITS),
    Alarm("DeskMessagesStuck", LOST_UNSEEN),
    Alarm("DeskNudgesWait", POSTS_REFUSED),
    Alarm("DeskFollowUpsWait", HOMES_REFUSED),
    Alarm("DeskActionsUnclear", SWALLOWED),
    Alarm("DeskActionsWait", PLATFORM_AWAY),
    Alarm("DeskOthersFail", PLATFORM_AWAY),
    Alarm("DeskSourceStale", PLATFORM_AWAY),
    Alarm("DeskFaults", DATABASE_LOCKED, afterwards=True),
    Alarm("DeskJobsWait", DEFAULT_GONE),
    Alarm("DeskPartSilent", DEFAULT_GONE),
    Alarm("DeskQueueStuck", DEFAULT_GONE),
    Alarm("DeskNudgesWait", DEFAULT_GONE),
    Alarm("DeskNudgesWereLate", DEFAULT_GONE, afterwards=True),
)
