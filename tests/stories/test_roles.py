"""Roles: given, changed and taken by admins, to people, to user groups and to private channels."""

import pytest
from sqlmodel import col, select

from jobs import groups as job
from models import members
from models.events import AuditEntry
from models.members import Role
from slackbot import ids
from tests.support.reading import text_of


def said(answer):
    return text_of(answer["ephemeral"][0])


def roles(story, words="", user="UADA"):
    answer = story.workspace.command(user, f"/dispute roles {words}".strip())
    story.settle()
    return said(answer)


def may_claim(story, user):
    answer = story.workspace.command(user, "/dispute next")
    return not said(answer).startswith(("You have no role", "Your role does not let you claim"))


def given(**fields):
    blank = {ids.ROLE_PERSON: None, ids.ROLE_CHANNEL: None, ids.ROLE_GROUP: ""}
    whole = blank | {ids.ROLE_ROLE: "agent", ids.ROLE_STORE: "*"} | fields
    return {block: {ids.VALUE: value} for block, value in whole.items() if value is not None}


@pytest.fixture
def opened(story, dispute):
    """The form that gives a role, opened from the list."""
    answer = story.workspace.command("UADA", "/dispute roles")
    story.workspace.press("UADA", ids.ROLE_ADD, message=answer["ephemeral"][0])


def test_the_list_says_who_may_do_what_and_who_gave_it(story, dispute):
    roles(story, "<@UOUT> lead nordic")

    listed = roles(story)
    assert "<@UANA> · *agent* · every store" in listed
    assert "<@UOUT> · *lead* · nordic · given by <@UADA>" in listed


def test_a_person_is_given_a_role_by_command_and_it_counts_at_once(story, dispute):
    assert not may_claim(story, "UOUT")

    assert roles(story, "<@UOUT|otto> agent") == "<@UOUT> is agent now: every store."
    assert may_claim(story, "UOUT")
    assert roles(story, "<@UOUT> none") == "<@UOUT> has no role any more: every store."
    assert not may_claim(story, "UOUT")
    assert "There is no member UOUT" in roles(story, "<@UOUT> none")


def test_the_form_gives_a_role_and_says_so(story, opened):
    done = story.workspace.submit("UADA", given(**{ids.ROLE_PERSON: "UOUT"}))

    assert "<@UOUT> is agent now: every store." in text_of(done["view"])
    assert may_claim(story, "UOUT")


def test_the_form_changes_and_takes_away(story, dispute):
    listed = story.workspace.command("UADA", "/dispute roles")["ephemeral"][0]
    buttons = [block["accessory"] for block in listed["blocks"] if "accessory" in block]
    [value] = [button["value"] for button in buttons if button["value"].startswith("UBEN")]
    story.workspace.press("UADA", ids.ROLE_CHANGE, value, message=listed)
    story.workspace.submit("UADA", {ids.ROLE_ROLE: {ids.VALUE: "none"}})

    assert not may_claim(story, "UBEN")


@pytest.mark.parametrize("fields", [{}, {ids.ROLE_PERSON: "UOUT", ids.ROLE_CHANNEL: "CLEADS"}])
def test_the_form_wants_one_of_the_three(story, opened, fields):
    answer = story.workspace.submit("UADA", given(**fields))

    assert answer["errors"] == {ids.ROLE_PERSON: "Name one: a person, a channel or a user group."}


def test_everybody_in_a_private_channel_has_its_role_while_they_are_in_it(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["ULEA", "UOUT"])
    roles(story, "<#CLEADS|leads> agent nordic")

    assert may_claim(story, "UOUT")
    assert "<#CLEADS> · *agent* · nordic · 3 people" in roles(story)
    story.workspace.control("channel", channel="CLEADS", people=["ULEA"])
    job.refresh()
    assert not may_claim(story, "UOUT")


def test_everybody_in_a_user_group_too(story, dispute):
    story.workspace.control("usergroup", usergroup="SLEADS", users=["UOUT"])
    assert roles(story, "<!subteam^SLEADS|@leads> lead").startswith(
        "user group SLEADS is lead now: every store. It counts for each of its people once"
    )

    assert may_claim(story, "UOUT")
    story.workspace.control("usergroup", usergroup="SLEADS", users=["ULEA"])
    job.refresh()
    assert not may_claim(story, "UOUT")


def test_a_public_channel_gives_nobody_a_role(story, dispute):
    roles(story, "CNORDIC agent")

    assert not may_claim(story, "UOUT")
    assert "the channel is public" in roles(story)


def test_a_channel_that_the_app_was_taken_out_of_gives_nobody_a_role(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["UOUT"])
    roles(story, "CLEADS agent")
    assert may_claim(story, "UOUT")

    story.workspace.control("channel", channel="CLEADS", bot_is_member=False)
    job.refresh()
    assert not may_claim(story, "UOUT")
    assert "Slack says channel_not_found" in roles(story)


def test_while_slack_does_not_answer_whoever_was_in_it_keeps_it(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["UOUT"])
    roles(story, "CLEADS agent")
    story.workspace.fault("500", method="conversations.members")
    job.refresh()
    story.workspace.clear()

    assert may_claim(story, "UOUT")


