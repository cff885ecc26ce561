"""Teams write their own replies in Slack: seen before they are kept, offered, counted."""

import itertools

import pytest

from models import disputes, intake
from slackbot import ids
from tests.builders import DAY, a_dispute_record
from tests.support.reading import text_of

ISSUES = itertools.count(6346000000000001)
SORRY = "We are sorry. Your {{ product }} of order {{ order }} is on its way to you."
MEANT = "Sorry about the {{ product }}."


def blocks_of(view, block_type):
    return [block for block in view["blocks"] if block["type"] == block_type]


def field(view, block_id):
    return next(b for b in view["blocks"] if b.get("block_id", "").startswith(block_id))


def filled(view, **changes):
    """What a person leaves as it stands, and what they change."""
    values = {}
    for block in blocks_of(view, "input"):
        element = block["element"]
        if "options" in element:
            chosen = changes.get(block["block_id"]) or element.get("initial_option", {})["value"]
            values[block["block_id"]] = {ids.VALUE: chosen}
        else:
            typed = changes.get(block["block_id"], element.get("initial_value", ""))
            values[block["block_id"]] = {ids.VALUE: typed}
    return values


@pytest.fixture
def opened(story):
    """A buyer complains that nothing came; the dispute's number."""

    def opened(store="nordic", **more):
        issue_id, now = str(next(ISSUES)), story.desk.now()
        told = {"store": store, "issue_id": issue_id, "order_id": f"82{issue_id}"}
        told |= {"opened_at": now - DAY, "modified_at": now, "due_at": now + 3 * DAY}
        shipped = {"promised_days": 20, "days_since_ship": 30}
        record = a_dispute_record(**told | {"facts": shipped} | more)
        with story.desk.database.write() as session:
            intake.take_in_dispute(session, record, now)
            return disputes.find(session, store, issue_id).id

    return opened


@pytest.fixture
def wrote(story):
    """Somebody writes a reply, looks at it and keeps it; what stands then in its place."""

    def wrote(text=SORRY, user="UANA", **changes):
        story.workspace.command(user, "/dispute replies")
        view = story.workspace.press(
            user, ids.TEAM_REPLY_ADD, "new", message=story.workspace.inbox(user)[-1]
        )["view"]
        typed = {ids.TEAM_REPLY_STORE: "nordic", ids.TEAM_REPLY_PURPOSE: "explain"} | changes
        shown = story.workspace.submit(user, filled(view, **typed | {ids.TEAM_REPLY_TEXT: text}))
        assert not shown["errors"], shown["errors"]
        return story.workspace.submit(user)["view"]

    return wrote


def offered(story, number, user="UANA"):
    """The reply modal: what it offers, in its order, and the view."""
    view = story.workspace.command(user, f"/dispute reply #{number}")["view"]
    options = field(view, ids.REPLY_SUGGESTION)["accessory"]["options"]
    return [option["text"]["text"] for option in options], view


def keeps(story, number, picked):
    """Ana settles on that suggestion."""
    _, view = offered(story, number)
    options = field(view, ids.REPLY_SUGGESTION)["accessory"]["options"]
    key = next(o["value"] for o in options if picked in o["text"]["text"])
    if field(view, ids.REPLY_SUGGESTION)["accessory"]["initial_option"]["value"] != key:
        view = story.workspace.press("UANA", ids.REPLY_PICK, key, view_id=view["id"])["view"]
    block = field(view, ids.REPLY_TEXT)
    text = block["element"]["initial_value"]
    answer = story.workspace.submit("UANA", {block["block_id"]: {ids.VALUE: text}})
    assert not answer["errors"], answer["errors"]


def ends(story, number, outcome):
    view = story.workspace.command("UANA", f"/dispute resolve #{number}")["view"]
    typed = filled(view, **{ids.RESOLVE_OUTCOME: outcome})
    story.workspace.submit("UANA", typed)


