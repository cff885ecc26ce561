"""The Bolt app: listeners over the desk, on whichever transport Slack uses."""

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from slackbot import listeners
from slackbot.client import web_client
from slackbot.desk import Desk
from slackbot.listeners.forms import CALL, Forms
from slackbot.listeners.traces import TracedApp


def bolt(desk: Desk) -> App:
    """
    The app, without a call to Slack: the token is looked at when it is used.

    Listeners run before the answer goes out, so what is acknowledged is saved, and a failure
    is an honest non-2xx.
    """
    settings = desk.settings
    client = web_client(settings, CALL)
    secret = settings.slack_signing_secret

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    app = TracedApp(
        name="dispute-desk",  # Else Bolt reads every source file on the stack for one.
        client=client,
        authorize=authorize,
        signing_secret=secret.get_secret_value() if secret else "",
        process_before_response=True,
        request_verification_enabled=secret is not None,
    )
    listeners.register(app, desk, Forms(desk, client))
    return app
