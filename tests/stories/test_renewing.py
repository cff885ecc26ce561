"""Access is renewed before it ends, whoever dies on the way; and SECRET_KEY may change."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from jobs import checks, polls, relocking, renewing
from jobs import desk as process
from jobs.stores import vault
from models import stores
from models.database import clock
from models.reading import access, sources
from models.reading.access import Access
from models.reading.sources import Door
from models.records import Status
from models.secrets import Vault
from models.stores import Store
from tests.support.ground import at_once

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ending(gateway, desk):
    """The nordic store's access ends in twenty minutes."""
    with desk.database.write() as session:
        mine = access.of(session, "nordic")
        mine.renew_at = desk.now() - MINUTE
        session.add(mine)
        stores.get(session, "nordic").access_expires_at = desk.now() + 20 * MINUTE
    return desk


def token(desk, name="nordic"):
    with desk.database.read() as session:
        return vault(desk).unlock(session.get(Store, name).access_token)


def changed(desk, **values):
    with desk.database.write() as session:
        mine = access.of(session, "nordic")
        for name, value in values.items():
            setattr(mine, name, value)
        session.add(mine)


def test_what_ends_soon_is_renewed_by_one_worker(ending):
    before = token(ending)

    told = at_once(*[lambda: renewing.renew_store(ending, "nordic")] * 3)

    assert sorted(told) == [False, False, True]
    assert token(ending) != before
    with ending.database.read() as session:
        store = stores.get(session, "nordic")
        assert store.access_expires_at > ending.now() + timedelta(days=29)
        assert store.refresh_expires_at > ending.now() + timedelta(days=1000)
    renewing.renew()
    assert not renewing.renew_store(ending, "nordic")


@pytest.mark.parametrize("fault", ["lost_answer", "lost_500", "drop", "ApiCallLimit"])
def test_an_answer_that_is_lost_is_asked_for_again(ending, gateway, fault):
    before = token(ending)
    gateway.fault(fault, method="/auth/token/refresh", count=1, seconds=2)

    renewing.renew()
    assert token(ending) == before
    changed(ending, try_at=None)
    renewing.renew()

    assert token(ending) != before


def test_a_worker_that_was_killed_leaves_it_to_the_next(ending):
    before = token(ending)
    with ending.database.write() as session:
        access.claim(session, "nordic", ending.now())  # And nothing more was heard of it.
    renewing.renew()
    assert token(ending) == before

    with ending.database.read() as session:
        long_ago = clock(session) - MINUTE
    changed(ending, held_until=long_ago)
    renewing.renew()

    assert token(ending) != before


def test_tokens_given_by_hand_meanwhile_are_not_overwritten(ending):
    with ending.database.write() as session:
        held = access.claim(session, "nordic", ending.now())
        store = stores.get(session, "nordic")
        session.expunge(store)
    with ending.database.write() as session:
        by_hand = access.Tokens("by hand", None, None, None)
        access.given(session, vault(ending), stores.get(session, "nordic"), by_hand, ending.now())

    late = access.Tokens("late", "r", None, None)
    assert not renewing._renewed(ending, held, store, late)

    assert token(ending) == "by hand"


def test_tokens_without_an_end_are_renewed_when_they_are_rejected(desk, gateway):
    gateway.open("L1", "nordic")
    with desk.database.write() as session:
        tokens = access.Tokens("no longer good", None, None, None)
        access.given(session, vault(desk), stores.get(session, "nordic"), tokens, desk.now())

    polls.poll_store("nordic")
    renewing.renew()

    assert gateway.source("nordic", token=token(desk)).listed(Status.PROCESSING, 1).rows
    with desk.database.read() as session:
        assert session.get(Access, "nordic").need is None
        assert sources.of(session, "nordic", Door.DISPUTES).try_at is None


def need(desk):
    with desk.database.read() as session:
        mine = session.get(Access, "nordic")
        return mine.need, mine.episode


def test_a_renewal_that_is_refused_is_told_once(ending, gateway):
    gateway.control("revoke", store="nordic")

    renewing.renew()
    renewing.renew()

    assert need(ending) == ("revoked", 1)


def test_an_app_that_is_not_accepted_is_told_until_it_is(ending, monkeypatch):
    monkeypatch.setenv("ALIEXPRESS_APP_SECRET", "wrong")
    renewing.renew()
    assert need(ending) == ("app", 1)

    process.close()
    monkeypatch.setenv("ALIEXPRESS_APP_SECRET", "sandbox-secret")
    changed(ending, try_at=None)
    renewing.renew()

    assert need(ending) == (None, 1)


# A change of SECRET_KEY.


@pytest.fixture
def keys(desk, monkeypatch):
    """Start the jobs again with these keys, as a person would who changed the setting."""

    def keys(*each):
        process.close()
        monkeypatch.setenv("SECRET_KEY", ",".join(each))
        return process.desk()

    return keys


def finding(desk, what="secrets"):
    return next(one for one in checks.all_of(desk) if one.what == what)


def test_what_is_stored_is_locked_anew_with_the_newest_key(desk, keys):
    [old], new = desk.settings.fernet_keys, Fernet.generate_key().decode()
    plain = token(desk)

    both = keys(new, old)
    assert "6 tokens still need an older key" in finding(both).said
    relocking.relock()
    relocking.relock()

    assert finding(both).well
    alone = keys(new)
    assert token(alone) == plain
    with alone.database.read() as session:
        assert Vault(new).is_newest(session.get(Store, "toys").refresh_token)


def test_a_token_that_no_key_opens_holds_up_no_other(desk, keys):
    [old], new = desk.settings.fernet_keys, Fernet.generate_key().decode()
    with desk.database.write() as session:
        stores.get(session, "nordic").access_token = Vault(Fernet.generate_key().decode()).lock("x")

    keys(new, old)
    relocking.relock()

    assert token(keys(new), "toys") == "sandbox-access-toys"