def test_it_is_seen_as_a_buyer_would_read_it_before_it_is_kept(story, opened):
    number = opened()
    story.workspace.command("UANA", "/dispute replies")
    [nothing] = story.workspace.inbox("UANA")
    view = story.workspace.press("UANA", ids.TEAM_REPLY_ADD, "new", message=nothing)["view"]
    typed = filled(view, **{ids.TEAM_REPLY_STORE: "nordic", ids.TEAM_REPLY_CAUSE: "L1"}) | {
        ids.TEAM_REPLY_TEXT: {ids.VALUE: SORRY},
        ids.TEAM_REPLY_MEANING: {ids.VALUE: MEANT},
    }

    preview = story.workspace.submit("UANA", typed)["view"]

    said = text_of(preview)
    assert f"As the buyer of #{number} would read it" in said
    assert "{{" not in said
    assert "of 500 characters" in said
    assert "It is offered where these are known: order, product" in said

    back = story.workspace.press("UANA", ids.TEAM_REPLY_BACK, view_id=preview["id"])["view"]
    assert field(back, ids.TEAM_REPLY_TEXT)["element"]["initial_value"] == SORRY


def test_once_kept_it_is_offered_before_the_built_in_one(story, opened, wrote):
    number = opened()
    before, _ = offered(story, number)

    assert "offered from now on" in text_of(wrote())
    after, view = offered(story, number)

    assert [text for text in before if "your team's" in text] == []
    assert after[0].startswith("explain · your team's · We are sorry. Your")
    assert "One of your team's own" in text_of(view)


def test_it_is_for_its_store_its_cause_and_its_language(story, opened, wrote):
    wrote()
    wrote(**{ids.TEAM_REPLY_CAUSE: "P1"})
    wrote(**{ids.TEAM_REPLY_LANGUAGE: "ru"})

    here, _ = offered(story, opened())
    there, _ = offered(story, opened("solar"))

    assert len([text for text in here if "your team's" in text]) == 1
    assert [text for text in there if "your team's" in text] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Dear {{ buyer }}, we are sorry.", "There is no value “buyer”. There are: product"),
        ("{% for x in product %}{{ x }}{% endfor %}", "nothing else may stand in braces"),
        ("{{ product", "nothing else may stand in braces"),
        ("{{ product.__class__ }} is on its way", "nothing else may stand in braces"),
        ("Write to us on WhatsApp, please.", "AliExpress wants all contact on its platform"),
        ("It comes within 15 days.", "(“15”)"),
        ("ok", "Write at least 5 characters"),
        ("  ", "Write at least 5 characters"),
        ("See {{ dict }} for more.", "There is no value “dict”"),
        ("a" * 501, "Shorten by 1"),
    ],
)
def test_what_could_not_be_sent_is_refused_at_its_field(story, text, sentence):
    story.workspace.command("UANA", "/dispute replies")
    [inbox] = story.workspace.inbox("UANA")
    view = story.workspace.press("UANA", ids.TEAM_REPLY_ADD, "new", message=inbox)["view"]

    answer = story.workspace.submit("UANA", filled(view, **{ids.TEAM_REPLY_TEXT: text}))

    assert sentence in answer["errors"][ids.TEAM_REPLY_TEXT]
    assert field(answer["view"], ids.TEAM_REPLY_TEXT)  # What was typed is still there.


def test_its_meaning_names_nothing_that_it_does_not(story):
    story.workspace.command("UANA", "/dispute replies")
    [inbox] = story.workspace.inbox("UANA")
    view = story.workspace.press("UANA", ids.TEAM_REPLY_ADD, "new", message=inbox)["view"]
    typed = {ids.TEAM_REPLY_TEXT: "We are sorry.", ids.TEAM_REPLY_MEANING: "Sorry, {{ carrier }}."}

    answer = story.workspace.submit("UANA", filled(view, **typed))

    assert "“carrier” is not in the reply itself" in answer["errors"][ids.TEAM_REPLY_MEANING]


def test_a_good_answer_is_kept_for_the_team_with_gaps_for_what_it_knows(story, opened):
    number = opened()
    with story.desk.database.read() as session:
        order = disputes.get(session, number).order_id
    _, view = offered(story, number)
    block = field(view, ids.REPLY_TEXT)
    text = f"Parcel of order {order} is late, and we are truly sorry for that."
    typed = {block["block_id"]: {ids.VALUE: text}}

    form = story.workspace.press("UANA", ids.TEAM_REPLY_KEEP, values=typed)["view"]
    initial = field(form, ids.TEAM_REPLY_TEXT)["element"]["initial_value"]
    story.workspace.submit("UANA", filled(form))
    story.workspace.submit("UANA")
    story.workspace.dismiss("UANA")

    assert initial == "Parcel of order {{ order }} is late, and we are truly sorry for that."
    assert field(story.workspace.view("UANA"), ids.REPLY_TEXT)["block_id"] == block["block_id"]
    assert any("your team's" in text for text in offered(story, number)[0])


