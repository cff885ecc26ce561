"""`/dispute health`: what a store can still take, and what if these are lost."""

import random

import pytest

from models import rules
from models.disputes import Dispute
from models.orders import Order
from models.records import Outcome
from models.stores import Store
from slackbot import ids
from tests.builders import DAY
from tests.models.test_rates import a_dispute
from tests.support.opening import opened
from tests.support.reading import text_of, top_level
from tests.support.waiting import due_in

LEVELS = """
[stores.nordic.health]
liability = [{ name = "warning *<!channel>*", percent = 12 }, { name = "frozen", percent = 40 }]
"""


@pytest.fixture
def month(story):
    """
    Fifty disputes were opened and over in these thirty days, ten lost by silence; as many orders
    were confirmed.
    """
    now = story.desk.now()
    with story.desk.database.write() as session:
        for n in range(50):
            row = a_dispute(n, random.Random(n)).model_dump(exclude={"id"})
            over = {"opened_at": now - 12 * DAY, "closed_at": now - 10 * DAY}
            outcome = Outcome.LOST_BY_SILENCE if n < 10 else Outcome.AGREED_REFUND
            session.add(Dispute(**row | over | {"outcome": outcome, "turn": "closed"}))
            about = {"order_id": f"f{n}", "last_digits": f"{n}", "status": "FINISH"}
            read = {"modified_at": now - 12 * DAY, "read_at": now}
            session.add(Order(store="nordic", **about | read))
    return story


def levels(story, text=LEVELS):
    with story.desk.database.write() as session:
        rules.apply(session, rules.DEFAULT + text, "test", story.desk.now())


def ask(story, words="", user="ULEA"):
    return story.workspace.command(user, f"/dispute health {words}".strip())["ephemeral"][0]


def test_each_store_with_its_rates_and_what_it_can_take(month, dispute):
    levels(month)

    said = text_of(ask(month, "nordic"))

    assert "*Liability rate*  9.90 % (10 of 101) · in a week about 9.90 % " in said
    assert "3 more can be lost before “warning " not in said
    assert "2 more can be lost before “warning " in said
    assert "<!channel>" not in said
    assert "*Dispute rate*  50.50 % (51 of 101)" in said
    assert f"*If lost: #{dispute.number}*\n" in said
    assert "• Arbitration rate 0.00 % → 0.99 %" in said
    assert "• Liability rate 9.90 % → 10.89 %" in said


def test_unset_levels_are_not_told_but_that_they_are_unset(month):
    said = text_of(ask(month))

    assert "No levels are set for this store" in said
    assert "*Liability rate*  too few to say (0 of 0)" in said
    assert "before “" not in said


def test_where_no_order_is_known_no_rate_is_said(story):
    for _ in range(12):
        opened(story, "L1")
    levels(story, '\n[health]\ndispute = [{ name = "frozen", percent = 5 }]\n')

    said = text_of(ask(story, "nordic"))

    assert "*Dispute rate*  too few to say (12 of 0)" in said
    assert "frozen" not in said


def test_a_level_that_is_reached_is_said(month):
    levels(month, '\n[health]\nliability = [{ name = "frozen", percent = 9.5 }]\n')

    assert "*“frozen” is reached*" in text_of(ask(month, "nordic"))


def test_the_five_nearest_are_meant_unless_others_are_named(month):
    found = [opened(month, "L1") for _ in range(6)]
    for place, one in enumerate(found, start=1):
        due_in(month, one.number, days=place)

    said = text_of(ask(month, "nordic"))
    assert "If lost: " + ", ".join(f"#{one.number}" for one in found[:5]) + "*" in said
    named = text_of(ask(month, f"#{found[5].number} ＃{found[0].number}"))
    assert f"If lost: #{found[5].number}, #{found[0].number}*" in named
    assert "solar" not in named


