"""More time for the buyer of a parcel that is late, before there is a dispute."""

import pytest
from sqlmodel import select

from jobs import nudges as job
from jobs.sources.sandbox.seeding import first_day
from models import intake, orders
from models.acting.actions import ActionState, PlatformAction
from slackbot import ids
from tests.builders import NOON
from tests.stories.sending.conftest import let
from tests.support.reading import has_button, text_of, thread_of, top_level

EXTEND = "aliexpress.trade.redefining.extendsbuyeracceptgoodstime"
AT_RISK = [str(order) for order in first_day(NOON).shops["nordic"].orders][-5:]


@pytest.fixture
def parcel(story, request):
    """An order of the demo world whose parcel needs somebody, and its reminder."""
    return Parcel(story, AT_RISK[request.param])


class Parcel:
    def __init__(self, story, order_id):
        self.story, self.order_id = story, order_id
        source = story.gateway.source("nordic")
        record = source.order(order_id)
        carrier, country = record.carrier, record.buyer_country
        events = source.tracking(order_id, record.tracking_number, carrier, country)
        with story.desk.database.write() as session:
            intake.take_in_order(
                session, record.model_copy(update={"events": tuple(events)}), story.desk.now()
            )
        job.fire()
        story.settle()

    @property
    def reminder(self):
        mine = f"{self.order_id[:4]}…{self.order_id[-4:]}"
        said = top_level(self.story.workspace.messages())
        return next(m for m in said if "📦" in text_of(m) and mine in text_of(m))

    @property
    def ends_at(self):
        with self.story.desk.database.read() as session:
            return orders.find(session, "nordic", self.order_id).protection_ends_at

    def look(self, user="UANA", days="10"):
        press = self.story.workspace.press
        press(user, ids.REMINDER_EXTEND, message=self.reminder)
        return self.story.workspace.submit(user, {ids.EXTEND_DAYS: {ids.VALUE: days}})

    def action(self):
        with self.story.desk.database.read() as session:
            order = orders.find(session, "nordic", self.order_id)
            mine = select(PlatformAction).where(PlatformAction.order_key == order.id)
            return session.exec(mine.order_by(PlatformAction.id.desc())).first()

    def books(self):
        return self.story.gateway.books(about=self.order_id)


@pytest.mark.parametrize("parcel", [0], indirect=True)
def test_the_buyer_gets_more_time_after_a_last_look(story, parcel):
    before, reminder = parcel.ends_at, parcel.reminder
    assert parcel.look()["view"]["callback_id"] == ids.ORDER_EXTEND_CONFIRM

    story.workspace.submit("UANA")
    story.settle()

    assert [line["said"]["days"] for line in parcel.books()] == ["10"]
    assert (parcel.ends_at - before).days in {9, 10}
    [told] = thread_of(story.workspace.messages(), reminder)
    assert "✔ Give the buyer 10 more days" in text_of(told)


@pytest.mark.parametrize("parcel", [1], indirect=True)
def test_what_nobody_answered_is_found_and_not_sent_twice(story, parcel):
    story.gateway.fault("lost_answer", method=EXTEND)
    parcel.look()
    story.workspace.submit("UANA")
    story.settle()

    assert parcel.action().state is ActionState.SENT
    assert len(parcel.books()) == 1


@pytest.mark.parametrize("parcel", [2], indirect=True)
def test_what_the_platform_declines_calls_whoever_wanted_it(story, parcel):
    reminder = parcel.reminder
    story.gateway.fault("insufficient-permission", method=EXTEND)
    parcel.look()
    story.workspace.submit("UANA")
    story.settle()

    assert parcel.action().state is ActionState.FAILED
    said = [text_of(message) for message in thread_of(story.workspace.messages(), reminder)]
    assert any(text.count("Not sent") and "<@UANA>" in text for text in said)


@pytest.mark.parametrize("parcel", [3], indirect=True)
def test_two_looks_extend_it_once(story, parcel):
    for user in ("UBEN", "UANA"):
        parcel.look(user)
    for user in ("UANA", "UBEN"):
        story.workspace.submit(user)
        story.settle()

    assert len(parcel.books()) == 1


@pytest.mark.parametrize("parcel", [4], indirect=True)
def test_only_where_the_desk_may_write_and_by_who_may_send(story, parcel):
    press = story.workspace.press("UVIC", ids.REMINDER_EXTEND, message=parcel.reminder)
    assert "agent" in text_of(press["view"])
    assert "from 1 to 60" in parcel.look(days="many")["errors"][ids.EXTEND_DAYS]

    let(story.desk, write=False)
    refused = story.workspace.press("UANA", ids.REMINDER_EXTEND, message=parcel.reminder)
    assert not has_button(refused["view"], ids.EXTEND_DAYS)
    assert refused["view"]["callback_id"] == ids.WAITING_MODAL
