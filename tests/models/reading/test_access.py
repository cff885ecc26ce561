"""A store's access: renewed in time by one worker, and told of once when a person is needed."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given as for_all
from hypothesis import strategies as st

from models import stores
from models.messages import Kind
from models.reading import access, grants, needs
from models.reading.access import EARLY, Access, Need, Tokens
from models.secrets import Vault
from models.stores import Store
from tests.builders import DAY, HOUR, NOON, STORE
from tests.support.ground import at_once

VAULT = Vault(Fernet.generate_key().decode())
MINUTE = HOUR / 60


def told(token="a", refresh_token="r", ends=NOON + 30 * DAY, last=NOON + 60 * DAY, **more):  # noqa: S107 - Tokens of nobody's.
    return Tokens(token, refresh_token, ends, last, **more)


def do(ground, act, *about, **more):
    """One step on the store, in a transaction of its own."""
    with ground.database.write() as session:
        return act(session, *about, **more)


def keep(ground, tokens, now=NOON):
    with ground.database.write() as session:
        access.keep(session, VAULT, stores.get(session, STORE), tokens, now)


def give(ground, tokens, now=NOON):
    with ground.database.write() as session:
        access.given(session, VAULT, stores.get(session, STORE), tokens, now)


def tell(ground, now=NOON):
    with ground.database.write() as session:
        return needs.tell(session, session.get_one(Store, STORE), now)


def stands(ground):
    with ground.database.read() as session:
        return session.get(Store, STORE), session.get(Access, STORE)


def due(ground, now):
    with ground.database.read() as session:
        return access.due(session, now)


# Renewing.


def test_a_token_is_renewed_half_an_hour_before_its_end(ground):
    keep(ground, told(ends=NOON + 10 * HOUR))

    assert due(ground, NOON + 10 * HOUR - EARLY - MINUTE) == []
    assert due(ground, NOON + 10 * HOUR - EARLY) == [STORE]


@for_all(life=st.integers(0, 400 * 86_400).map(lambda seconds: timedelta(seconds=seconds)))
def test_no_token_is_renewed_before_half_of_its_life_is_over(life):
    renewed = access.early(NOON + life, NOON)

    assert NOON + life / 2 <= renewed <= NOON + life
    assert renewed == NOON + life - EARLY or life < 2 * EARLY


def test_a_token_given_by_hand_that_ends_soon_is_renewed_at_once(ground):
    give(ground, told(ends=NOON + 20 * MINUTE))

    assert due(ground, NOON) == [STORE]


def test_without_a_refresh_token_or_for_a_removed_store_nothing_is_renewed(ground):
    give(ground, told(refresh_token=None, ends=NOON, last=None))
    assert due(ground, NOON + DAY) == []

    give(ground, told(ends=NOON))
    do(ground, lambda session: setattr(session.get(Store, STORE), "removed_at", NOON))
    assert due(ground, NOON + DAY) == []


def test_of_many_workers_one_renews(ground):
    keep(ground, told(ends=NOON))

    held = at_once(*[lambda: do(ground, access.claim, STORE, NOON)] * 4)

    assert len([one for one in held if one is not None]) == 1


def test_a_worker_that_died_holds_nobody_up(ground):
    keep(ground, told(ends=NOON))
    first = do(ground, access.claim, STORE, NOON)
    do(ground, lambda session: setattr(session.get(Access, STORE), "held_until", NOON - 999 * DAY))

    second = do(ground, access.claim, STORE, NOON)

    assert do(ground, access.holds, second)
    assert not do(ground, access.holds, first)


def test_who_comes_back_late_changes_nothing(ground):
    keep(ground, told(ends=NOON))
    held = do(ground, access.claim, STORE, NOON)
    give(ground, told("by hand"))

    assert not do(ground, access.holds, held)
    assert not do(ground, access.revoked, held, NOON)
    assert stands(ground)[1].revoked_at is None


def test_each_failure_waits_longer_until_eight_minutes(ground):
    keep(ground, told(ends=NOON))
    waited, now = [], NOON
    for _try in range(7):
        held = do(ground, access.claim, STORE, now)
        do(ground, access.put_off, held, now)
        assert do(ground, access.claim, STORE, now) is None
        waited.append(stands(ground)[1].try_at - now)
        now = stands(ground)[1].try_at

    assert [wait.total_seconds() for wait in waited] == [15, 30, 60, 120, 240, 480, 480]


# What the platform rejects.


def test_a_rejected_token_without_an_end_is_renewed_now(ground):
    give(ground, told(ends=None, last=None))
    assert due(ground, NOON + 999 * DAY) == []

    assert do(ground, access.rejected, stands(ground)[0], NOON)

    assert due(ground, NOON) == [STORE]


def test_a_rejection_of_a_token_that_was_replaced_says_nothing(ground):
    give(ground, told(refresh_token=None))
    before = stands(ground)[0]
    give(ground, told("another", refresh_token=None))

    do(ground, access.rejected, before, NOON)

    assert stands(ground)[1].revoked_at is None


def test_a_token_that_nothing_renews_is_revoked_when_it_is_rejected(ground):
    give(ground, told(refresh_token=None))

    assert not do(ground, access.rejected, stands(ground)[0], NOON)
    tell(ground)

    assert stands(ground)[1].need is Need.REVOKED


# By hand.


def test_a_token_by_hand_brings_its_own_end_or_none(ground):
    give(ground, told(seller_id="12"))
    give(ground, told("another", None, None, None))

    store, mine = stands(ground)
    assert VAULT.unlock(store.access_token) == "another"
    assert (VAULT.unlock(store.refresh_token), store.access_expires_at) == ("r", None)
    assert (store.refresh_expires_at, mine.seller_id) == (NOON + 60 * DAY, "12")


def test_a_refresh_token_alone_is_used_at_once(ground):
    give(ground, told(None, "r", None, None))

    assert due(ground, NOON) == [STORE]


def test_nothing_given_changes_nothing(ground):
    give(ground, told())
    before = stands(ground)
    give(ground, told(None, None, None, None))

    assert stands(ground) == before


# What a person must mend.


def test_a_need_is_told_once_and_mended_once(ground):
    keep(ground, told(last=NOON + 8 * DAY))
    assert [tell(ground), tell(ground, NOON + DAY), tell(ground, NOON + DAY)] == [
        False,
        True,
        False,
    ]

    keep(ground, told(last=NOON + 60 * DAY))
    assert [tell(ground, NOON + 2 * DAY), tell(ground, NOON + 3 * DAY)] == [True, False]

    [message] = ground.messages(Kind.TROUBLE)
    assert message.payload["mended_at"] == (NOON + 2 * DAY).isoformat()


def test_the_next_need_is_another_message(ground):
    for day in (0, 100):
        keep(ground, told(last=NOON + day * DAY), NOON + day * DAY)
        tell(ground, NOON + day * DAY)
        keep(ground, told(last=NOON + (day + 60) * DAY), NOON + day * DAY)
        tell(ground, NOON + day * DAY)

    assert len(ground.messages(Kind.TROUBLE)) == 2


def test_the_worst_need_is_told_in_the_same_message(ground):
    keep(ground, told(last=NOON + DAY))
    tell(ground)
    do(ground, access.refused, STORE, "orders", Need.PERMISSION)
    tell(ground)

    [message] = ground.messages(Kind.TROUBLE)
    assert message.payload["need"] == "permission"
    assert message.wanted == 2


def test_a_door_that_is_open_again_takes_its_own_complaint_away_only(ground):
    keep(ground, told())
    for door in ("orders", "parcels"):
        do(ground, access.refused, STORE, door, Need.PERMISSION)

    do(ground, access.served, STORE, "orders")
    tell(ground)

    assert stands(ground)[1].refused == {"parcels": "permission"}
    assert stands(ground)[1].need is Need.PERMISSION


def test_a_store_that_was_never_connected_needs_nothing(ground):
    assert not tell(ground)


def test_a_store_that_is_removed_needs_nothing_more(ground):
    give(ground, told(refresh_token=None))
    do(ground, access.rejected, stands(ground)[0], NOON)
    tell(ground)

    with ground.database.write() as session:
        store = stores.get(session, STORE)
        store.removed_at = NOON
        access.cut(session, store)
    tell(ground)

    [message] = ground.messages(Kind.TROUBLE)
    assert message.payload["removed_at"] == NOON.isoformat()
    assert stands(ground)[0].access_token is None


def test_what_changes_with_time_alone_is_found(ground):
    keep(ground, told(last=NOON + 60 * DAY))
    with ground.database.read() as session:
        assert needs.changed(session, NOON + 52 * DAY) == []
        assert needs.changed(session, NOON + 53 * DAY) == [STORE]


# Codes.


def test_of_many_workers_one_exchanges_a_code_and_a_state_brings_one(ground):
    assert do(ground, grants.take, "nonce", STORE, b"code", NOON)
    assert not do(ground, grants.take, "nonce", STORE, b"another", NOON)

    held = at_once(*[lambda: do(ground, grants.claim, "nonce", NOON)] * 4)

    [(mine, grant)] = [one for one in held if one is not None]
    assert grant.code == b"code"
    assert do(ground, grants.finish, mine, NOON)
    with ground.database.read() as session:
        assert grants.due(session, NOON + DAY) == []


@pytest.mark.parametrize(("age", "left"), [(grants.KEPT, 1), (grants.KEPT + MINUTE, 0)])
def test_what_a_state_brought_is_remembered_for_a_day(ground, age, left):
    do(ground, grants.take, "nonce", STORE, b"code", NOON)

    do(ground, grants.forget_old, NOON + age)

    with ground.database.read() as session:
        assert len(grants.due(session, NOON + age)) == left
