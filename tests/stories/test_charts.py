"""The digest's pictures: the words at once, the picture by an edit, whatever Slack says to it."""

import sys

import httpx
import pytest
from sqlmodel import select

from jobs import follow_ups
from jobs import messages as delivering
from jobs.charts import due, work
from jobs.charts.drawing import Picture
from models.charts.charts import MOST_REFUSALS, MOST_TRIES, NATIVE_RESTS, Chart, State
from models.stores import Store
from slackbot.sandbox.scopes import BOT_SCOPES
from tests.builders import DAY, HOUR
from tests.support.charted import (
    a_dispute,
    add,
    broken_lamps,
    charts_of,
    details_of,
    digest_of,
    digest_rows,
    fights,
    late_parcels,
    let_time_pass,
    pictures,
    want_anew,
)
from tests.support.reading import text_of

PNG = b"\x89PNG\r\n\x1a\n"
UPLOADS = ("files.getUploadURLExternal", "files.completeUploadExternal")


@pytest.fixture
def history(story):
    """A digest with a picture, and two in its thread."""
    now = story.desk.now()
    add(story, *late_parcels(now), *broken_lamps(now), *fights(now))
    return story


@pytest.fixture
def parcels(story):
    """A digest with one picture."""
    add(story, *late_parcels(story.desk.now()))
    return story


def ask(story):
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()


def sweep(story):
    """The clock, some time later."""
    let_time_pass(story)
    due.look()
    delivering.redraw()
    story.settle()


def test_the_digest_shows_its_picture_and_the_thread_the_others(history):
    ask(history)

    [overview] = pictures(digest_of(history))
    assert overview["alt_text"].startswith(
        "Late beyond promise rose from 4 to 11 a week; most are to Brazil."
    )
    assert len(pictures(details_of(history))) == 2
    assert "edited" not in digest_of(history)


def test_what_the_picture_is_can_be_fetched_by_whoever_reads_the_digest(history):
    ask(history)

    for block in pictures(digest_of(history)) + pictures(details_of(history)):
        answer = httpx.get(f"{history.workspace.url}/files/{block['slack_file']['id']}")
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(PNG)


def test_the_words_stand_before_any_picture_is_drawn(history):
    """Nothing of the digest waits for a drawer: here there is none."""
    history.workspace.command("ULEA", "/dispute digest")
    follow_ups.work_off()
    delivering.deliver()

    assert "*Open*  27" in text_of(digest_of(history))
    assert pictures(digest_of(history)) == []
    posted = digest_of(history)["ts"]
    history.settle()
    assert digest_of(history)["ts"] == posted
    assert len(pictures(digest_of(history))) == 1


@pytest.mark.parametrize("count", [0, 1, 4])
def test_of_too_few_disputes_there_is_no_picture(story, count):
    now = story.desk.now()
    add(story, *(a_dispute(now - DAY) for _n in range(count)))
    ask(story)

    assert charts_of(story) == []
    assert pictures(digest_of(story)) == []


def test_asked_for_again_the_picture_shows_the_present(history):
    ask(history)
    [before] = pictures(digest_of(history))
    add(history, a_dispute(history.desk.now() - HOUR, buyer_country="BR"))
    ask(history)

    [after] = pictures(digest_of(history))
    assert after["slack_file"] != before["slack_file"]
    assert "rose from 4 to 12 a week" in after["alt_text"]


def test_a_digest_in_chinese_has_a_picture_and_its_words(history):
    with history.desk.database.write() as session:
        for row in session.exec(select(Store)):
            row.language = "zh"
            session.add(row)
    ask(history)

    [overview] = pictures(digest_of(history))
    assert "一周内由 4 笔升至 11 笔，多数发往巴西。" in overview["alt_text"]


@pytest.mark.parametrize("method", UPLOADS)
@pytest.mark.parametrize("kind", ["lost_answer", "500", "502_html", "429"])
def test_what_goes_wrong_with_an_upload_is_tried_again(history, method, kind):
    history.workspace.fault(kind, method=method, count=1)
    ask(history)
    sweep(history)

    assert len(pictures(digest_of(history))) == 1
    assert len(pictures(details_of(history))) == 2


def test_without_the_right_to_upload_the_digest_stands_in_words(history):
    without = [scope for scope in BOT_SCOPES if scope != "files:write"]
    httpx.post(f"{history.workspace.url}/control/scopes", json={"scopes": without})
    ask(history)
    for _time in range(MOST_TRIES):
        sweep(history)

    assert "*Open*  27" in text_of(digest_of(history))
    assert pictures(digest_of(history)) == []
    assert {(chart.state, chart.last_error) for chart in charts_of(history)} == {
        (State.GIVEN_UP, "missing_scope")
    }


def test_a_file_that_slack_has_not_read_yet_comes_a_little_later(history):
    history.workspace.fault("unread_file", method="chat.update", count=1)
    ask(history)
    assert pictures(digest_of(history)) == []
    assert len(digest_of(history)["blocks"]) > 1  # Without the picture, not bare words.
    sweep(history)

    assert len(pictures(digest_of(history))) == 1


