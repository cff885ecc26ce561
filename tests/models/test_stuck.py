"""What operators are told of messages that stopped on their way to Slack."""

from datetime import timedelta

from models import messages, stuck
from models.messages import Kind, Message
from tests.builders import NOON
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
