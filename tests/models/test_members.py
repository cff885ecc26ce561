"""Members and their roles, in one store or in all."""

import pytest

from models import groups, members
from models.errors import NotAllowed, UnknownStore
from models.hours import presence
from models.members import EVERY_STORE, Actor, Member, Permission, Role
from tests.builders import NOON, a_store, an_actor


@pytest.fixture
def team(ground):
    """Two stores of ours, and one that was removed."""
    with ground.database.write() as session:
        a_store(session, "iberia")
        a_store(session, "old", removed_at=NOON)
    return ground


def add(team, user, role, store=EVERY_STORE):
    with team.database.write() as session:
        members.add(session, user, role, store, NOON)


def actor(team, user):
    with team.database.read() as session:
        return members.actor(session, user)


def stores_of(team, who, permission=Permission.SEE):
    with team.database.read() as session:
        return who.stores(session, permission)


def test_nobody_is_anything_until_added(team):
    assert actor(team, "UANA") == Actor("UANA", {})
    assert stores_of(team, actor(team, "UANA")) == frozenset()


def test_a_general_role_counts_in_every_store_that_is_ours(team):
    add(team, "UANA", Role.AGENT)

    assert stores_of(team, actor(team, "UANA"), Permission.CLAIM) == {"nordic", "iberia"}


def test_a_role_in_a_store_counts_there_alone(team):
    add(team, "UANA", Role.LEAD, "iberia")

    assert stores_of(team, actor(team, "UANA"), Permission.ASSIGN) == {"iberia"}


def test_of_two_roles_the_stores_own_counts(team):
    add(team, "UANA", Role.ADMIN)
    add(team, "UANA", Role.VIEWER, "iberia")

    assert stores_of(team, actor(team, "UANA"), Permission.CLAIM) == {"nordic"}


def test_added_again_a_role_is_changed(team):
    add(team, "UANA", Role.LEAD)
    add(team, "UANA", Role.AGENT)

    [member] = team.all(Member)
    assert member.role is Role.AGENT


@pytest.mark.parametrize("store", ["atlantis", "old"])
def test_a_role_in_a_store_that_is_not_ours_is_refused(team, store):
    with pytest.raises(UnknownStore, match=store):
        add(team, "UANA", Role.AGENT, store)


@pytest.mark.parametrize(("store", "gone", "left"), [("iberia", 1, 1), ("", 1, 1), (None, 2, 0)])
def test_roles_are_taken_away_one_by_one_or_all(team, store, gone, left):
    add(team, "UANA", Role.AGENT)
    add(team, "UANA", Role.LEAD, "iberia")
    add(team, "UBEN", Role.AGENT)

    with team.database.write() as session:
        assert members.remove(session, "UANA", store) == gone

    assert len(actor(team, "UANA").roles) == left
    assert len(actor(team, "UBEN").roles) == 1


def test_who_may_do_something_in_a_store(team):
    for user, role, store in [
        ("UBEN", Role.AGENT, EVERY_STORE),
        ("UANA", Role.AGENT, "iberia"),
        ("UVIC", Role.VIEWER, EVERY_STORE),
        ("ULEA", Role.LEAD, "nordic"),
    ]:
        add(team, user, role, store)

    with team.database.read() as session:
        assert members.may_in(session, Permission.CLAIM, "iberia") == ["UANA", "UBEN"]
        assert members.may_in(session, Permission.ASSIGN, "nordic") == ["ULEA"]


def test_whoever_is_in_a_group_counts_as_anybody_with_its_role(team):
    add(team, "CLEADS", Role.LEAD, "nordic")
    add(team, "SAGENTS", Role.AGENT)
    add(team, "UVIC", Role.VIEWER)
    with team.database.write() as session:
        groups.put(session, "CLEADS", {"ULEA", "UVIC", "UBEN"}, NOON)
        groups.put(session, "SAGENTS", {"UVIC", "UBEN"}, NOON)

    with team.database.read() as session:
        assert members.may_in(session, Permission.CLAIM, "iberia") == ["UBEN"]
        assert members.may_in(session, Permission.ASSIGN, "nordic") == ["UBEN", "ULEA"]
        assert presence.stale(session, NOON, 9) == ["UBEN", "ULEA", "UVIC"]
    assert actor(team, "UVIC").role_in("iberia") is Role.VIEWER


def test_of_several_groups_the_highest_role_counts(team):
    for group, role in {"S1": Role.VIEWER, "S2": Role.LEAD, "S3": Role.AGENT}.items():
        add(team, group, role)
        with team.database.write() as session:
            groups.put(session, group, {"UANA"}, NOON)

    assert actor(team, "UANA").roles == {EVERY_STORE: Role.LEAD}
    add(team, "S1", Role.VIEWER, "iberia")
    assert actor(team, "UANA").role_in("iberia") is Role.LEAD


def test_what_a_person_was_given_counts_before_any_group_in_every_store(team):
    add(team, "UANA", Role.LEAD)
    add(team, "UBEN", Role.AGENT, "iberia")
    add(team, "S1", Role.VIEWER, "iberia")
    add(team, "S1", Role.ADMIN)
    with team.database.write() as session:
        groups.put(session, "S1", {"UANA", "UBEN"}, NOON)

    assert actor(team, "UANA").role_in("iberia") is Role.LEAD
    assert [actor(team, "UBEN").role_in(s) for s in ("iberia", "nordic")] == [
        Role.AGENT,
        Role.ADMIN,
    ]


def test_a_group_is_nobody_to_be_given_anything(team):
    add(team, "S1", Role.LEAD)

    assert actor(team, "S1").roles == {}


@pytest.mark.parametrize("permission", Permission)
def test_an_admin_may_all_and_a_viewer_only_look(permission):
    assert an_actor(Role.ADMIN).may(permission, "nordic")
    assert an_actor(Role.VIEWER).may(permission, "nordic") is (permission is Permission.SEE)


def test_leading_is_the_leads(team):
    leading = {Permission.ASSIGN, Permission.RELEASE_OTHERS, Permission.DIGEST}
    allowed = {p for p in Permission if an_actor(Role.AGENT).may(p, "nordic")}

    assert allowed.isdisjoint(leading)
    assert allowed >= {Permission.CLAIM, Permission.REPLY, Permission.RESOLVE}


def test_a_refusal_names_what_is_missing():
    with pytest.raises(NotAllowed, match="Only leads can see the digest and the figures"):
        an_actor(Role.AGENT).require_somewhere(Permission.DIGEST)
    with pytest.raises(NotAllowed, match="You have no role on this desk yet"):
        an_actor(None).require_somewhere(Permission.SEE)


def test_a_role_elsewhere_is_not_called_none_at_all():
    with pytest.raises(NotAllowed, match="You have no role in the store sakura") as refused:
        an_actor(Role.AGENT, store="nordic").require(Permission.SEE, "sakura")
    assert "--store sakura" in str(refused.value)


def test_every_permission_has_words_for_its_refusal():
    for permission in Permission:
        assert str(NotAllowed(f"not-allowed-{permission}")).endswith(".")


def test_a_home_is_remembered_from_its_first_look_on(team):
    for _ in range(2):
        with team.database.write() as session:
            members.open_home(session, "UANA", NOON)

    with team.database.read() as session:
        assert session.get(members.Home, "UANA").language == "en"
