"""Modals: opened by a trigger, filled in, refused at a field, stacked, raced for."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.slackbot.sandbox.blocks import (
    actions,
    button,
    field,
    home,
    modal,
    options,
    plain,
    section,
)

pytestmark = pytest.mark.usefixtures("door", "answers")


@pytest.fixture
def opens(app):
    """The app opens the view that the test puts here, and keeps the command's trigger."""
    shown = {"view": modal()}

    @app.command("/dispute")
    def command(ack, command, client):
        shown["trigger"] = command["trigger_id"]
        shown["opened"] = client.views_open(trigger_id=command["trigger_id"], view=shown["view"])
        ack()

    return shown


@pytest.fixture
def answers(app):
    """The app answers a submission with what the test puts here, and keeps what it heard."""
    said = {"ack": {}, "heard": []}

    @app.view("a_modal")
    def submitted(ack, view):
        said["heard"].append(view)
        ack(**said["ack"])

    return said


@pytest.fixture
def view(door, opens, workspace):
    return workspace.command("UANA", "/dispute reply")["view"]


def test_a_command_opens_a_modal(view, workspace):
    assert (view["type"], view["title"]["text"]) == ("modal", "A modal")
    assert workspace.view("UANA")["id"] == view["id"]
    assert workspace.view("UBEN") is None


@pytest.mark.usefixtures("view")
def test_what_is_typed_reaches_the_app_and_closes_the_modal(answers, workspace):
    seen = workspace.submit("UANA", {"reply": {"value": "We are sorry."}})

    assert (seen["status"], seen["view"], seen["errors"]) == (200, None, {})
    [heard] = answers["heard"]
    expected = {"type": "plain_text_input", "value": "We are sorry."}
    assert heard["state"]["values"] == {"reply": {"value": expected}}


@pytest.mark.usefixtures("view")
def test_a_refused_submission_keeps_what_was_typed(answers, workspace):
    answers["ack"] = {"response_action": "errors", "errors": {"reply": "Say more."}}

    seen = workspace.submit("UANA", {"reply": {"value": "No"}})

    assert seen["errors"] == seen["view"]["errors"] == {"reply": "Say more."}
    assert seen["view"]["state"]["values"]["reply"]["value"]["value"] == "No"


@pytest.mark.usefixtures("view")
def test_an_error_at_no_field_is_trouble(answers, workspace):
    answers["ack"] = {"response_action": "errors", "errors": {"nowhere": "What?"}}

    assert "trouble" in workspace.submit("UANA", {"reply": {"value": "x"}})["problem"]


def test_a_submission_may_update_its_modal(view, answers, workspace):
    answers["ack"] = {"response_action": "update", "view": modal(section("Sent."))}

    seen = workspace.submit("UANA", {"reply": {"value": "x"}})
    assert seen["view"]["blocks"][0]["text"]["text"] == "Sent."
    assert seen["view"]["id"] == view["id"]


def test_a_submission_may_push_and_clear(view, answers, workspace):
    answers["ack"] = {"response_action": "push", "view": modal(section("Sure?"))}
    pushed = workspace.submit("UANA", {"reply": {"value": "x"}})["view"]
    assert (pushed["previous_view_id"], pushed["root_view_id"]) == (view["id"], view["id"])

    answers["ack"] = {"response_action": "clear"}
    assert workspace.submit("UANA")["view"] is None


def test_closing_uncovers_the_modal_below(view, answers, workspace):
    answers["ack"] = {"response_action": "push", "view": modal(section("Sure?"))}
    workspace.submit("UANA", {"reply": {"value": "x"}})

    assert workspace.dismiss("UANA")["view"]["id"] == view["id"]


def test_the_app_hears_of_a_closing_it_asked_about(app, opens, workspace):
    heard = []
    app.view_closed("a_modal")(lambda ack, body: (heard.append(body["is_cleared"]), ack()))
    opens["view"] = modal(notify_on_close=True)
    workspace.command("UANA", "/dispute reply")

    assert workspace.dismiss("UANA")["view"] is None
    assert heard == [False]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "This field is required"),
        ({"reply": {"value": ""}}, "This field is required"),
        ({"nowhere": {"value": "x"}}, "no field nowhere/value"),
        ({"reply": {"other": "x"}}, "no field reply/other"),
        ({"reply": {"value": "x" * 3001}}, "At most 3000"),
    ],
)
@pytest.mark.usefixtures("view")
def test_slack_refuses_an_incomplete_form_itself(answers, workspace, values, said):
    with pytest.raises(AssertionError, match=said):
        workspace.submit("UANA", values)
    assert answers["heard"] == []


