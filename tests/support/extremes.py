"""Every view of a dispute, drawn for words at their extremes."""

from dataclasses import asdict, replace
from decimal import Decimal

from models import casefile, disputes, events, orders
from models.case import weigh
from models.disputes import Dispute
from models.figures import UNKNOWN, Figures, Standing
from models.figures.behind import Behind
from models.figures.endings import ALL
from models.figures.lessons import Lesson
from models.figures.rates import Rates
from models.figures.review import Column, Review
from models.figures.rising import Risen
from models.figures.samples import Share, Spread
from models.groups import Group
from models.hours import targets
from models.members import Member, Role
from models.records import Outcome
from models.relations import Bond
from models.replies import Purpose
from models.replies.drafts import Draft
from models.replies.own import TeamReply
from models.replies.uses import Record
from models.tagging.causes import Cause
from slackbot.views import (
    board,
    brief,
    card,
    copying,
    digest,
    extend,
    figures,
    forms,
    history,
    home,
    listing,
    notices,
    order,
    phrases,
    reply,
    resolve,
    review,
    roles,
    snooze,
    team_replies,
    team_reply_form,
    ties,
)
from slackbot.views.roles import Held
from slackbot.views.team_reply_form import Edited
from tests.builders import DAY, HOUR, ISSUE, NOON, ORDER, STORE, a_dispute_record, an_order_record
from tests.support import outlooks

