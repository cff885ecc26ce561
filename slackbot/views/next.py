"""Why a dispute is the one that most needs somebody."""

from datetime import datetime

from models.case.pressing import Pressing
from models.words import say
from slackbot.views.blocks import money
from slackbot.views.phrases import remaining, stake


def why_next(found: Pressing, now: datetime, language: str) -> str:
    dispute = found.dispute
    left = remaining(dispute, now, language)
    if found.keeps is None:
        return say("next-why-unpriced", language, left=left)
    keeps = money(found.keeps, dispute.currency)
    return say("next-why", language, money=stake(dispute, language), keeps=keeps, left=left)
