"""What operators are told of messages that stopped on their way to Slack."""

from datetime import timedelta

from models import messages, stuck
from models.messages import Kind, Message
from tests.builders import DAY, HOUR, NOON
from tests.support.ground import at_once


def cards(ground, many):
    with ground.database.write() as session:
        return [
            messages.want(session, Kind.CARD, str(n), "CNORDIC", dispute_id=None).id
            for n in range(many)
        ]


def stops(ground, number, now=NOON):
    with ground.database.write() as session:
        message = session.get_one(Message, number)
        message.stuck_at = now
        stuck.tell(session, message, "COPS", now)


def test_of_what_stops_at_once_in_several_senders_nothing_is_left_out(ground):
    first, *others = cards(ground, 9)
    stops(ground, first)

    at_once(*(lambda n=n: stops(ground, n, NOON + timedelta(minutes=1)) for n in others))

    [told] = ground.messages(Kind.TROUBLE)
    assert sorted(told.payload["stuck"]) == [first, *others]


def test_of_what_operators_were_told_only_that_is_drawn_anew_in_which_something_ended(ground):
    long_ago, first, joined, later = cards(ground, 4)
    soon = NOON + timedelta(minutes=15)
    stops(ground, long_ago, NOON - DAY)
    stops(ground, first, NOON)
    stops(ground, joined, soon)
    stops(ground, later, NOON + HOUR)

    with ground.database.write() as session:
        stuck.over(session, soon)
        stuck.over(session, None)

    told = [(message.payload["stuck"], message.wanted) for message in ground.messages(Kind.TROUBLE)]
    assert told == [([long_ago], 1), ([first, joined], 3), ([later], 1)]