def test_what_keeps_more_money_rises_and_its_uses_are_counted(story, opened, wrote):
    wrote()
    first, own = opened(), "your team's"
    assert own in offered(story, first)[0][0]

    for _ in range(3):
        lost = opened()
        keeps(story, lost, own)
        ends(story, lost, "arbitrated_lost")

    assert own not in offered(story, first)[0][0]
    listed = story.workspace.command("UANA", "/dispute replies")["ephemeral"][-1]
    assert "used 3 times · 3 disputes ended, 0% of the money kept" in text_of(listed)


def test_what_was_rewritten_is_no_use_of_the_suggestion(story, opened, wrote):
    number = opened()
    wrote()
    _, view = offered(story, number)
    block = field(view, ids.REPLY_TEXT)["block_id"]

    story.workspace.submit("UANA", {block: {ids.VALUE: "Hello! May we ask for a picture of it?"}})

    listed = story.workspace.command("UANA", "/dispute replies")["ephemeral"][-1]
    assert "not used yet" in text_of(listed)


def test_what_this_buyer_was_told_is_not_offered_first_again(story, opened, wrote):
    number = opened()
    wrote()
    keeps(story, number, "your team's")

    assert "your team's" not in offered(story, number)[0][0]


def test_two_who_change_it_at_once_do_not_overwrite_each_other(story, wrote):
    wrote()
    forms = {}
    for user in ("UANA", "ULEA"):
        story.workspace.command(user, "/dispute replies")
        inbox = story.workspace.inbox(user)[-1]
        forms[user] = story.workspace.press(user, ids.TEAM_REPLY_CHANGE, "1", message=inbox)["view"]
    for user in ("UANA", "ULEA"):
        text = f"{SORRY} {user}"
        story.workspace.submit(user, filled(forms[user], **{ids.TEAM_REPLY_TEXT: text}))

    story.workspace.submit("UANA")
    answer = story.workspace.submit("ULEA")["view"]

    assert "<@UANA> changed this reply meanwhile" in text_of(answer)
    story.workspace.dismiss("ULEA")
    assert "ULEA" in str(story.workspace.view("ULEA"))  # What Lea typed is still there.
    listed = story.workspace.command("UBEN", "/dispute replies")["ephemeral"][-1]
    assert "UANA" in text_of(listed)
    assert "UREA" not in text_of(listed)


def test_it_is_taken_out_of_use(story, opened, wrote):
    number = opened()
    wrote()
    story.workspace.command("ULEA", "/dispute replies")
    inbox = story.workspace.inbox("ULEA")[-1]
    view = story.workspace.press("ULEA", ids.TEAM_REPLY_CHANGE, "1", message=inbox)["view"]

    answer = story.workspace.press("ULEA", ids.TEAM_REPLY_RETIRE, "1", view_id=view["id"])

    assert "It is out of use" in text_of(answer["view"])
    assert not any("your team's" in text for text in offered(story, number)[0])


def test_a_viewer_reads_them_and_may_not_write(story):
    story.workspace.command("UVIC", "/dispute replies")
    [inbox] = story.workspace.inbox("UVIC")

    view = story.workspace.press("UVIC", ids.TEAM_REPLY_ADD, "new", message=inbox)["view"]

    assert "Your role does not let you write the team's replies" in text_of(view)


def test_a_lead_finds_them_at_home(story, wrote):
    wrote()
    story.workspace.home("ULEA")
    story.settle()

    view = story.workspace.press("ULEA", ids.TEAM_REPLIES)["view"]

    assert "One reply of your team" in text_of(view)


def test_hostile_words_of_a_colleague_have_no_power_in_the_list(story, wrote):
    wrote("We are sorry <!channel>, *really* sorry.")

    listed = story.workspace.command("UBEN", "/dispute replies")["ephemeral"][-1]

    assert "<!channel>" not in text_of(listed)
