"""A case, weighed: both sides, what the buyer wants, what each course costs, the one to take."""

from collections.abc import Sequence
from decimal import Decimal

from models.case import Point, Weighed
from models.case.courses import Course
from models.case.history import Share
from models.case.wishes import Wish
from models.disputes import Dispute
from models.words import say
from slackbot.views.blocks import escape, money

SEPARATOR = " · "


def points(told: Sequence[Point], language: str) -> str:
    return SEPARATOR.join(say(f"point-{one.name}", language, **one.values) for one in told)


def wish(found: Wish | None, dispute: Dispute, language: str) -> str:
    """What they want, what they asked for, and the words that suggest it."""
    if found is None:
        return ""
    said = [say(f"wish-{found.kind}", language)]
    if (plan := found.asked) is not None:
        in_dollars = money(plan.amount_usd, dispute.currency or "USD")
        asked = in_dollars or money(plan.amount, escape(plan.currency, 3))
        if asked and found.all_of_it:
            said.append(say("wish-asked-all", language, money=asked))
        elif asked:
            said.append(say("wish-asked", language, money=asked))
    if found.quote:
        said.append(f"“{escape(found.quote, 60)}”")
    return " ".join(said)


def courses(weighed: Weighed, dispute: Dispute, language: str) -> str:
    return SEPARATOR.join(_course(one, dispute, language) for one in weighed.courses)


def _course(course: Course, dispute: Dispute, language: str) -> str:
    about = {"cost": f"−{_money(course.cost, dispute)}"}
    if course.past is not None:
        about["past"] = _past(course.name, course.past, language)
    if course.offer is not None:
        about["offer"] = _money(course.offer, dispute)
    return say(f"course-{course.name}", language, **about)


def _past(name: str, past: Share, language: str) -> str:
    if name == "partial":
        return say("course-taken", language, some=past.some, of=past.of)
    return say("course-lost", language, some=past.some, of=past.of)


def advice(weighed: Weighed, dispute: Dispute, language: str) -> str:
    """The course to take; and before anybody refuses, what would be missing."""
    course, said = weighed.advised, []
    if course is not None:
        offer = {"offer": _money(course.offer, dispute)} if course.offer is not None else {}
        if course is weighed.courses[0]:
            said.append(say(f"advise-{course.name}", language, **offer))
        else:
            said.append(say(f"advise-now-{course.name}", language, **offer))
    if weighed.missing and any(one.name == "refuse" for one in weighed.courses):
        said.append(say(f"advise-not-refuse-{weighed.missing}", language))
    return " ".join(said)


def _money(amount: Decimal, dispute: Dispute) -> str:
    return money(amount, escape(dispute.currency, 3))