LONG = 20_000
WORDS = {
    "nothing": None,
    "long": "unbreakable" * (LONG // 11),
    "four-byte": "😀📦" * (LONG // 2),
    "right-to-left": ("انكسر الطرد أثناء الشحن ولم يعمل. " * 700)[:LONG],
    "hostile": (
        '<!channel> <@UANA> <https://evil.example|bank> *b* `c` & "q" \u202e {{ x }} ' * 200
    ),
    "lines": "one\n> two\n```three```\n" * 400,
}


def told(ground, words):
    """A dispute and its order in which everything that somebody writes is these words."""
    name = words and words[:500]
    parcel = [{"at": NOON - HOUR * hour, "code": "X", "text": words or ""} for hour in range(1, 4)]
    ground.take_in(
        an_order_record(
            carrier=name,
            buyer=name,
            shipped_at=NOON - 40 * DAY,
            promised_by=NOON - 10 * DAY,
            protection_ends_at=NOON + DAY,
            tracking_number="LP00123456789012" if words else None,
            items=[{"product_id": "1", "name": name, "price": "42.65"}],
            events=parcel,
        )
    )
    bare = {"amount": None, "due_at": None, "buyer_country": None} if words is None else {}
    record = a_dispute_record(
        text=words, reason=name, product_name=name, buyer=name, order_id=ORDER, **bare
    )
    ground.take_in(record)


def messages(session, language):
    """By name: the text and blocks of what stands in channels or is answered to one person."""
    dispute = disputes.find(session, STORE, ISSUE)
    case = casefile.load(session, dispute)
    weighed = weigh(session, case, NOON)
    [standings] = targets.of(session, [dispute]).values()
    found = orders.find(session, STORE, ORDER)
    items, parcel = orders.items_of(session, found), orders.parcel_of(session, found)
    looked_up = order.Found(found, items, parcel, [dispute], in_full=True)
    yield "card", card.card(case, NOON, language, "https://slack.test/archives/C1/p1", in_full=True)
    yield "brief", brief.brief(case, weighed, language, standings)
    held = [Held(_member(dispute.text or "nordic"), Group(id="C1", trouble="not_private"), 3)] * 40
    yield "roles", roles.listing(held, language)
    yield "digest", digest.digest(_counted(dispute.text or "x"), language)
    yield "review", review.review(_reviewed(dispute.text or "x"), language)
    yield "review's thread", review.details(_reviewed(dispute.text or "x"), language)
    yield "digest's thread", digest.details(_counted(dispute.text or "x"), language)
    spread, share = Spread(DAY, 9 * DAY, 10**6), Share(10**5, 10**6)
    paid = {f"C{n:02}": (Decimal(10) ** 9, Decimal(10) ** 10, 10**6) for n in range(40)}
    counted = Rates(spread, spread, spread, share, share, share, paid, {"liable": share})
    stores = [(dispute.text or "x")[:64]] * 40
    yield "figures", figures.figures(counted, stores, stores[0], language)
    yield from outlooks.messages(dispute, language)
    yield "list", listing.listing([dispute] * 30, 30, "x", NOON, language)
    yield "order", order.order(looked_up, NOON, language)
    why = {"by": "UANA", "why": (dispute.text or "")[:500]}
    yield "escalation", notices.escalation(dispute, why, NOON, language)
    replies = [_own(dispute.text or "Sorry.")] * 30
    yield "replies", team_replies.listing(replies, {"team.1": Record(3, 2, 1.0)}, language)
    dispute.reply, dispute.reply_by = (dispute.text or "")[:500], "UANA"
    dispute.assignee_id, dispute.claimed_at = "UANA", NOON
    yield "claimed card", card.card(case, NOON, language)
    tied = replace(case, related=range(10**9, 10**9 + 30), stands_for=range(30))
    yield "tied card", card.card(tied, NOON, language)
    dispute.merged_into = 10**9
    yield "merged card", card.card(case, NOON, language)
    dispute.closed_at = NOON
    yield "closed card", card.card(case, NOON, language)
    session.expunge_all()


def views(session, language):
    """By name: modals and Home tabs."""
    dispute = disputes.find(session, STORE, ISSUE)
    case = casefile.load(session, dispute)
    weighed = weigh(session, case, NOON)
    [standings] = targets.of(session, [dispute]).values()
    words = dispute.text or ""
    yield "waiting", forms.waiting(language)
    yield "refusal", forms.refusal(words[:300] or "No.", language)
    yield "cause", forms.cause(dispute, language)
    others = [Dispute(**dispute.model_dump() | {"id": 10**9 + n}) for n in range(13)]
    likely = [(one, Bond.PRODUCT) for one in others[3:]]
    yield "relate", ties.relate(dispute, others[:3], likely, language)
    yield "merge", ties.merge(dispute, likely, language)
    yield "escalate", forms.escalate(dispute, language)
    yield "assign", forms.assign(dispute, language)
    yield "snooze", snooze.modal(dispute, NOON, language)
    yield "extend", extend.modal(dispute, NOON, language)
    yield "resolve", resolve.modal(dispute, case.solutions, language)
    yield "reply", reply.modal(case, language)
    yield "case", brief.modal(case, weighed, language, standings)
    yield "board", board.modal(dispute, phrases.summary(dispute, NOON, language), language)
    yield "history", history.modal(dispute, _entries(dispute, words), language)
    yield "copy", copying.modal(dispute, "Why.", "https://x.test", language, words[:500] or None)
    lists = ("open", [(f"list {n}" * 9, f"l{n}") for n in range(20)] + [("open", "open")])
    yield "behind a figure", figures.behind(Behind.WON, others * 3, DAY, NOON, language)
    yield "list to press in", listing.modal(words[:9], others * 3, lists, NOON, language)
    yield from outlooks.views(dispute, language)
    stores = ["", *(f"{n}-{words[:60]}" for n in range(40))]
    yield "role", roles.form(stores, language)
    yield "role's change", roles.change(_member(words), language)
    shelf = home.Shelf([dispute] * 30, 30, [dispute] * 30, Standing(), gives_roles=True)
    yield "home", home.home(shelf, NOON, language)
    yield "stranger", home.stranger("UOUT", language)
    draft = Draft(STORE, Cause.L1, Purpose.EXPLAIN, "ar", words[:650] or "Sorry.", words[:650])
    stores = ["", *(f"store-{n}" for n in range(40))]
    yield "own reply", team_reply_form.form(draft, Edited(1, 3), stores, language)
    plain = Draft(STORE, Cause.L1, Purpose.EXPLAIN, "ar", _no_gaps(words[:500]) or "Sorry.", "")
    yield "own preview", team_reply_form.preview(plain, Edited(1, 3), {}, "#12", language)


def _counted(words):
    """Of many stores with five thousand disputes, and as much of everything as there can be."""
    sums = [[f"X{n:02}", "99999999.99"] for n in range(40)]
    many = {
        name: [10**9 + n for n in range(10)]
        for name in ("due_numbers", "overdue_numbers", "unclaimed_numbers", "unmapped")
    }
    moving = [[o, words[:500], 5000, 1, "P1"] for o in ("product", "carrier") for _ in range(3)]
    moving += [["country", words[:9], 5000, 1, "B2"]] * 3 + [["cause", "B2", 5000, 1, None]] * 3
    return Figures(
        *(5000,) * 5,
        day="2026-11-24",
        stores=[words[:64]] * 40,
        since=NOON.isoformat(),
        closed=[[outcome, 5000] for outcome in (*Outcome, UNKNOWN)],
        **dict.fromkeys(("refunded", "silent_money", "due_money", "at_stake"), sums),
        silent=5000,
        by_cause=[[cause, 5000] for cause in Cause],
        people=[[f"U{n:010}", 5000, n % 2 * 5000, NOON.isoformat()] for n in range(20)],
        moving=moving,
        risen=[_risen(words, one) for one in moving],
        troubles=[[words[:64], "disputes", NOON.isoformat(), words[:500]]] * 40,
        **many,
    )


def _member(words):
    given = {"given_by": "terminal:" + words[:20], "added_at": NOON}
    return Member(user_id="C1", store=words[:64], role=Role.LEAD, **given)


def _own(words):
    return TeamReply(
        id=1,
        cause=Cause.L1,
        purpose=Purpose.EXPLAIN,
        language="en",
        text=words[:650],
        written_by="UANA",
        written_at=NOON,
    )


def _no_gaps(words):
    return words.replace("{", "(").replace("}", ")")


def _entries(dispute, words):
    told = {"why": words[:500], "assignee": "UANA", "fields": [words[:50]], "cause": "L1"}
    return [
        events.AuditEntry(id=at, at=NOON, actor="UANA", action=action, details=told)
        for at, action in enumerate(sorted(history.SAID) * 5)
    ]


def _risen(words, moved):
    origin, name, now, _before, cause = moved
    place = ["product", words[:500], 4999] if origin != "product" else ["country", words[:9], 5000]
    risen = Risen(origin, name, now, 1.5, cause, place, NOON.isoformat(), [5, 31, 1, 50], [1] * 5)
    return asdict(risen)


def _reviewed(words):
    """A month as bad as can be, of as many as there can be."""
    counted = _counted(words)
    sums = [[f"X{n:02}", "99999999.99"] for n in range(40)]
    took, share = [9e6, 9e7, 10**6], [10**5, 10**6]
    paid = [[currency, "1.00", total, 10**6] for currency, total in sums]
    column = Column("2026-10-01", 10**6, 10**6, took, took, share, share, share, paid)
    spot = {"called": words[:500], "cause": "P1", "figures": {"disputed": 10**6, "orders": 10**7}}
    abouts = {
        "hot_spot": spot | {"spot": "mismatch", "subject": "product"},
        "risen": counted.risen[0],
        "noted": {"cause": "P5", "note": words[:300], "said": 10**6},
        "silent": {"nobody": 10**6, "people": [[f"U{n:010}", 10**6] for n in range(5)]},
        "slow": {"median": 9e7, "p90": 9e7, "slow": 10**6, "count": 10**6},
    }
    learnt = [Lesson(k, 10**6, about, sums, [10**9] * 5) for k, about in abouts.items()]
    return Review(
        period="month",
        first="2026-10-01",
        last="2026-10-31",
        stores=counted.stores,
        until=NOON.isoformat(),
        columns=[asdict(column)] * 8,
        endings=[[name, 10**6] for name in ALL],
        silent_money=sums,
        risen=counted.risen * 4,
        lessons=[asdict(one) for one in learnt],
        open=10**6,
        troubles=counted.troubles,
    )
