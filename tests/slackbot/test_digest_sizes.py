"""The digests of an empty store, of one dispute and of five thousand: whole, and in budget."""

import random
import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from models.database import Database
from models.disputes import Dispute
from models.events import AuditEntry
from models.figures import daily, review
from models.periods import Period, Stretch
from models.records import Outcome
from models.tagging.causes import Cause
from slackbot.sandbox.blockkit import lint_message
from slackbot.views import digest
from slackbot.views import review as reviews
from tests.builders import DAY, HOUR, STORE, a_store
from tests.models.test_rates import a_dispute

NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)  # A Monday.
ZONE = ZoneInfo("UTC")
LONGEST = 12_000  # Characters of all blocks; Slack refuses at about 13,200.
ROWS = [column.name for column in Dispute.__table__.columns if column.name != "id"]


@pytest.fixture(params=[0, 1, 5000], scope="module")
def store(request, tmp_path_factory, migrated_file):
    """That many disputes of a year, and the line of each opening and end."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("sizes") / "desk.db")
    database = Database(f"sqlite:///{file}")
    dice = random.Random(request.param)
    with database.write() as session:
        a_store(session)
        session.flush()
        rows = [a_year_old(n, dice) for n in range(request.param)]
        if rows:
            session.execute(sa.insert(Dispute), [told(row) for row in rows])
            session.execute(sa.insert(AuditEntry), list(lines(rows)))
    yield request.param, database
    database.close()


def a_year_old(number, dice):
    """The first was opened this night; some of the others never ended."""
    row = a_dispute(number, dice)
    row.opened_at = NINE - 3 * HOUR - (dice.uniform(0, 365) * DAY if number else timedelta())
    row.turn_since = row.seen_at = row.opened_at
    row.due_at = row.opened_at + 5 * DAY
    row.currency, row.amount = "USD", Decimal(40)
    row.product_id, row.product_name = f"{number % 60}", f"Product {number % 60}"
    row.buyer_country = dice.choice(["RU", "BR", "ES"])
    row.cause = dice.choice([*Cause])
    row.assignee_id = dice.choice([None, "UANA", "UBEN"])
    row.closed_at = row.opened_at + dice.uniform(0.5, 9) * DAY if number % 50 else None
    ended = row.closed_at is not None and row.closed_at < NINE
    row.closed_at = row.closed_at if ended else None
    row.outcome = dice.choice([*Outcome]) if ended else None
    row.turn = "closed" if ended else "ours"
    row.status = "finish" if ended else "processing"
    row.platform_handled = number % 9 == 1
    return row


def told(row):
    return {name: getattr(row, name) for name in ROWS if name not in {"due_kind", "version"}}


def lines(rows):
    for number, row in enumerate(rows, 1):
        about = {"actor": "platform", "dispute_id": number, "details": {}}
        yield about | {"at": row.opened_at, "action": "DisputeOpened"}
        if row.closed_at:
            yield about | {"at": row.closed_at, "action": "DisputeClosed"}


def drawn(database, language):
    """By name, each message of the three digests."""
    with database.read() as session:
        counted = daily.of(session, [STORE], "2026-11-30", NINE - 3 * DAY, NINE)
        yield "day", digest.digest(counted, language)
        yield "day's thread", digest.details(counted, language)
        for period in (Period.WEEK, Period.MONTH):
            running = Stretch.holding(period, NINE.date(), ZONE)
            told = review.of(session, [STORE], running, NINE)
            yield period, reviews.review(told, language)
            yield f"{period}'s thread", reviews.details(told, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_stay_within_slacks_budgets(store, language):
    _, database = store

    for name, one in drawn(database, language):
        assert lint_message(one.text, one.blocks) == [], name
        assert len(str(one.blocks)) < LONGEST, name


def test_they_say_what_there_is(store):
    many, database = store
    said = {name: digest.as_text(one) for name, one in drawn(database, "en")}

    if many == 0:
        assert (
            said["day"]
            == "*2026-11-30 · nordic*  Quiet: nothing due within 24 h, 0 open, nothing new."
        )
        assert said["week"].endswith("A quiet week: nothing new, nothing closed, 0 open.")
        assert said["month"].count("\n") == 0
        return
    for period in ("week", "month"):
        head, new, *_ = said[period].splitlines()
        assert head.endswith(" · nordic (so far)*")
        assert new.startswith("*New*  ")
        assert "*Dispute rate, as AliExpress counts*  too few to say (0)" in said[period]
    assert "*Open*  " in said["day"]
    assert "*Where it comes from, 7 days*" in said["day"]
    if many == 1:
        assert "*New*  1" in said["week"]
        assert "*First response*  too few to say (0)" in said["week"]
        assert "*What to change*" not in said["week"]
    else:
        assert "*What to change*\n1. " in said["month"]
        assert "*First response*  median " in said["month"]
        assert "; before: " in said["month"]
