"""What will miss its deadline today: told to the leads by ten, once, and kept current."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from jobs import forecasts as job
from jobs import messages as redrawing
from models import disputes, forecasts, messages, rules, stores
from models.acting import actions
from models.acting.actions import Act, Wish
from models.hours import presence
from models.messages import Kind, Message
from models.records import Outcome, Turn
from slackbot import ids
from tests.builders import DAY, HOUR
from tests.support.opening import opened
from tests.support.reading import text_of, top_level
from tests.support.waiting import due_in

EVERY_DAY = """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""
ELEVEN = 11


@pytest.fixture
def morning(story):
    """It is past eleven where the stores are, on a day on which they work."""
    offset = ELEVEN - story.desk.now().hour
    with story.desk.database.write() as session:
        rules.apply(session, rules.DEFAULT + EVERY_DAY, "test", story.desk.now())
        for store in stores.active(session):
            store.timezone = f"Etc/GMT{-offset:+d}"
            session.add(store)
    return story


def away(story, *people):
    """These do not work today."""
    today = local(story).date()
    off = "".join(
        f"[people.{one}]\naway = [{{ first = {today}, last = {today} }}]\n" for one in people
    )
    with story.desk.database.write() as session:
        rules.apply(session, f"{rules.DEFAULT}{EVERY_DAY}{off}", "test", story.desk.now())


def local(story):
    with story.desk.database.read() as session:
        return story.desk.now().astimezone(stores.get(session, "nordic").zone)


def keep(story):
    job.keep()
    story.settle()


def told(story):
    return top_level(story.workspace.messages("CLEADS"))


def at(story, hour, minute):
    return local(story).replace(hour=hour, minute=minute, second=0, microsecond=0)


def news_at(story, moment):
    with story.desk.database.read() as session:
        return forecasts.news(session, story.desk.settings, moment)


def ask(story, words="", user="ULEA"):
    text = f"/dispute forecast {words}".strip()
    return story.workspace.command(user, text)["ephemeral"][0]