def test_a_file_that_slack_never_takes_is_not_tried_for_ever(history):
    history.workspace.fault("unread_file", method="chat.update")
    ask(history)
    for _time in range(MOST_REFUSALS):
        sweep(history)

    assert {chart.state for chart in charts_of(history)} == {State.GIVEN_UP}
    assert pictures(digest_of(history)) == []
    assert len(digest_of(history)["blocks"]) > 1
    assert all(row.redraw_at is None for row in digest_rows(history))


class Killed(BaseException):
    """The process died."""


def traced(trace, function):
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)


def dies_before(line):
    """Runs the job until so many of its lines are done; whether it was to do more."""
    run = 0

    def kill(frame, event, _argument):
        nonlocal run
        if frame.f_code.co_filename != work.__file__:
            return None
        run += event == "line"
        if run > line:
            raise Killed
        return kill

    try:
        traced(kill, work.draw)
    except Killed:
        return True
    return False


def test_dead_between_any_two_lines_the_picture_comes_once(parcels, monkeypatch):
    """The job dies one line later each time; whoever comes next finishes, and posts nothing."""
    picture = Picture(PNG, coded=False)  # To draw one each time would take a minute.
    monkeypatch.setattr(work, "drawn", lambda *_about: picture)
    parcels.workspace.command("ULEA", "/dispute digest")
    follow_ups.work_off()
    delivering.deliver()
    lines = 0
    while dies_before(lines):
        sweep(parcels)
        assert len(pictures(digest_of(parcels))) == 1
        want_anew(parcels)
        lines += 1

    assert lines > 20
    assert len(parcels.workspace.messages("CLEADS")) == 2


def test_a_picture_whose_drawer_dies_each_time_is_given_up(parcels, monkeypatch):
    def die(*_about):
        raise Killed

    monkeypatch.setattr(work, "drawn", die)
    parcels.workspace.command("ULEA", "/dispute digest")
    follow_ups.work_off()
    for _time in range(MOST_TRIES):
        with pytest.raises(Killed):
            work.draw()
        let_time_pass(parcels)
    work.draw()

    [chart] = charts_of(parcels)
    assert (chart.state, chart.last_error) == (State.GIVEN_UP, "died")


@pytest.fixture
def native(monkeypatch):
    """Ask for it before the story begins."""
    monkeypatch.setenv("SLACK_NATIVE_CHARTS", "true")


def kinds(message):
    return [block["type"] for block in message["blocks"]]


def test_slack_draws_the_charts_itself_where_it_is_told_to(native, history):
    ask(history)

    assert kinds(digest_of(history))[-2:] == ["data_visualization"] * 2
    assert kinds(details_of(history))[-2:] == ["table", "data_visualization"]
    assert {chart.state for chart in charts_of(history)} == {State.NATIVE}
    causes = digest_of(history)["blocks"][-2]
    assert [one["name"] for one in causes["chart"]["series"]] == ["Logistics", "Product", "Buyer"]
    assert sum(point["value"] for point in causes["chart"]["series"][0]["data"]) == 15


def test_a_workspace_that_refuses_its_own_charts_gets_pictures(native, history):
    history.workspace.fault("no_native_charts")
    ask(history)

    assert kinds(digest_of(history))[-1] == "image"
    assert kinds(details_of(history))[-2:] == ["image", "image"]
    assert "data_visualization" not in kinds(digest_of(history))


def test_a_workspace_that_refused_them_is_left_alone_for_a_while(native, history):
    """The next digest does not try again: nothing but pictures is asked of Slack."""
    history.workspace.fault("no_native_charts")
    ask(history)
    history.workspace.clear()
    add(history, a_dispute(history.desk.now() - HOUR))
    ask(history)

    assert kinds(digest_of(history))[-1] == "image"


def test_what_was_left_to_slack_before_it_refused_is_drawn_for_it(native, history):
    """The digest is refused; its thread, which Slack was to draw as well, was not shown yet."""
    history.workspace.fault("no_native_charts")
    history.workspace.command("ULEA", "/dispute digest")
    follow_ups.work_off()
    work.draw()
    assert {chart.state for chart in charts_of(history)} == {State.NATIVE}
    history.settle()

    assert kinds(digest_of(history))[-1] == "image"
    assert kinds(details_of(history))[-2:] == ["image", "image"]


def test_after_the_while_it_is_asked_again(native, history):
    history.workspace.fault("no_native_charts")
    ask(history)
    history.workspace.clear()
    with history.desk.database.write() as session:
        for chart in session.exec(select(Chart)):
            refused = chart.native_refused_at
            chart.native_refused_at = refused and refused - NATIVE_RESTS
            session.add(chart)
    add(history, a_dispute(history.desk.now() - HOUR))
    ask(history)

    assert kinds(digest_of(history))[-1] == "data_visualization"
