"""A Home tab with more disputes than it has room for."""

from models import intake, moves
from models.disputes import find
from models.members import EVERY_STORE, Role, add
from slackbot import homes
from slackbot.views.home import MOST
from tests.builders import NOON, STORE, a_dispute_record, an_actor
from tests.support.reading import text_of


def test_it_counts_those_that_it_does_not_show(desk):
    with desk.database.write() as session:
        add(session, "UANA", Role.AGENT, EVERY_STORE, NOON)
        for issue in map(str, range(MOST + 7)):
            intake.take_in_dispute(session, a_dispute_record(issue_id=issue), NOON)
            moves.claim(session, an_actor(), find(session, STORE, issue), NOON)

        said = text_of(homes.draw(session, desk.settings, "UANA", NOON))

    assert f"You have {MOST + 7}." in said
    assert said.count("*#") == MOST
