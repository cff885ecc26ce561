"""`disputes store` and `disputes sync`, and the demo's seed: what people set stays."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from jobs import desk as process
from jobs.commands import sync
from jobs.running import seed
from models import intake, members, messages
from models.members import EVERY_STORE, Role
from models.messages import Kind, Message
from models.products import Product
from models.reading import rounds
from models.stores import Store
from tests.builders import NOON, a_dispute_record, a_store


def store(terminal, name="nordic"):
    with terminal.database.read() as session:
        return session.get(Store, name)


# store add


def test_a_new_store_needs_a_channel(terminal):
    code, _, said = terminal.type("store", "add", "nordic")

    assert (code, len(said.splitlines())) == (1, 1)
    assert "--channel" in said
    assert terminal.type("store", "add", "nordic", "--channel", "C1")[0] == 0
    assert (store(terminal).timezone, store(terminal).language) == ("UTC", "en")


@pytest.mark.parametrize("option", ["--channel", "--leads-channel"])
def test_a_channels_name_in_place_of_its_id_is_one_sentence(terminal, option):
    places = {"--channel": "C1"} | {option: "#nordic-disputes"}
    told = [word for pair in places.items() for word in pair]

    code, said, complained = terminal.type("store", "add", "nordic", *told)

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert "“#nordic-disputes” is no channel id" in complained
    assert store(terminal) is None


def test_a_store_that_comes_back_says_what_connects_it(terminal):
    terminal.type("store", "add", "nordic", "--channel", "C1", "--access-token", "T")
    terminal.type("store", "remove", "nordic")

    assert "disputes store authorize nordic" in terminal.type("store", "add", "nordic")[2]
    assert terminal.type("store", "add", "nordic", "--access-token", "T")[2] == ""


def test_what_is_not_given_stays_as_it_was(terminal):
    zone = ("--timezone", "Asia/Shanghai", "--language", "zh")
    terminal.type("store", "add", "nordic", "--channel", "C1", *zone)

    assert terminal.type("store", "add", "nordic", "--access-token", "T")[0] == 0

    now = store(terminal)
    assert (now.channel, now.timezone, now.language) == ("C1", "Asia/Shanghai", "zh")
    assert now.access_token is not None


def test_what_waits_goes_to_the_new_channel_and_what_stands_stays(terminal):
    with terminal.database.write() as session:
        a_store(session, channel="C1")
        a_store(session, "toys", channel="C1")
        want = messages.want
        want(session, Kind.TROUBLE, "waits", "C1", payload={"store": "nordic"})
        stands = want(session, Kind.TROUBLE, "stands", "C1", payload={"store": "nordic"})
        stands.ts = "1.0"
        want(session, Kind.BRIEF, "under", "C1", payload={"store": "nordic"}, parent=stands)
        want(session, Kind.TROUBLE, "maybe", "C1", payload={"store": "nordic"}).ambiguous = True
        want(session, Kind.TROUBLE, "other", "C1", payload={"store": "toys"})

    terminal.type("store", "add", "nordic", "--channel", "C2")

    with terminal.database.read() as session:
        moved = session.exec(select(Message.key).where(Message.channel == "C2"))
        assert list(moved) == ["trouble:waits"]


# sync


def test_a_store_that_is_not_connected_is_one_sentence_and_no_warning(terminal):
    terminal.type("store", "add", "nordic", "--channel", "C1")

    code, said, complained = terminal.type("sync", "--store", "nordic")

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert "disputes store add nordic --access-token" in complained
    with terminal.database.read() as session:
        assert session.exec(select(Message)).all() == []


def test_where_no_store_is_connected_one_sentence_says_what_to_do(terminal):
    def told():
        code, said, complained = terminal.type("sync")
        assert (code, said, len(complained.splitlines())) == (1, "", 1)
        return complained

    assert "disputes store add NAME --channel ID" in told()
    terminal.type("store", "add", "nordic", "--channel", "C1")
    assert "disputes store authorize nordic" in told()
    terminal.type("store", "add", "toys", "--channel", "C1")
    assert "(nordic, toys)" in told()


def test_a_store_that_somebody_else_reads_for_long_is_one_sentence(terminal, monkeypatch):
    monkeypatch.setattr(sync, "PATIENCE", -1)
    terminal.type("store", "add", "nordic", "--channel", "C1", "--access-token", "T")
    with terminal.database.write() as session:
        rounds.hold(session, "nordic", process.desk().now())

    code, said, complained = terminal.type("sync")

    assert (code, said) == (1, "")
    assert complained == "nordic: somebody else is still reading it; try again later.\n"


# seed


def test_a_second_seed_leaves_what_people_set(terminal):
    def again():
        seed.seed(terminal.settings, NOON, people=True, shops=True)

    again()
    with terminal.database.write() as session:
        members.add(session, "UANA", Role.LEAD, EVERY_STORE, NOON)
        members.remove(session, "UBEN", None)
        session.get_one(Store, "nordic").language = "zh"
        token = session.get_one(Store, "nordic").access_token
        toys = session.get_one(Store, "toys")
        toys.removed_at, toys.access_token = NOON, None
        session.get_one(Store, "solar").access_token = None
    again()

    with terminal.database.read() as session:
        roles = {member.user_id: member.role for member in members.everyone(session)}
    assert (roles["UANA"], "UBEN" in roles) == (Role.LEAD, False)
    assert (store(terminal).language, store(terminal).access_token) == ("zh", token)
    assert store(terminal, "toys").access_token is None
    assert store(terminal, "solar").access_token is not None


# store add: tokens by hand, switches


def test_tokens_by_hand_with_their_ends_and_the_switch_are_listed(terminal):
    ends = ("--access-ends", "2999-01-01T00:00:00+00:00", "--refresh-ends", "2000-01-01T00:00:00Z")
    tokens = ("--access-token", "T-1", "--refresh-token", "R-1", "--seller-id", "267100")
    terminal.type("store", "add", "nordic", "--channel", "C1", *tokens, *ends, "--may-write")

    code, said, _ = terminal.type("store", "list")

    assert code == 0
    for word in ("C1", "yes", "access 355", "refresh ended", "seller 267100", "disputes: 0"):
        assert word in said
    assert "T-1" not in said + repr(store(terminal))
    terminal.type("store", "add", "nordic", "--no-may-write")
    assert store(terminal).may_write is False


def test_a_store_may_not_be_written_to_at_first(terminal):
    terminal.type("store", "add", "nordic", "--channel", "C1")

    assert store(terminal).may_write is False
    assert "not connected" in terminal.type("store", "list")[1]


@pytest.mark.parametrize("told", ["soon", "2026-12-24", "2026-12-24T18:00:00"])
def test_an_end_without_its_offset_is_one_sentence(terminal, told):
    code, _, said = terminal.type(
        "store", "add", "nordic", "--channel", "C1", "--access-ends", told
    )

    assert (code, len(said.splitlines())) == (1, 1)
    assert "with its offset" in said
    assert store(terminal) is None


# store authorize


def test_the_address_of_the_platform_is_all_of_standard_output(terminal, monkeypatch):
    for name, value in {
        "ALIEXPRESS_APP_KEY": "key",
        "ALIEXPRESS_APP_SECRET": "secret",
        "PUBLIC_URL": "https://desk.example.com/",
    }.items():
        monkeypatch.setenv(name, value)
    terminal.type("store", "add", "nordic", "--channel", "C1")

    code, said, hinted = terminal.type("store", "authorize", "nordic")

    address = urlsplit(said.strip())
    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    assert (code, said.count("\n"), "once" in hinted) == (0, 1, True)
    assert address._replace(query="").geturl() == "https://api-sg.aliexpress.com/oauth/authorize"
    assert asked.pop("state").replace("-", "").replace("_", "").isalnum()
    assert asked == {
        "response_type": "code",
        "force_auth": "true",
        "redirect_uri": "https://desk.example.com/aliexpress/callback",
        "client_id": "key",
    }


@pytest.mark.parametrize(("name", "why"), [("nordic", "ALIEXPRESS_APP_KEY"), ("no", "no store")])
def test_what_cannot_be_connected_is_one_sentence(terminal, name, why):
    terminal.type("store", "add", "nordic", "--channel", "C1")

    code, said, complained = terminal.type("store", "authorize", name)

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert why in complained


# store remove


def test_a_removed_store_keeps_its_history_and_forgets_its_tokens(terminal):
    terminal.type("store", "add", "nordic", "--channel", "C1", "--access-token", "T")
    with terminal.database.write() as session:
        intake.take_in_dispute(session, a_dispute_record(), NOON)

    assert terminal.type("store", "remove", "nordic")[0] == 0

    assert (store(terminal).access_token, store(terminal).removed_at is None) == (None, False)
    assert "nordic" not in terminal.type("store", "list")[1]
    terminal.type("store", "add", "nordic", "--access-token", "T")
    assert "disputes: 1" in terminal.type("store", "list")[1]


def test_the_demo_stores_say_of_some_products_who_answers_and_what_they_cost(terminal):
    seed.seed(terminal.settings, NOON, people=True, shops=True)
    with terminal.database.write() as session:
        [first, *_] = told = session.exec(select(Product)).all()
        first.owner_id = "UVIC"
    seed.seed(terminal.settings, NOON, people=True, shops=True)

    with terminal.database.read() as session:
        again = session.exec(select(Product)).all()
    assert len(again) == len(told) == len(seed.CATALOGUE)
    assert "UVIC" in {one.owner_id for one in again} <= {"UVIC", *seed.PEOPLE}
    assert all(one.cost and one.supplier and one.warehouse for one in again)
