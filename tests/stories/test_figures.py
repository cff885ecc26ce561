"""`/dispute figures`: how thirty days went, each figure with its sample."""

import pytest

from models.disputes import Dispute
from models.figures.behind import Behind
from models.records import Outcome
from slackbot import ids
from tests.builders import DAY
from tests.models.test_rates import a_dispute
from tests.support.reading import text_of


@pytest.fixture
def month(story):
    """Twelve disputes that ended ten days ago: nine lost by silence, three won."""
    now = story.desk.now()
    with story.desk.database.write() as session:
        for n in range(12):
            outcome = Outcome.WON if n % 4 == 0 else Outcome.LOST_BY_SILENCE
            ended = {"outcome": outcome, "refunded": 0, "closed_at": now - 10 * DAY}
            told = {
                "opened_at": now - 12 * DAY,
                "first_answered_at": now - 11 * DAY,
                "currency": "USD",
            }
            row = a_dispute(n, DICE).model_dump(exclude={"id"})
            session.add(Dispute(**row | told | ended | {"platform_handled": False}))
    return story


class DICE:
    """Always the middle."""

    @staticmethod
    def uniform(low, high):
        return (low + high) / 2

    @staticmethod
    def random():
        return 0.5

    @staticmethod
    def choice(of):
        return of[len(of) // 2]

    @staticmethod
    def randint(low, high):
        return (low + high) // 2


def figures(story, words="", user="ULEA"):
    return story.workspace.command(user, f"/dispute figures {words}".strip())["ephemeral"][0]


def test_each_stands_with_its_sample_and_few_are_too_few(month):
    said = text_of(figures(month))

    assert "*First response*  median 24.0 h, nine of ten within 24.0 h (12)" in said
    assert "*Time to resolution*  median 2.0 d, nine of ten within 2.0 d (12)" in said
    assert "*Won, of those fought to the end*  25 % (3 of 12)" in said
    assert "*Lost by silence*  75 % (9 of 12)" in said
    assert "*Refunded, by value (USD)*  0 % (0.00 of 564.00, 12 disputes)" in said
    assert "*From a nudge to the answer*  too few to say (0)" in said
    assert "*Liability rate*  too few to say (0)" in said


def test_the_disputes_behind_a_figure_open_from_it(month):
    message = figures(month, "nordic")
    view = month.workspace.press("ULEA", ids.FIGURES_BEHIND, "won:30:nordic", message=message)[
        "view"
    ]

    assert text_of(view).count("*#") == 3
    number = view["blocks"][1]["accessory"]["value"].partition(":")[2]
    opened = month.workspace.press("ULEA", f"{ids.OPEN}history", f"history:{number}")["view"]
    assert opened["callback_id"] == ids.HISTORY_MODAL
    nobody = month.workspace.press("ULEA", ids.FIGURES_BEHIND, "lost:30:nordic", message=message)
    assert "None in the last 30 days." in text_of(nobody["view"])


def test_other_spans_and_stores_are_said_in_any_order(month):
    assert "Last 90 days · nordic*" in text_of(figures(month, "90d nordic"))
    week = figures(month, "nordic week")
    assert "Last 7 days · nordic*" in text_of(week)
    assert "*Time to resolution*  too few to say (0)" in text_of(week)
    [menu] = [one for block in week["blocks"] for one in block.get("elements", ())]
    silent = next(o["value"] for o in menu["options"] if o["value"].startswith("silent"))
    assert silent == "silent:7:nordic"
    view = month.workspace.press("ULEA", ids.FIGURES_BEHIND, silent, message=week)["view"]
    assert "None in the last 7 days." in text_of(view)


def test_a_span_that_is_too_long_is_answered_with_what_to_say(month):
    assert figures(month, "900d")["text"] == (
        "“900d” is no span: say week, month, quarter, year, or days such as 90d, at most 365d."
    )


def test_how_they_ended_is_told_by_outcome(month):
    assert "*How they ended*  9 lost by silence, 3 won" in text_of(figures(month))


@pytest.mark.parametrize("which", Behind)
def test_each_figure_and_each_ending_opens_its_disputes(month, which):
    view = month.workspace.press(
        "ULEA", ids.FIGURES_BEHIND, f"{which}:30:", message=figures(month)
    )["view"]

    there = {
        **dict.fromkeys((Behind.FIRST_RESPONSE, Behind.RESOLUTION, Behind.DISPUTED), 12),
        **dict.fromkeys((Behind.SILENT, Behind.LIABLE), 9),
        **dict.fromkeys((Behind.WON, Behind.ARBITRATED), 3),
    }
    assert text_of(view).count("*#") == there.get(which, 0)


def test_they_are_for_leads_and_of_their_stores(month):
    agent = figures(month, user="UANA")
    assert agent["text"] == "Only leads can see the digest and the figures."
    assert "There is no store “atlantis”" in figures(month, "atlantis")["text"]
    assert "too few to say (0)" in text_of(figures(month, "solar"))


def test_a_lead_of_one_store_reads_of_that_alone(month):
    month.workspace.command("UADA", "/dispute roles <@UOUT> lead solar")

    assert "Last 30 days · solar" in text_of(figures(month, user="UOUT"))
    assert "no role in the store nordic" in figures(month, "nordic", "UOUT")["text"]
