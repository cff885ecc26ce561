"""Cards stand where the rules route them: by cause, language and amount, for all stores or one."""

import pytest

from models import rules, stores
from slackbot import ids
from tests.support.opening import opened
from tests.support.reading import text_of, top_level

SPOKEN = 'languages = ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru"]'
LADDERS = '[[ladders]]\nname = "any"\nsteps = [{ before = "24h", to = ["thread"] }]\n'


@pytest.fixture
def in_force(story):
    def in_force(text):
        with story.desk.database.write() as session:
            rules.apply(session, LADDERS + text, "test", story.desk.now())

    return in_force


def cards(story, channel):
    return top_level(story.workspace.messages(channel))


def test_what_no_route_fits_stands_in_the_stores_own_channel(story, in_force):
    in_force('[[routes]]\nchannel = "COPS"\ncauses = ["B2"]\n')

    opened(story, "L1").card()
    assert cards(story, "COPS") == []


@pytest.mark.parametrize(
    "route",
    [
        'causes = ["B2", "L1"]',
        SPOKEN,
        "amount_from = 0.01",
        f'causes = ["L1"]\n{SPOKEN}\namount_from = 0.01',
    ],
)
def test_a_route_fits_by_cause_language_and_amount(story, in_force, route):
    in_force(f'[[routes]]\nchannel = "COPS"\n{route}')

    opened(story, "L1", channel="COPS").card()
    assert cards(story, "CNORDIC") == []


@pytest.mark.parametrize("route", ['languages = ["xx"]', "amount_from = 1000000"])
def test_one_that_does_not_fit_is_left_out_and_the_next_is_looked_at(story, in_force, route):
    first = f'[[routes]]\nchannel = "CTOYS"\n{route}\n'
    in_force(first + '[[routes]]\nchannel = "COPS"\n')

    opened(story, "L1", channel="COPS").card()
    assert cards(story, "CTOYS") == []


def test_a_store_may_have_routes_of_its_own(story, in_force):
    in_force('[[stores.solar.routes]]\nchannel = "COPS"\n')

    opened(story, "L1").card()
    opened(story, "L1", store="solar", channel="COPS").card()


def test_everything_about_it_stands_where_its_card_does(story, in_force):
    in_force('[[routes]]\nchannel = "CTOYS"\n')
    with story.desk.database.write() as session:
        stores.get(session, "nordic").language = "zh"
        stores.get(session, "toys").channel = "COPS"
    dispute = opened(story, "L1", channel="CTOYS")

    story.workspace.say("UANA", "!claim", "CTOYS", thread_ts=dispute.card()["ts"])
    story.settle()

    assert "<@UANA>" in text_of(dispute.card())
    assert ids.RESOLVE in str(dispute.card())
    assert "案情" in text_of(dispute.thread()[-1])
    answer = story.workspace.command("UVIC", f"/dispute claim #{dispute.number}", "CTOYS")
    assert "你的角色不能认领纠纷" in answer["ephemeral"][0]["text"]


def test_a_card_stays_with_its_thread_when_the_cause_is_corrected(story, in_force):
    in_force('[[routes]]\nchannel = "COPS"\ncauses = ["B2"]\n')
    dispute = opened(story, "L1")

    story.workspace.command("UANA", f"/dispute cause #{dispute.number} B2")
    story.settle()

    assert "Held by customs" in text_of(dispute.card())
    assert cards(story, "COPS") == []


def test_where_no_leads_channel_is_set_the_leads_are_told_in_its_thread(story, in_force):
    in_force('[[routes]]\nchannel = "CTOYS"\n')
    dispute = opened(story, "L1", channel="CTOYS")
    object.__setattr__(story.desk.settings, "leads_channel", None)

    story.workspace.command("UANA", f"/dispute escalate #{dispute.number} too much money")
    story.settle()

    assert "too much money" in text_of(dispute.thread()[-1])


def test_the_doctor_looks_into_each_routed_channel(story, in_force, type_in):
    in_force('[[routes]]\nchannel = "CGENERAL"\ncauses = ["B2"]\n')

    said = " ".join(type_in("doctor")[1].split())
    assert "channel of nordic's routes" in said
    assert "not_in_channel" in said


def test_rules_say_it_and_a_name_in_the_place_of_an_id_is_a_mistake(story, in_force):
    in_force('[[routes]]\nchannel = "COPS"\ncauses = ["B2"]\nlanguages = ["ru"]\namount_from = 200')
    answer = story.workspace.command("UVIC", "/dispute rules")["ephemeral"][0]
    assert "*Cards of* Held by customs, duty unpaid, ru, from 200 stand in <#COPS>" in text_of(
        answer
    )

    with pytest.raises(rules.NotUnderstood, match="write the id that Slack shows"):
        in_force('[[routes]]\nchannel = "#ops"\n')