def test_a_persons_own_role_counts_before_their_groups(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["UVIC"])
    roles(story, "CLEADS lead")

    assert not may_claim(story, "UVIC")


def test_taken_from_a_group_its_people_have_nothing(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["UOUT"])
    roles(story, "CLEADS agent")
    roles(story, "CLEADS none")
    roles(story, "CLEADS agent nordic")

    with story.desk.database.read() as session:
        assert members.actor(session, "UOUT").roles == {"nordic": Role.AGENT}


@pytest.mark.parametrize("user", ["UOUT", "UVIC", "UANA", "ULEA"])
def test_only_admins_see_and_give_roles(story, dispute, user):
    for words in ("", "<@UOUT> admin"):
        refusal = roles(story, words, user)
        assert refusal.startswith(("Only admins can see and give", "You have no role"))
    with story.desk.database.read() as session:
        assert members.actor(session, "UOUT").roles == {}


def test_an_admin_of_one_store_gives_roles_there_alone(story, dispute):
    roles(story, "<@UOUT> admin nordic")

    assert "is agent now: nordic" in roles(story, "<@UVIC> agent nordic", "UOUT")
    assert "by admins of every store" in roles(story, "<@UVIC> agent", "UOUT")
    assert "no role in the store solar" in roles(story, "<@UVIC> agent solar", "UOUT")
    assert "There is no store" in roles(story, "<@UVIC> agent atlantis")


def test_nobody_shuts_themselves_out(story, dispute):
    for words in ("<@UADA> none", "<@UADA> lead"):
        assert "take your own right to give roles away" in roles(story, words)
    with story.desk.database.read() as session:
        assert members.actor(session, "UADA").role_in("nordic") is Role.ADMIN


def test_no_role_in_one_store_takes_from_an_admin_of_all_what_undoes_it(story, dispute):
    roles(story, "<@UOUT> admin nordic")
    taken = roles(story, "<@UADA> viewer nordic", "UOUT")
    assert taken.startswith("<@UADA> is an admin of every store; only another one")

    roles(story, "SLEADS viewer nordic")
    assert "has no role any more" in roles(story, "SLEADS none nordic")


def test_a_group_cannot_be_given_a_dispute(story, dispute):
    roles(story, "SLEADS agent")
    answer = story.workspace.command("ULEA", f"/dispute assign #{dispute.number} SLEADS")

    assert "cannot be given disputes of this store" in said(answer)


def test_a_channel_shared_with_another_company_gives_nobody_a_role(story, dispute):
    story.workspace.control("channel", channel="CLEADS", people=["UOUT"], is_ext_shared=True)
    roles(story, "CLEADS agent")

    assert not may_claim(story, "UOUT")
    assert "shared with another company" in roles(story)


def test_of_many_people_none_is_left_out(story, dispute):
    crowd = [f"U{n:05}" for n in range(2500)]
    story.workspace.control("channel", channel="CLEADS", people=[*crowd, "UOUT"])
    roles(story, "CLEADS agent")

    assert may_claim(story, "UOUT")


def test_a_group_that_never_answers_holds_up_no_other(story, dispute):
    roles(story, "CLEADS agent")
    roles(story, "SLEADS agent")
    story.workspace.control("usergroup", usergroup="SLEADS", users=["UOUT"])
    story.workspace.fault("500", method="conversations.members")
    job.refresh()

    assert may_claim(story, "UOUT")


def test_what_is_no_id_stands_at_its_field(story, opened):
    answer = story.workspace.submit("UADA", given(**{ids.ROLE_GROUP: "leads"}))

    assert list(answer["errors"]) == [ids.ROLE_GROUP]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("<@UOUT>", "Say who, and what"),
        ("<@UOUT> boss", "Say which role"),
        ("everybody agent", "“everybody” is nobody's id in Slack"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_write(story, dispute, words, sentence):
    assert roles(story, words).startswith(sentence)


def test_each_change_is_written_down(story, dispute):
    roles(story, "<@UOUT> agent")
    roles(story, "<@UOUT> none")

    with story.desk.database.read() as session:
        changes = col(AuditEntry.action).startswith("Role")
        found = session.exec(select(AuditEntry).where(changes).order_by(AuditEntry.id)).all()
    assert [(e.actor, e.action, e.details["member"]) for e in found] == [
        ("UADA", "RoleGiven", "UOUT"),
        ("UADA", "RoleTaken", "UOUT"),
    ]


def test_the_terminal_gives_a_group_a_role_and_lists_it(story, dispute, type_in):
    story.workspace.control("usergroup", usergroup="SLEADS", users=["UOUT", "UVIC"])
    code, words, _ = type_in("member", "add", "SLEADS", "--role", "agent", "--store", "nordic")
    assert (code, "once Slack has said who they are" in words) == (0, True)
    story.settle()

    assert may_claim(story, "UOUT")
    listed = type_in("member", "list")[1]
    [line] = [line for line in listed.splitlines() if "SLEADS" in line]
    assert "terminal" in line
    assert line.rstrip("│ ").endswith("2")
