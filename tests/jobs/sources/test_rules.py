"""The platform's periods, and an operator's file over them."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.sources.rules import rules
from models.complaints import Complaint

DAY = timedelta(days=1)


@pytest.fixture
def own(tmp_path):
    def own(text):
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return own


def test_without_a_file_the_published_periods_count():
    ours = rules()
    assert (ours.respond, ours.platform_asks, ours.buyer_returns) == (5 * DAY, 3 * DAY, 10 * DAY)
    assert (ours.confirm_return, ours.appeal, ours.holidays) == (30 * DAY, 7 * DAY, ())


def test_a_holiday_is_told_in_the_platforms_time(own):
    told = "respond = 6\n[[holidays]]\nstart = 2027-02-03 00:00:00\nend = 2027-02-13 00:00:00\n"
    mine = rules(own(told + "respond = 10\n"))
    inside = datetime(2027, 2, 3, 8, 0, tzinfo=UTC)  # Midnight there.
    assert mine.respond_after(inside) == 10 * DAY
    assert mine.respond_after(inside - timedelta(seconds=1)) == 6 * DAY
    assert mine.appeal == 7 * DAY


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("respond = -1", "respond"),
        ("respond = 'soon'", "respond"),
        ("answer = 5", "answer"),
        ("respond =", "cannot be read"),
        (
            "[[holidays]]\nstart = 2027-02-03 00:00:00\nend = 2027-02-01 00:00:00\nrespond = 9",
            "ends",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(own, told, said):
    with pytest.raises(Complaint) as complaint:
        rules(own(told))
    assert said in complaint.value.said("en")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(Complaint, match="cannot be read"):
        rules(tmp_path / "nowhere.toml")
