"""People type, press and submit; the app hears it by either transport and answers."""

import pytest

from tests.slackbot.sandbox.blocks import actions, button, home, options


@pytest.fixture
def pressed(app):
    """What the app heard of each press of `go`."""
    heard = []

    @app.action("go")
    def go(ack, body):
        heard.append(body)
        ack()

    return heard


@pytest.fixture
def message(slack, workspace):
    """A message with two buttons `go`, a menu and an overflow."""
    menu = {"type": "static_select", "action_id": "go_menu", "options": options("a", "b")}
    more = {"type": "overflow", "action_id": "go_more", "options": options("x", "y")}
    rows = [actions(button("go", "1")), actions(button("go", "2"), menu, more)]
    slack.chat_postMessage(channel="CNORDIC", text="Choose", blocks=rows)
    return workspace.messages()[-1]


@pytest.mark.usefixtures("door")
def test_a_commands_answer_is_for_its_sender_alone(app, workspace):
    app.command("/dispute")(lambda ack, command: ack(f"You said {command['text']}."))

    seen = workspace.command("UANA", "/dispute list mine")

    assert seen["status"] == 200
    assert [shown["text"] for shown in seen["ephemeral"]] == ["You said list mine."]
    assert workspace.messages() == workspace.inbox("UBEN") == []


@pytest.mark.usefixtures("door")
def test_a_command_may_answer_to_everybody(app, workspace):
    app.command("/order")(lambda ack: ack("Shipped.", response_type="in_channel"))

    assert workspace.command("UANA", "/order 1470")["ephemeral"] == []
    assert [message["text"] for message in workspace.messages()] == ["Shipped."]


@pytest.mark.usefixtures("door")
def test_a_command_says_who_where_and_what(app, workspace):
    heard = []
    app.command("/dispute")(lambda ack, command: (heard.append(command), ack()))

    workspace.command("UANA", "/dispute claim #7", channel="CTOYS")

    [command] = heard
    said = [command[key] for key in ("user_id", "channel_id", "channel_name", "command", "text")]
    assert said == ["UANA", "CTOYS", "toys-disputes", "/dispute", "claim #7"]


def test_an_unknown_command_is_no_command(workspace):
    seen = workspace.command("UANA", "/nonsense")

    assert seen["ephemeral"][0]["text"] == "`/nonsense` is not a valid command."


@pytest.mark.usefixtures("door")
def test_blocks_that_slack_would_refuse_are_refused_in_an_answer(app, workspace):
    app.command("/dispute")(lambda ack: ack(text="x", blocks=[{"type": "nonsense"}]))

    seen = workspace.command("UANA", "/dispute")
    assert seen["problem"] == "invalid_blocks"


def test_nobody_listens(workspace):
    seen = workspace.command("UANA", "/dispute list")

    assert seen["status"] == 503
    assert "dispatch_failed" in seen["ephemeral"][0]["text"]


@pytest.mark.usefixtures("http")
def test_a_failing_app_is_told_apart_from_a_slow_one(app, workspace):
    app.error(lambda: None)

    @app.command("/dispute")
    def fail():
        raise RuntimeError

    seen = workspace.command("UANA", "/dispute")
    assert (seen["status"], seen["problem"]) == (500, "dispatch_failed")


@pytest.mark.usefixtures("door")
def test_a_press_carries_what_slack_sends(pressed, message, workspace):
    assert workspace.press("UBEN", "go", "2", message=message)["status"] == 200

    [body] = pressed
    assert body["actions"][0]["value"] == "2"
    assert body["container"]["message_ts"] == body["message"]["ts"] == message["ts"]
    assert (body["user"]["id"], body["channel"]["id"]) == ("UBEN", "CNORDIC")


@pytest.mark.usefixtures("door")
def test_an_option_is_picked_by_its_value(app, message, workspace):
    heard = []
    app.action("go_menu")(lambda ack, action, body: (heard.append((action, body)), ack()))

    workspace.press("UANA", "go_menu", "b", message=message)

    [(action, body)] = heard
    assert action["selected_option"] == options("b")[0]
    state = body["state"]["values"][action["block_id"]]["go_menu"]
    assert state["selected_option"]["value"] == "b"