def test_options_are_chosen_by_their_values(opens, answers, workspace):
    select = {"type": "static_select", "action_id": "value", "options": options("won", "lost")}
    many = {"type": "checkboxes", "action_id": "value", "options": options("a", "b", "c")}
    opens["view"] = modal(field("one", element=select), field("many", element=many))
    workspace.command("UANA", "/dispute resolve")

    workspace.submit("UANA", {"one": {"value": "won"}, "many": {"value": ["a", "c"]}})

    values = answers["heard"][0]["state"]["values"]
    assert values["one"]["value"]["selected_option"]["value"] == "won"
    assert [o["value"] for o in values["many"]["value"]["selected_options"]] == ["a", "c"]


def test_defaults_count_as_filled_in(opens, answers, workspace):
    typed = {"type": "plain_text_input", "action_id": "value", "initial_value": "Dear buyer"}
    opens["view"] = modal(field(element=typed))
    workspace.command("UANA", "/dispute reply")

    workspace.submit("UANA")
    assert answers["heard"][0]["state"]["values"]["reply"]["value"]["value"] == "Dear buyer"


def test_a_press_in_a_modal_may_push_up_to_three(app, opens, workspace):
    errors = []

    @app.action("more")
    def more(ack, body, client):
        try:
            client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button("more"))))
        except SlackApiError as error:
            errors.append(error.response["error"])
        ack()

    opens["view"] = modal(actions(button("more")))
    workspace.command("UANA", "/dispute")
    views = [workspace.press("UANA", "more")["view"]["id"] for _ in range(3)]
    assert (len(set(views)), errors) == (2, ["push_limit_reached"])


def test_what_is_typed_survives_a_press_and_a_redraw(app, opens, workspace):
    @app.action("other")
    def other(ack, body, client):
        view = modal(field(), section("Another suggestion"), actions(button("other")))
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        ack()

    opens["view"] = modal(field(), actions(button("other")))
    workspace.command("UANA", "/dispute reply")
    seen = workspace.press("UANA", "other", values={"reply": {"value": "half a sen"}})

    assert len(seen["view"]["blocks"]) == 3
    assert seen["view"]["state"]["values"]["reply"]["value"]["value"] == "half a sen"


@pytest.mark.usefixtures("view")
def test_a_trigger_opens_one_modal(opens, slack):
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        slack.views_open(trigger_id=opens["trigger"], view=modal())


@pytest.mark.usefixtures("view")
def test_an_old_view_is_not_overwritten(opens, slack):
    old = opens["opened"]["view"]
    slack.views_update(view_id=old["id"], hash=old["hash"], view=modal(section("first")))

    with pytest.raises(SlackApiError, match="hash_conflict"):
        slack.views_update(view_id=old["id"], hash=old["hash"], view=modal(section("second")))


def test_home_is_published_by_hash_as_well(slack):
    old = slack.views_publish(user_id="UANA", view=home())["view"]
    slack.views_publish(user_id="UANA", view=home(section("new")), hash=old["hash"])

    with pytest.raises(SlackApiError, match="hash_conflict"):
        slack.views_publish(user_id="UANA", view=home(), hash=old["hash"])


@pytest.mark.parametrize(
    "changes",
    [
        {"title": plain("x" * 25)},
        {"submit": None},
        {"private_metadata": "x" * 3001},
        {"blocks": [field()] * 101},
        {"color": "red"},
    ],
)
def test_a_view_is_linted(slack, changes):
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        slack.views_open(trigger_id="none", view=modal() | changes)


def test_a_closed_modal_cannot_be_updated(view, slack, workspace):
    workspace.dismiss("UANA")

    with pytest.raises(SlackApiError, match="not_found"):
        slack.views_update(view_id=view["id"], view=modal())
