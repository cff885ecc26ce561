"""Reading the stores: every open dispute has one card, and a source that fails says so."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from jobs import desk as process
from jobs import polls
from jobs.visiting import doors
from models import tallies
from models.disputes import Dispute
from models.reading import sources
from models.reading.sources import Door
from tests.support.reading import text_of, top_level


def open_in_world(story, store):
    world = story.gateway.world()
    return [d for d in world["stores"][store]["disputes"] if d["status"] == "processing"]


def cards(story, channel="CNORDIC"):
    return [m for m in top_level(story.workspace.messages(channel)) if "#" in m["text"]]


def test_every_open_dispute_of_a_store_has_one_card(demo_world, story):
    story.poll("toys")

    assert len(cards(story, "CTOYS")) == len(open_in_world(story, "toys"))


def test_read_again_nothing_is_posted_again(demo_world, story):
    story.poll()
    before = story.workspace.messages()

    story.poll()

    assert story.workspace.messages() == before


def test_the_database_says_what_the_world_says(demo_world, story):
    story.poll()

    with story.desk.database.read() as session:
        ours = {d.issue_id: d for d in session.exec(select(Dispute))}
    for dispute in open_in_world(story, "nordic"):
        assert ours[str(dispute["issue_id"])].turn == dispute["turn"]


def test_a_buyer_opens_a_dispute_and_it_is_a_card(demo_world, story):
    story.poll()
    before = len(cards(story))

    story.gateway.open("B2", "nordic")
    story.poll()

    assert len(cards(story)) == before + 1


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("IllegalAccessToken", "nordic"),
        ("502_html", "nordic"),
        ("nonsense", "nordic"),
        ("drop", "nordic"),
    ],
)
def test_a_source_that_fails_backs_off_alone_and_says_why(story, fault, sentence):
    story.gateway.fault(fault)

    story.poll()

    with story.desk.database.read() as session:
        source = sources.of(session, "nordic", Door.DISPUTES)
        assert source.error.endswith(".")
        assert source.try_at > story.desk.now()


def test_a_fault_of_the_database_stays_at_its_door_and_is_told_without_the_row(story, monkeypatch):
    def broken(visit):
        with visit.desk.database.read() as session:
            return session.execute(text("SELECT 'marina1987' FROM nowhere"))

    monkeypatch.setitem(doors.DOORS, Door.ORDERS, broken)

    story.poll("toys")

    with story.desk.database.read() as session:
        found = {source.door: source for source in sources.all_of(session)}
    assert found[Door.ORDERS].error == doors.KEEPING_FAILED
    assert found[Door.ORDERS].try_at is None  # AliExpress is well: the next round asks again.
    assert found[Door.DISPUTES].read_at is not None


def test_what_only_a_person_can_mend_is_told_in_the_stores_channel(story):
    story.gateway.fault("IllegalAccessToken")
    story.poll()

    [told] = [m for m in top_level(story.workspace.messages()) if "⚠" in text_of(m)]
    assert "no longer accepts its authorisation" in text_of(told)


def test_one_refused_token_is_one_error_although_three_doors_are_shut(story):
    story.gateway.fault("IllegalAccessToken")

    polls.poll_store("nordic")

    process.keep_errors()
    with story.desk.database.read() as session:
        counted = {row.labels: row.count for row in tallies.of(session, tallies.ERRORS)}
        failures = [s.failures for s in sources.all_of(session) if s.store == "nordic"]
    assert counted == {"source,TokenRejected": 1}
    assert failures == [1, 1, 1]


def test_when_it_reads_again_the_warning_says_so(story):
    story.gateway.fault("IllegalAccessToken")
    story.poll()
    story.gateway.clear()
    rest_over(story)
    story.poll()

    assert not [m for m in top_level(story.workspace.messages()) if "⚠" in text_of(m)]
    assert [m for m in top_level(story.workspace.messages()) if "was mended <!date" in text_of(m)]


def rest_over(story):
    with story.desk.database.write() as session:
        for source in sources.all_of(session):
            source.try_at = None
            session.add(source)
