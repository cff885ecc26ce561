"""Hot spots by the front door: found in the morning, told once, fixed or dismissed, followed."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from jobs import hotspots as job
from models import retention
from models.disputes import Dispute
from models.events import AuditEntry
from models.hotspots.spots import HotSpot, Kind
from models.stores import Store
from slackbot import ids
from tests.builders import DAY
from tests.support.reading import direct, has_button, text_of, thread_of

HOSTILE = "*Lamp* <!channel> <https://evil.example|pay here> `x"


def test_a_product_gone_bad_is_told_to_the_leads_with_what_to_do(shop):
    shop.trades()
    shop.morning()

    [message] = shop.told()
    said = text_of(message)
    assert "*Hot spot: Desk lamp* (product, nordic)" in said
    assert "*12 of 40* orders shipped since <!date^" in said
    assert "are disputed (30.0 %)" in said
    assert "*Before*  0 of 160 when they were as young (0.0 %)" in said
    assert "*Rest of the store*  4 of 100 (4.0 %)" in said
    assert "*Most of them*  Damaged in transit (12 of 12)" in said
    assert "*Suggested*  packing: Pack for the weakest part" in said
    assert said.count("> “It arrived broken.” #") == 3


def test_it_is_told_once_whatever_looks_again(shop):
    shop.trades()
    for _ in range(3):
        shop.morning()

    assert len(shop.told()) == len(shop.spots()) == 1


def test_a_store_is_looked_at_once_a_day(shop):
    shop.morning()
    shop.trades()
    shop.morning(again=False)
    assert shop.told() == []

    shop.morning()
    assert len(shop.told()) == 1


def test_its_owner_is_told_and_nobody_else(shop):
    shop.owned_by("UBEN")
    shop.trades()
    shop.morning()

    [message] = direct(shop.story, "UBEN")
    assert "*Hot spot: Desk lamp*" in text_of(message)
    assert shop.told() == []


@pytest.mark.parametrize("owner", ["UNOBODY", "ana", "<!channel>"])
def test_an_owner_who_cannot_read_it_leaves_it_to_the_leads(shop, owner):
    shop.owned_by(owner)
    shop.trades()
    shop.morning()

    assert len(shop.told()) == 1


def test_an_owner_says_since_when_it_is_fixed(shop):
    shop.owned_by("UBEN")
    shop.trades()
    shop.morning()
    [message] = direct(shop.story, "UBEN")

    shop.fixed("UBEN", message=message)

    [message] = direct(shop.story, "UBEN")
    assert f"*Fixed on {(shop.now - 30 * DAY).date()}*, says <@UBEN>" in text_of(message)


@pytest.mark.parametrize("person", ["UVIC", "UANA"])
def test_who_neither_leads_nor_owns_it_may_look_only(shop, person):
    shop.read_in("CNORDIC")
    shop.trades()
    shop.morning()
    [message] = shop.told("CNORDIC")

    pressed = shop.story.workspace.press(person, ids.HOT_SPOT_NONE, message=message)
    form = shop.story.workspace.press(person, ids.HOT_SPOT_FIX, message=message)["view"]
    shown = shop.story.workspace.press(person, ids.HOT_SPOT_SHOW, message=message)["view"]
    shop.story.settle()

    refusal = "Only leads, and the owner of the product, can say"
    assert refusal in pressed["ephemeral"][0]["text"]
    assert refusal in text_of(form)
    assert "Damaged in transit" in text_of(shown)
    assert [spot.standing for spot in shop.spots()] == ["open"]


def test_dismissed_it_says_by_whom_and_stays_silent_for_three_months(shop):
    shop.trades()
    shop.morning()
    [message] = shop.told()
    shop.story.workspace.press("ULEA", ids.HOT_SPOT_NONE, message=message)
    shop.morning()

    [message] = shop.told()
    assert "✔ Not a hot spot, says <@ULEA> (<!date^" in text_of(message)
    assert not has_button(message, ids.HOT_SPOT_NONE)
    with shop.story.desk.database.write() as session:
        session.exec(select(HotSpot)).one().moved_at = shop.now - timedelta(days=91)
    shop.morning()  # Its silence ends,
    shop.morning()  # and it is news.
    assert len(shop.told()) == 2


def test_a_second_press_finds_it_over(shop):
    shop.trades()
    shop.morning()
    [message] = shop.told()
    shop.story.workspace.press("ULEA", ids.HOT_SPOT_NONE, message=message)

    again = shop.story.workspace.press("ULEA", ids.HOT_SPOT_NONE, message=message)

    assert "Somebody was faster" in again["ephemeral"][0]["text"]


def test_after_its_fix_the_rate_is_followed_until_it_is_clear(shop):
    shop.trades()
    shop.morning()
    shop.sells(5, 9)
    shop.fixed(ago=30)
    shop.morning()
    [message] = shop.told()
    assert "before 12 of 40 orders, since then 0 of 5 · too few to say" in text_of(message)

    shop.sells(43, 8, 1)
    shop.morning()
    shop.morning()

    [message] = shop.told()
    counted = "before 12 of 40 orders, since then 1 of 48"
    day = (shop.now - 30 * DAY).date()
    assert f"✔ *Better* since {day}: {counted}" in text_of(message)
    assert not has_button(message, ids.HOT_SPOT_FIX)
    [line] = thread_of(shop.story.workspace.messages("CLEADS"), message)
    assert text_of(line).splitlines()[-1] == f"✔ *Better* since {day}: {counted}"
    [spot] = shop.spots()
    assert spot.ended_at is not None


def test_a_fix_that_changed_nothing_is_said_as_plainly(shop):
    shop.trades()
    shop.morning()
    shop.fixed(ago=30)
    shop.sells(60, 8, 30)
    shop.morning()

    [message] = shop.told()
    assert "⚠ *Not better* since" in text_of(message)
    shop.morning()  # Orders of before the fix are no news.
    assert len(shop.told()) == 1


@pytest.mark.parametrize(
    ("ago", "sentence"),
    [(-2, "That day is yet to come"), (200, "before the orders by which it was found")],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(shop, ago, sentence):
    shop.trades()
    shop.morning()

    answer = shop.fixed(ago=ago)

    assert sentence in answer["errors"][ids.HOT_SPOT_DAY]


def test_the_day_can_be_mended(shop):
    shop.trades()
    shop.morning()
    shop.fixed(ago=30)
    shop.fixed(ago=20)

    [message] = shop.told()
    assert f"*Fixed on {(shop.now - 20 * DAY).date()}*" in text_of(message)


def test_who_said_what_is_written_down(shop):
    shop.trades()
    shop.morning()
    shop.fixed(ago=30)

    with shop.story.desk.database.read() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "HotSpotFixed")).one()
    day = (shop.now - 30 * DAY).date().isoformat()
    assert (entry.actor, entry.details["on"]) == ("ULEA", day)


def test_hostile_names_and_complaints_have_no_power(shop):
    shop.trades(name=HOSTILE, text=f"{HOSTILE} \u202e {'x' * 900}")
    shop.morning()

    [message] = shop.told()
    said = text_of(message)
    assert "<!channel>" not in said
    assert "<https://evil" not in said
    assert "&lt;!channel&gt;" in said
    assert max(map(len, said.splitlines())) < 400
    shown = shop.story.workspace.press("ULEA", ids.HOT_SPOT_SHOW, message=message)["view"]
    assert "<!channel>" not in text_of(shown)
    form = shop.story.workspace.press("ULEA", ids.HOT_SPOT_FIX, message=message)["view"]
    assert "<!channel>" not in text_of(form)
    listed = shop.story.workspace.command("UVIC", "/dispute hotspots")["ephemeral"][0]
    assert "<!channel>" not in text_of(listed)


def test_words_that_are_kept_no_longer_leave_the_cause(shop):
    shop.trades()
    with shop.story.desk.database.write() as session:
        for dispute in session.exec(select(Dispute).where(Dispute.product_id == "lamp")):
            dispute.text = None
    shop.morning()

    [message] = shop.told()
    assert text_of(message).count(": Damaged in transit, without words") == 3


def test_words_that_are_forgotten_go_from_what_stands_in_slack(shop):
    shop.trades()
    shop.morning()
    assert "It arrived broken" in text_of(shop.told()[0])

    with shop.story.desk.database.write() as session:
        for dispute in session.exec(select(Dispute).where(Dispute.product_id == "lamp")):
            dispute.closed_at = shop.now - 2 * DAY
        assert retention.forget(session, 1, shop.now)
    shop.story.settle()

    [message] = shop.told()
    assert "It arrived broken" not in text_of(message)
    assert text_of(message).count(": Damaged in transit, without words") == 3


def test_the_list_shows_those_that_stand(shop):
    shop.trades()
    none = shop.story.workspace.command("UVIC", "/dispute hotspots")["ephemeral"][0]
    shop.morning()
    one = shop.story.workspace.command("UVIC", "/dispute hotspots")["ephemeral"][0]
    shop.fixed(ago=30)
    fixed = shop.story.workspace.command("UVIC", "/dispute hotspots")["ephemeral"][0]

    assert text_of(none).splitlines()[-1] == "*No hot spot stands.*"
    assert "*Hot spot: Desk lamp, 12 of 40 orders disputed* (product, nordic)" in text_of(one)
    assert "· found <!date^" in text_of(one)
    assert "says <@ULEA>" in text_of(fixed)
    shown = shop.story.workspace.press("UVIC", ids.HOT_SPOT_SHOW, message=one)["view"]
    assert "Damaged in transit" in text_of(shown)


def test_a_store_whose_team_reads_chinese_is_told_in_chinese(shop):
    with shop.story.desk.database.write() as session:
        session.get_one(Store, "nordic").language = "zh"
    shop.trades()
    shop.morning()

    [message] = [m for m in shop.story.workspace.messages("CLEADS") if "纠纷热点" in m["text"]]
    assert "*建议*  包装：按最脆弱的部位包装" in text_of(message)


def test_a_store_that_cannot_be_looked_at_keeps_no_other_from_its_turn(shop, monkeypatch):
    def stumble(_session, store, _now):
        if store.name == "nordic":
            raise KeyError(store.name)
        return []

    monkeypatch.setitem(job.DETECTORS, Kind.RATE, stumble)
    shop.morning()

    with shop.story.desk.database.read() as session:
        looked = {store.name: store.hot_spots_at for store in session.exec(select(Store))}
    assert looked.pop("nordic") is None
    assert all(looked.values())


def test_a_long_list_counts_all_and_loads_what_it_shows(shop):
    shop.trades()
    shop.morning()
    [spot] = shop.spots()
    with shop.story.desk.database.write() as session:
        for n in range(24):
            another = spot.model_dump(exclude={"id"}) | {"name": f"lamp{n}"}
            session.add(HotSpot(**another))
    asked = []

    def hear(_connection, _cursor, statement, *_more):
        asked.append(statement)

    engine = shop.story.desk.database.engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    listed = shop.story.workspace.command("UVIC", "/dispute hotspots")["ephemeral"][0]
    sa.event.remove(engine, "before_cursor_execute", hear)

    assert text_of(listed).count("*Hot spot: Desk lamp") == 20
    assert "*25 hot spots*" in text_of(listed)
    assert "5 more" in text_of(listed)
    assert any("FROM hot_spots" in one for one in asked)
    assert not any("FROM disputes" in one for one in asked)
