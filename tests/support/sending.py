"""What people do to send something to the platform, step by step."""

from datetime import timedelta

from sqlmodel import select

from jobs import sending
from models.acting.actions import PlatformAction
from slackbot import ids
from tests.support.reading import text_of

SAVE = "aliexpress.issue.solution.save"
WORDS = "We are sorry. Here is a part of your money back."


def fill(act="counter", amount="1.50", text=WORDS):
    return {
        ids.SEND_ACT: {ids.VALUE: act},
        ids.SEND_AMOUNT: {ids.VALUE: amount},
        ids.SEND_TEXT: {ids.VALUE: text},
    }


def last_look(story, dispute, user="UANA", **filled):
    story.workspace.command(user, f"/dispute send #{dispute.number}")
    return story.workspace.submit(user, fill(**filled))


def approve(story, dispute, user="UANA", **filled):
    """Confirmed; no job has run yet."""
    last_look(story, dispute, user, **filled)
    return story.workspace.submit(user)


def send(story, dispute, user="UANA", **filled):
    answer = approve(story, dispute, user, **filled)
    story.settle()
    return answer


def thread(dispute):
    return [text_of(message) for message in dispute.thread()]


def calling(dispute):
    """The last message that calls whoever approved it."""
    return [m for m in dispute.thread() if text_of(m).count("<@UANA>") and has_again(m)][-1]


def has_again(message):
    return ids.SEND_AGAIN in str(message.get("blocks"))


def later(story, minutes=20):
    """So many minutes later; the clock's sweep has come by."""
    with story.desk.database.write() as session:
        for action in session.exec(select(PlatformAction)):
            if action.claimed_at:
                action.claimed_at -= timedelta(minutes=minutes)
            action.approved_at -= timedelta(minutes=minutes)
            action.try_at -= timedelta(minutes=minutes)
            session.add(action)
    sending.sweep()
    story.settle()
