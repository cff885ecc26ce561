"""
Takes the pictures of the digest with its charts, over a made-up history; nothing else must run.

    .venv/bin/python docs/images/take_charts.py
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, sync_playwright

from jobs.charts import work
from jobs.running import seed
from models import digests
from models.database import Database
from models.digests import Wish
from models.disputes import Dispute
from models.events import AuditEntry, DisputeClosed, DisputeOpened
from models.migrations import migrate
from models.periods import Period, Stretch
from models.settings import Settings
from slackbot.delivery import Delivery
from slackbot.desk import Desk
from tests.builders import DAY, HOUR
from tests.support.browser import ARGUMENTS
from tests.support.charted import a_dispute, ended, late_parcels
from tests.support.redis import a_redis
from tests.support.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace

HERE = Path(__file__).parent
PRODUCTS = (
    ("Bluetooth speaker X3", "P1", 9),
    ("LED strip 5 m, warm white", "P2", 6),
    ("Folding camping lamp", "P1", 4),
    ("Phone case, transparent", "P5", 3),
    ("Garden solar light, set of 4", "P4", 2),
    ("Silicone baking mat", "P5", 1),
    ("Cable organiser", "P3", 1),
)
WEEKS = (
    (3, 6),
    (2, 5),
    (4, 6),
    (1, 2),
    (2, 5),
    (3, 5),
    (1, 1),
    (5, 8),
    (4, 6),
    (6, 8),
    (5, 6),
    (7, 8),
)
SHOTS: tuple[tuple[str, int, Literal["light", "dark"], int], ...] = (
    ("digest-charts", 1100, "light", 1),  # Name, width of the window, colours, pixels to a point.
    ("digest-charts-dark", 1100, "dark", 1),
    ("digest-charts-phone", 390, "light", 2),
)


def history(now: datetime) -> Iterator[Dispute]:
    """What two weeks of a store may look like, and how its fights ended."""
    yield from late_parcels(now)
    for place, (name, cause, count) in enumerate(PRODUCTS):
        about = {"product_id": f"100500123456{place}", "product_name": name}
        for n in range(count):
            at = now - (3 * n + place) % 27 * DAY - 3 * HOUR
            yield a_dispute(at, cause, **about, due_at=now + (place + n) * 17 * HOUR - 9 * HOUR)
    for n in range(4):
        yield a_dispute(now - 3 * n * DAY - 5 * HOUR, "B2")
    for back, (won, of) in enumerate(reversed(WEEKS)):
        for n in range(of):
            yield ended(now - back * 7 * DAY - 20 * HOUR, "won" if n < won else "arbitrated_lost")


def opening(dispute: Dispute) -> dict[str, Any]:
    return {"action": DisputeOpened.__name__, "dispute_id": dispute.id}


def closing(dispute: Dispute) -> dict[str, Any]:
    return {"action": DisputeClosed.__name__, "dispute_id": dispute.id}


def stage(desk: Desk) -> None:
    """A digest of this morning, with all that belongs to it."""
    now = desk.now()
    with desk.database.write() as session:
        told = list(history(now))
        session.add_all(told)
        session.flush()
        for place, one in enumerate(told):
            session.add(AuditEntry(at=one.opened_at, actor="desk", **opening(one)))
            if one.closed_at:
                session.add(AuditEntry(at=one.closed_at, actor="platform", **closing(one)))
            elif place % 3:
                one.assignee_id = ("UANA", "UBEN")[place % 2]
    with desk.database.write() as session:
        for channel, about in digests.channels(session, desk.settings).items():
            zone = digests.zone_of(about, desk.settings)
            today = Stretch.holding(Period.DAY, now.astimezone(zone).date(), zone)
            digests.want(session, digests.prepare(session, Wish(channel, about, today), now))
    Delivery(desk).run()
    work.draw()
    Delivery(desk).run()


def shoot(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        for name, width, colours, scale in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": 1400},
                color_scheme=colours,
                device_scale_factor=scale,
            )
            page.goto(f"{url}/?as=ULEA#CLEADS")
            digest = page.locator("#main article").first
            digest.locator("img[alt^='Late beyond']").wait_for()
            page.wait_for_timeout(500)
            digest.screenshot(path=HERE / f"{name}.png")
        shoot_thread(browser, url)
        browser.close()


def shoot_thread(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1700}, device_scale_factor=2)
    page.goto(f"{url}/?as=ULEA#CLEADS")
    page.get_by_role("link", name="repl").first.click()
    below = page.locator("#thread article").filter(has_text="Details").last
    below.locator("img").last.wait_for()
    page.wait_for_timeout(500)
    below.screenshot(path=HERE / "digest-charts-thread.png")


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as place,
        chdir(place),
        Workspace() as workspace,
        a_redis(Path(place)) as redis,
    ):
        os.environ |= {
            "DATABASE_URL": "sqlite:///desk.db",
            "REDIS_URL": redis,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": workspace.api_url,
            "LEADS_CHANNEL": "CLEADS",
        }
        settings = Settings.load(Path(place))
        database = Database(settings.database_url)
        migrate(database)
        database.close()
        seed.seed(settings, datetime.now(UTC), people=True, shops=True)
        desk = Desk.open(settings)
        stage(desk)
        shoot(workspace.url)
        desk.close()


if __name__ == "__main__":
    sys.exit(main())
