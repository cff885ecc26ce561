"""Every verb says the same to the same person, by slash command, in a thread and on the board."""

import pytest

from models import disputes, members
from models.members import Role
from slackbot import ids
from slackbot.listeners.verb_forms import FORMS
from slackbot.verbs import VERBS
from tests.support.reading import text_of

PEOPLE = {
    "UOUT": None,
    "UVIC": Role.VIEWER,
    "UANA": Role.AGENT,
    "ULEA": Role.LEAD,
    "UADA": Role.ADMIN,
}
LEADS = ("ULEA", "UADA")
AGENTS = ("UANA", *LEADS)
EVERYBODY = ("UVIC", *AGENTS)
# Who may, of a fresh dispute of their store that nobody has.
MAY = {
    "claim": AGENTS,
    "assign": LEADS,
    "reply": AGENTS,
    "send": EVERYBODY,  # Whoever may not is given the text to copy.
    "extend": EVERYBODY,
    "case": EVERYBODY,
    "history": EVERYBODY,
    "evidence": EVERYBODY,
    "show": EVERYBODY,
    "cause": AGENTS,
    "escalate": AGENTS,
    "resolve": AGENTS,
    "snooze": AGENTS,
    "repost": AGENTS,
    "relate": AGENTS,
    "merge": AGENTS,
    "unmerge": (),  # It stands alone.
    "release": (),  # Nobody has it.
    "reopen": (),  # It is open.
}
NOT_NOW = {"release", "reopen", "snooze", "unmerge"}  # Not on the board of what nobody has.
REFUSALS = (
    "You have no role on this desk yet",
    "Your role does not let you",
    "Only leads",
    "Nobody has",
    "is open already",
    "is not merged into",
)
OF_THE_DESK = {
    "list",
    "next",
    "rules",
    "replies",
    "help",
    "digest",
    "forecast",
    "health",
    "hotspots",
    "stuck",
    "language",
    "find",
    "roles",
    "figures",
}


def slash(story, dispute, user, verb):
    return story.workspace.command(user, f"/dispute {verb} #{dispute.number}")


def thread(story, dispute, user, verb):
    before = len(story.workspace.inbox(user))
    story.workspace.say(user, f"!{verb}", dispute.channel, thread_ts=dispute.card()["ts"])
    story.settle()
    answers = story.workspace.inbox(user)[before:]
    button = f"{ids.OPEN}{verb}"
    if answers and button in str(answers[-1]):
        return story.workspace.press(user, button, message=answers[-1])
    return {"view": None, "ephemeral": answers}


def board(story, dispute, user, verb):
    view = story.workspace.shortcut(user, dispute.card(), ids.SHORTCUT)["view"]
    button = f"{ids.OPEN}{verb}"
    return story.workspace.press(user, button) if button in str(view) else {"view": view}


def verdict(answer):
    """What the person reads: the form that opened, or the sentence."""
    view = answer["view"]
    if view is None:
        return text_of(answer["ephemeral"][-1]) if answer["ephemeral"] else ""
    if view["callback_id"] != ids.WAITING_MODAL:
        return view["callback_id"]
    return text_of(view).strip()


@pytest.fixture
def fresh(story, dispute):
    """As it came: nobody has it, it is open, and nobody looks at a form."""

    def fresh(user):
        while story.workspace.view(user) is not None:
            story.workspace.dismiss(user)
        with story.desk.database.write() as session:
            row = disputes.get(session, dispute.number)
            row.assignee_id = row.claimed_at = row.snoozed_until = row.escalated_at = None
            session.add(row)
        return dispute

    return fresh


def test_the_table_names_every_verb():
    assert set(MAY) | OF_THE_DESK == set(VERBS)
    assert set(MAY) | OF_THE_DESK >= set(FORMS) - {"more"}


@pytest.mark.parametrize("user", PEOPLE)
def test_whoever_may_by_one_way_may_by_all_and_else_reads_the_same(story, fresh, user):
    for verb, people in MAY.items():
        by_slash = verdict(slash(story, fresh(user), user, verb))
        in_thread = verdict(thread(story, fresh(user), user, verb))
        on_board = verdict(board(story, fresh(user), user, verb))

        assert (verb, refused(by_slash)) == (verb, user not in people)
        if verb == "show":  # In a thread and on the board it goes where everybody reads it.
            continue
        assert (verb, in_thread) == (verb, by_slash)
        assert (verb, on_board) in {(verb, by_slash), (verb, ids.BOARD_MODAL)}
        assert on_board != ids.BOARD_MODAL or verb in NOT_NOW


def test_a_role_in_another_store_lets_nobody_do_anything_anywhere(story, fresh):
    with story.desk.database.write() as session:
        members.add(session, "UOUT", Role.ADMIN, "solar", story.desk.now())
    for verb in MAY:
        said = {verdict(way(story, fresh("UOUT"), "UOUT", verb)) for way in (slash, thread, board)}

        assert {one.partition(".")[0] for one in said} == {"You have no role in the store nordic"}
    for words in ("list", "find speaker", "next", "figures nordic"):
        answer = story.workspace.command("UOUT", f"/dispute {words}")
        assert f"#{fresh('UOUT').number}" not in text_of(answer["ephemeral"][0])


# What whoever may reads in a thread, and what opens on the board.
OPENS = {
    "next": (AGENTS, "Why this one", ids.BOARD_MODAL),
    "list": (EVERYBODY, "dispute: open", ids.LIST_MODAL),
    "digest": (LEADS, "is on its way to", "is on its way to"),
}


@pytest.mark.parametrize("verb", OPENS)
def test_what_is_about_no_dispute_stands_on_the_board_as_well(story, fresh, verb):
    people, told, opened = OPENS[verb]
    for user in set(PEOPLE) - {"UOUT"}:
        on_board = verdict(board(story, fresh(user), user, verb))
        in_thread = verdict(thread(story, fresh(user), user, verb))

        refusals = [said.startswith(REFUSALS) for said in (on_board, in_thread)]
        assert (verb, user, refusals) == (verb, user, [user not in people] * 2)
        if user in people:
            assert (opened in on_board, told in in_thread) == (True, True)


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("figures", "Last 30 days"),
        ("forecast", "is due"),
        ("health", "Liability rate"),
        ("hotspots", "No hot spot stands"),
        ("stuck", "Nothing is stuck"),
    ],
)
def test_what_leads_ask_of_all_stores_is_answered_in_a_thread(story, fresh, verb, told):
    assert told in verdict(thread(story, fresh("ULEA"), "ULEA", verb))


def refused(said):
    return any(words in said for words in REFUSALS)


@pytest.mark.parametrize(("user", "parts"), [("UVIC", 1), ("UANA", 2), ("ULEA", 3), ("UADA", 4)])
def test_help_tells_each_what_their_role_lets_them_say(story, user, parts):
    said = text_of(story.workspace.command(user, "/dispute help")["ephemeral"][0])

    marks = ("/dispute show", "/dispute claim", "/dispute assign", "/dispute roles")
    assert [mark in said for mark in marks] == [n < parts for n in range(4)]


def test_whoever_has_no_role_is_told_whom_to_ask(story):
    said = story.workspace.command("UOUT", "/dispute help")["ephemeral"][0]["text"]

    assert said.startswith("You have no role on this desk yet")