def test_what_is_asked_for_wrongly_is_said(month, dispute):
    with month.desk.database.read() as session:
        closed = session.get(Dispute, dispute.number - 1)
        assert closed.closed_at

    assert f"#{closed.id} is closed." in ask(month, f"#{closed.id}")["text"]
    assert "There is no dispute #9999." in ask(month, "#9999")["text"]
    assert "is of another store than solar" in ask(month, f"solar #{dispute.number}")["text"]
    assert "There is no store “atlantis”" in ask(month, "atlantis")["text"]
    assert "There is no store “nordic solar”" in ask(month, "nordic solar")["text"]


@pytest.mark.parametrize("asked", ["figures week", "forecast", "health"])
def test_a_store_may_be_called_by_several_words(story, asked):
    with story.desk.database.write() as session:
        session.add(Store(name="Nordic Home", channel="CHOME", added_at=story.desk.now()))

    answer = story.workspace.command("ULEA", f"/dispute {asked} Nordic Home")["ephemeral"][0]

    assert "Nordic Home" in text_of(answer)
    assert "solar" not in text_of(answer)


@pytest.mark.parametrize("user", ["UANA", "UVIC"])
def test_it_is_for_leads(month, dispute, user):
    refusal = "Only leads can see the digest and the figures."

    assert ask(month, user=user)["text"] == refusal
    assert ask(month, f"#{dispute.number}", user)["text"] == refusal


def test_a_lead_of_another_store_may_not_ask_about_it(month, dispute):
    month.workspace.command("UADA", "/dispute roles <@UOUT> lead solar")

    assert "no role in the store nordic" in ask(month, f"#{dispute.number}", "UOUT")["text"]
    assert "*nordic*" not in text_of(ask(month, user="UOUT"))


def test_a_person_chooses_what_is_lost(month, dispute):
    other = opened(month, "P1")
    message = ask(month, "nordic")
    view = month.workspace.press("ULEA", ids.HEALTH_WHAT_IF, "nordic", message=message)["view"]
    assert view["callback_id"] == ids.HEALTH_MODAL
    assert "Liability rate 9.80 % → 11.76 %" in text_of(view)

    month.workspace.press("ULEA", ids.HEALTH_PICK, [str(other.number)])

    view = month.workspace.view("ULEA")
    assert f"If lost: #{other.number}*" in text_of(view)
    assert "Liability rate 9.80 % → 10.78 %" in text_of(view)
    month.workspace.press("ULEA", ids.HEALTH_PICK, [])
    assert "If lost" not in text_of(month.workspace.view("ULEA"))


def test_where_nothing_is_open_the_form_says_so(month):
    message = ask(month, "solar")
    view = month.workspace.press("ULEA", ids.HEALTH_WHAT_IF, "solar", message=message)["view"]

    assert "Nothing is open in this store." in text_of(view)


def test_on_home_a_lead_reads_what_will_be_missed_and_which_level_is_near(month, dispute):
    levels(month)
    due_in(month, dispute.number, minutes=1)
    month.workspace.home("ULEA")
    month.settle()

    said = text_of(month.workspace.page("ULEA")["home"])

    assert f"1 will be missed at this pace: #{dispute.number}" in said
    assert "*Health*  nordic: Liability rate 9.90 %" in said
    month.workspace.home("UANA")
    month.settle()
    assert "*Health*" not in text_of(month.workspace.page("UANA")["home"])


def test_in_chinese(month, dispute):
    levels(month)
    month.workspace.command("ULEA", "/dispute language zh")

    said = text_of(ask(month, "nordic"))

    assert "*有责率*  9.90 %（101 中的 10）" in said
    assert "还可再判责 2 笔，之后达到“warning" in said


def test_the_digest_warns_of_a_level_that_is_reached(month):
    levels(month, '\n[health]\nliability = [{ name = "frozen", percent = 9.5 }]\n')
    month.workspace.command("ULEA", "/dispute digest")
    month.settle()

    [digest] = top_level(month.workspace.messages("CLEADS"))
    assert "nordic: Liability rate 10.00 %" in text_of(digest)