def test_what_will_be_missed_is_told_once(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    keep(morning)

    [message] = told(morning)
    assert "1 will be missed at this pace*, of 1 due before <!date^" in text_of(message)
    assert f"1 cannot be saved any more: #{dispute.number}." in text_of(message)
    assert "its turn would come <!date^" in text_of(message)
    pace = "3 people work until then · 20 min for each dispute, as the rules say"
    assert f"{pace}: too few were measured (0)" in text_of(message)


def test_nothing_is_told_while_all_will_be_met(morning, dispute):
    due_in(morning, dispute.number, hours=3)
    keep(morning)

    assert told(morning) == []
    said = text_of(ask(morning))
    assert "*It will be met at this pace*: 1 is due before <!date^" in said


@pytest.mark.parametrize(
    ("hour", "minute", "new"), [(9, 29, 0), (9, 30, 1), (17, 59, 1), (18, 0, 0)]
)
def test_it_is_told_from_half_past_nine_until_work_ends(morning, dispute, hour, minute, new):
    moment = at(morning, hour, minute)
    with morning.desk.database.write() as session:
        disputes.get(session, dispute.number).due_at = moment + timedelta(minutes=10)

    assert len(news_at(morning, moment)) == new


def test_on_free_days_nobody_is_told(morning, dispute):
    with morning.desk.database.write() as session:
        holiday = f"holidays = [{local(morning).date()}]\n"
        text = holiday + rules.DEFAULT + EVERY_DAY
        rules.apply(session, text, "test", morning.desk.now())
    due_in(morning, dispute.number, minutes=15)
    keep(morning)

    assert told(morning) == []


def test_at_risk_at_night_is_at_risk_today(morning, dispute):
    """Before the next working day begins, nobody works."""
    away(morning, "UANA", "UBEN", "ULEA")
    tomorrow = at(morning, 8, 0) + DAY
    with morning.desk.database.write() as session:
        disputes.get(session, dispute.number).due_at = tomorrow
    keep(morning)

    [message] = told(morning)
    assert "nobody who may take it works before then" in text_of(message)
    assert "About 20 min of help from now on would save it." in text_of(message)


def test_what_its_owner_will_miss_can_be_assigned_from_it_to_who_has_time(morning, dispute):
    morning.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    away(morning, "UANA")
    due_in(morning, dispute.number, hours=4)
    keep(morning)
    [message] = told(morning)
    assert "nobody who has it works before then · <@UBEN> has time" in text_of(message)
    assert "Somebody here has time for 1 of them: assign it." in text_of(message)

    morning.workspace.press("ULEA", f"{ids.OPEN}assign", message=message)
    picked = {ids.ASSIGN_PICK: {ids.VALUE: "UBEN"}}
    morning.workspace.submit("ULEA", picked)
    morning.settle()

    [message] = told(morning)
    assert "*It will be met at this pace*" in text_of(message)
    assert f"*Was at risk, and is not any more*  #{dispute.number}" in text_of(message)


def test_the_list_opens_from_it(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    [message] = told(morning)

    view = morning.workspace.press("ULEA", ids.LIST, message=message)["view"]

    assert view["callback_id"] == ids.LIST_MODAL


def test_it_is_edited_as_soon_as_somebody_answers(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    with morning.desk.database.write() as session:
        one = disputes.get(session, dispute.number)
        one.turn, one.turn_since = Turn.BUYER, morning.desk.now()
        messages.bump(session, dispute.number)
    morning.settle()

    [message] = told(morning)
    assert "*Nothing more is due* before" in text_of(message)
    assert f"*Was at risk, and is not any more*  #{dispute.number}" in text_of(message)


def test_an_answer_that_is_on_its_way_owes_no_more_work(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    morning.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    with morning.desk.database.write() as session:
        wish = Wish(Act.REFUSE, "", text="No.")
        one = disputes.get(session, dispute.number)
        actions.add(session, one.id, one.store, wish, "UANA", morning.desk.now())
    keep(morning)

    assert told(morning) == []


def test_a_deadline_that_passed_is_told_as_missed(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    due_in(morning, dispute.number, minutes=-1)
    with morning.desk.database.write() as session:
        messages.bump(session, dispute.number)
    redrawing.redraw()
    morning.settle()

    [message] = told(morning)
    assert f"*Missed today*  #{dispute.number}" in text_of(message)
    assert "1 is past its deadline already." in text_of(message)


def test_what_the_platform_ended_by_silence_was_missed(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    with morning.desk.database.write() as session:
        one = disputes.get(session, dispute.number)
        one.closed_at, one.outcome = morning.desk.now(), Outcome.LOST_BY_SILENCE
        messages.bump(session, dispute.number)
    morning.settle()

    [message] = told(morning)
    assert f"*Missed today*  #{dispute.number}" in text_of(message)


def test_what_comes_to_be_at_risk_later_stands_in_the_same_message(morning, dispute):
    other = opened(morning, "P1")
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    due_in(morning, other.number, minutes=16)
    keep(morning)

    [message] = told(morning)
    assert "*2 will be missed at this pace*, of 2 due" in text_of(message)
    numbers = re.findall(r"\*#(\d+)\* ·", text_of(message))
    assert numbers == [str(dispute.number), str(other.number)]


def test_merged_disputes_are_one_answer(morning, dispute):
    other = opened(morning, "P1")
    morning.workspace.command("ULEA", f"/dispute merge #{other.number} #{dispute.number}")
    due_in(morning, dispute.number, hours=2)
    due_in(morning, other.number, minutes=5)

    said = text_of(ask(morning))

    assert "1 will be missed at this pace*, of 1 due before" in said
    assert f"1 cannot be saved any more: #{other.number}." in said


def test_one_who_paused_slack_is_not_there_until_then(morning, dispute):
    due_in(morning, dispute.number, hours=2)
    away(morning, "UBEN", "ULEA")
    with morning.desk.database.write() as session:
        until = morning.desk.now() + 3 * HOUR
        presence.put(session, "UANA", paused_until=until)

    assert "1 will be missed at this pace" in text_of(ask(morning))


def test_a_lead_reads_of_their_stores_and_others_are_refused(morning, dispute):
    due_in(morning, dispute.number, minutes=15)

    assert "1 will be missed" in text_of(ask(morning, "nordic"))
    assert "*Nothing more is due*" in text_of(ask(morning, "solar"))
    assert "There is no store “atlantis”" in ask(morning, "atlantis")["text"]
    for user in ("UANA", "UVIC"):
        said = ask(morning, user=user)["text"]
        assert said == "Only leads can see the digest and the figures."
    assert told(morning) == []


def test_in_chinese(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    morning.workspace.command("ULEA", "/dispute language zh")

    assert f"1 笔已无法挽救：#{dispute.number}。" in text_of(ask(morning))


def test_the_day_after_it_says_what_became_of_it(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    with morning.desk.database.write() as session:
        day = local(morning).date().isoformat()
        name = forecasts.name_of("CLEADS", day)
        message = messages.named(session, Kind.FORECAST, name)
        message.payload = message.payload | {"until": morning.desk.now().isoformat()}
        disputes.get(session, dispute.number).due_at = morning.desk.now()
        messages.bump(session, dispute.number)
    morning.settle()

    [message] = told(morning)
    assert "The day is over." in text_of(message)
    assert f"*Missed today*  #{dispute.number}" in text_of(message)


def ended(story, **of_the_dispute):
    """The day of the forecast is over; of its dispute this is so by then."""
    now = story.desk.now()
    with story.desk.database.write() as session:
        for message in session.exec(select(Message).where(Message.kind == Kind.FORECAST)):
            message.payload = message.payload | {"until": now.isoformat()}
            message.redraw_at = now
            for number in message.payload["named"]:
                disputes.get(session, number).sqlmodel_update(of_the_dispute)
    redrawing.redraw()
    story.settle()


@pytest.mark.parametrize("late", [True, False])
def test_what_becomes_of_it_after_the_day_changes_nothing(morning, dispute, late):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    now = morning.desk.now()
    ended(morning, due_at=now if late else now + DAY)
    [before] = told(morning)
    fate = "Missed today" if late else "Was at risk, and is not any more"
    assert f"*{fate}*  #{dispute.number}" in text_of(before)

    with morning.desk.database.write() as session:
        one = disputes.get(session, dispute.number)
        one.due_at, one.turn = now - HOUR, Turn.BUYER if late else Turn.OURS
        messages.bump(session, dispute.number)
        [message] = session.exec(select(Message).where(Message.kind == Kind.FORECAST))
        assert message.wanted == message.posted  # It is about no dispute any more.
        messages.bump_one(session, message.id)
    morning.settle()

    assert told(morning) == [before]


def test_a_forecast_that_was_drawn_too_early_is_settled_all_the_same(morning, dispute):
    """Something moved it after its end, and before the clock looked."""
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    with morning.desk.database.write() as session:
        message = session.exec(select(Message).where(Message.kind == Kind.FORECAST)).one()
        message.payload = message.payload | {"until": morning.desk.now().isoformat()}
        messages.bump(session, dispute.number)
    morning.settle()
    redrawing.redraw()

    with morning.desk.database.read() as session:
        message = session.exec(select(Message).where(Message.kind == Kind.FORECAST)).one()
    assert message.payload["fates"] == {"missed": [], "met": [dispute.number]}


def test_the_forecast_of_stores_that_are_removed_is_over(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    keep(morning)
    with morning.desk.database.write() as session:
        for store in stores.active(session):
            store.removed_at = morning.desk.now()
        messages.bump(session, dispute.number)
    morning.settle()

    [message] = told(morning)
    assert "The day is over." in text_of(message)


def test_the_digest_says_it_as_well(morning, dispute):
    due_in(morning, dispute.number, minutes=15)
    morning.workspace.command("ULEA", "/dispute digest")
    morning.settle()

    [digest] = told(morning)
    assert "1 will be missed at this pace" in text_of(digest)