@pytest.mark.usefixtures("door")
def test_an_overflow_is_picked_by_its_value(app, message, workspace):
    heard = []
    app.action("go_more")(lambda ack, action: (heard.append(action), ack()))

    workspace.press("UANA", "go_more", "y", message=message)
    assert heard[0]["selected_option"]["value"] == "y"


@pytest.mark.parametrize("press", [("stop", None), ("go", "3"), ("go_menu", "c")])
def test_nobody_presses_what_is_not_there(message, workspace, press):
    with pytest.raises(AssertionError, match=r"404|422"):
        workspace.press("UANA", *press, message=message)


@pytest.mark.usefixtures("door")
def test_an_answer_through_the_response_url_is_for_the_presser(app, message, workspace):
    @app.action("go")
    def go(ack, respond):
        respond("Only you see this.", replace_original=False)
        ack()

    seen = workspace.press("UANA", "go", "1", message=message)
    assert [shown["text"] for shown in seen["ephemeral"]] == ["Only you see this."]


@pytest.mark.usefixtures("door")
def test_an_ephemeral_message_can_be_pressed_and_replaced(app, slack, workspace):
    slack.chat_postEphemeral(
        channel="CNORDIC", user="UANA", text="Sure?", blocks=[actions(button("go"))]
    )
    app.action("go")(lambda ack, respond: (respond("Done.", replace_original=True), ack()))

    seen = workspace.press("UANA", "go", message=workspace.inbox("UANA")[0])
    assert [shown["text"] for shown in seen["ephemeral"]] == ["Done."]
    assert len(workspace.inbox("UANA")) == 1


@pytest.mark.usefixtures("door")
def test_home_is_drawn_when_it_is_opened(app, slack, workspace):
    @app.event("app_home_opened")
    def opened(event):
        slack.views_publish(user_id=event["user"], view=home(actions(button("go"))))

    seen = workspace.home("ULEA")
    assert (seen["status"], seen["view"]["type"]) == (200, "home")
    assert workspace.view("ULEA")["id"] == seen["view"]["id"]
    assert workspace.view("UANA") is None


@pytest.mark.usefixtures("door")
def test_home_can_be_pressed(app, pressed, slack, workspace):
    slack.views_publish(user_id="ULEA", view=home(actions(button("go", "9"))))
    app.event("app_home_opened")(lambda: None)
    workspace.home("ULEA")

    workspace.press("ULEA", "go", "9")
    [body] = pressed
    assert (body["container"]["type"], body["view"]["type"]) == ("view", "home")


@pytest.mark.usefixtures("door")
def test_a_message_is_heard_where_the_app_is(app, workspace):
    heard = []
    app.event("message")(lambda event: heard.append(event["channel"]))

    workspace.say("UANA", "!claim", "CNORDIC")
    workspace.say("UANA", "unheard", "CGENERAL")

    assert heard == ["CNORDIC"]


@pytest.mark.usefixtures("door")
def test_a_direct_message_is_heard_as_one(app, slack, workspace):
    heard = []
    app.event("message")(lambda event: heard.append(event["channel_type"]))
    direct = slack.conversations_open(users="UANA")["channel"]["id"]

    workspace.say("UANA", "hello", direct)
    assert heard == ["im"]


@pytest.mark.usefixtures("door")
def test_a_reply_is_heard_in_its_thread(app, message, workspace):
    heard = []
    app.event("message")(lambda event: heard.append(event["thread_ts"]))

    workspace.say("UANA", "!claim", "CNORDIC", thread_ts=message["ts"])
    assert heard == [message["ts"]]


@pytest.mark.parametrize(
    ("user", "channel"), [("UNOBODY", "CNORDIC"), ("UANA", "CNOWHERE"), ("UANA", "CLEADS")]
)
def test_people_are_where_they_are(workspace, user, channel):
    with pytest.raises(AssertionError, match="404"):
        workspace.command(user, "/dispute list", channel=channel)
