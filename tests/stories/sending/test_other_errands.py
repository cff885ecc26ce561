"""More time for the buyer, and images as evidence."""

import base64
import json
import time

import pytest

from models import orders
from models.acting.actions import ActionState
from slackbot import ids
from slackbot.signatures import sign
from tests.stories.conftest import INTAKE_SECRET
from tests.stories.sending.conftest import let
from tests.support.images import an_image
from tests.support.reading import has_button
from tests.support.sending import later, thread

EXTEND = "aliexpress.trade.redefining.extendsbuyeracceptgoodstime"
UPLOAD = "aliexpress.issue.image.upload"


def extend(story, dispute, days="15"):
    story.workspace.command("UANA", f"/dispute extend #{dispute.number}")
    return story.workspace.submit("UANA", {ids.EXTEND_DAYS: {ids.VALUE: days}})


def extensions(story, dispute):
    return story.gateway.books(about=dispute.order_id)


def ends_at(story, dispute):
    with story.desk.database.read() as session:
        return orders.find(session, "nordic", dispute.order_id).protection_ends_at


def test_the_buyer_gets_more_time_after_a_last_look(story, dispute):
    before = ends_at(story, dispute)
    look = extend(story, dispute)["view"]
    assert look["callback_id"] == ids.EXTEND_CONFIRM

    story.workspace.submit("UANA")
    story.settle()

    assert [line["said"]["days"] for line in extensions(story, dispute)] == ["15"]
    assert (ends_at(story, dispute) - before).days in {14, 15}


def test_a_number_of_days_that_is_none_stands_at_its_field(story, dispute):
    for typed in ("many", "0", "61", "١٥"):
        assert "from 1 to 60" in extend(story, dispute, typed)["errors"][ids.EXTEND_DAYS]


def test_an_extension_whose_answer_was_lost_is_found(story, dispute):
    story.gateway.fault("lost_answer", method=EXTEND)
    extend(story, dispute)
    story.workspace.submit("UANA")
    story.settle()

    assert dispute.action().state is ActionState.SENT
    assert len(extensions(story, dispute)) == 1


def test_two_looks_at_the_same_end_extend_it_once(story, dispute):
    for user in ("UBEN", "UANA"):
        story.workspace.command(user, f"/dispute extend #{dispute.number}")
        story.workspace.submit(user, {ids.EXTEND_DAYS: {ids.VALUE: "5"}})
    for user in ("UANA", "UBEN"):
        story.workspace.submit(user)
        story.settle()

    assert len(extensions(story, dispute)) == 1


def test_an_extension_the_platform_declines_says_why(story, dispute):
    story.gateway.fault("insufficient-permission", method=EXTEND)
    extend(story, dispute)
    story.workspace.submit("UANA")
    story.settle()

    assert dispute.action().state is ActionState.FAILED
    assert any("Not sent" in said for said in thread(dispute))


def test_the_case_has_the_button(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    [brief] = [m for m in dispute.thread() if has_button(m, ids.EXTEND)]
    assert story.workspace.press("UANA", ids.EXTEND, message=brief)["view"]["callback_id"] == (
        ids.EXTEND_MODAL
    )


# Evidence.


@pytest.fixture
def hand_in(type_in):
    def hand_in(dispute, file, *more):
        code, said, complained = type_in("evidence", f"#{dispute.number}", str(file), *more)
        return code, said + complained

    return hand_in


@pytest.fixture
def photo(tmp_path, dispute):
    """Another one for each dispute."""
    file = tmp_path / "<photo>.png"
    file.write_bytes(an_image("png", 3_000) + dispute.issue_id.encode())
    return file


def test_an_image_waits_in_the_thread_for_a_persons_word(story, dispute, photo, hand_in):
    code, said = hand_in(dispute, photo)
    story.settle()
    assert (code, "waits in the thread" in said) == (0, True)
    assert dispute.books() == []

    [waiting] = [m for m in dispute.thread() if has_button(m, ids.SEND_IMAGE)]
    assert "&lt;photo&gt;.png (2 KB)" in str(waiting)
    look = story.workspace.press("UBEN", ids.SEND_IMAGE, message=waiting)["view"]
    assert look["callback_id"] == ids.IMAGE_CONFIRM
    story.workspace.submit("UBEN")
    story.settle()

    [line] = dispute.books()
    assert (line["method"], line["said"]["extension"]) == ("upload", "png")
    assert not [m for m in dispute.thread() if has_button(m, ids.SEND_IMAGE)]


def test_the_terminal_sends_it_at_once_for_whom_it_names(story, dispute, photo, hand_in):
    assert hand_in(dispute, photo, "--by", "UANA", "--yes")[0] == 0
    story.settle()
    assert len(dispute.books()) == 1

    code, said = hand_in(dispute, photo, "--by", "UANA", "--yes")
    assert (code, "this very image" in said) == (1, True)


def test_the_terminal_refuses_who_may_not_and_what_is_no_image(story, dispute, photo, hand_in):
    text = photo.with_suffix(".jpg")
    text.write_text("a picture")
    big = photo.with_suffix(".gif")
    big.write_bytes(an_image("gif", 2 * 1024 * 1024 + 1))

    assert "Your role does not let you" in hand_in(dispute, photo, "--by", "UVIC")[1]
    assert "no image that AliExpress takes" in hand_in(dispute, text)[1]
    assert "has 2.1 MB; AliExpress takes 2 MB at most" in hand_in(dispute, big)[1]
    let(story.desk, write=False)
    said = hand_in(dispute, photo, "--by", "UANA", "--yes")[1]
    assert "may not write to AliExpress" in said


def test_an_upload_whose_answer_was_lost_is_found(story, dispute, photo, hand_in):
    story.gateway.fault("lost_answer", method=UPLOAD)
    hand_in(dispute, photo, "--by", "UANA", "--yes")
    story.settle()

    assert dispute.action().state is ActionState.SENT
    assert len(dispute.books()) == 1


def test_an_upload_that_never_arrived_is_a_persons(story, dispute, photo, hand_in):
    story.gateway.fault("500", method=UPLOAD)
    hand_in(dispute, photo, "--by", "UANA", "--yes")
    story.settle()
    later(story)

    assert dispute.action().state is ActionState.UNCLEAR
    assert any("Unclear" in said for said in thread(dispute))


def post(story, *records, secret=INTAKE_SECRET):
    body, now = json.dumps({"evidence": records}).encode(), str(int(time.time()))
    signed = {
        "X-Disputes-Timestamp": now,
        "X-Disputes-Signature": sign(secret, now, body),
    }
    return story.web.http.post("/intake/evidence", content=body, headers=signed)


def an_entry(dispute, content, **changes):
    content = base64.b64encode(content).decode()
    plain = {"store": "nordic", "issue_id": dispute.issue_id, "name": "a.jpg", "image": content}
    return plain | changes


def test_a_partner_hands_images_in_and_bad_ones_are_named(story, dispute):
    answer = post(
        story,
        an_entry(dispute, an_image() + dispute.issue_id.encode()),
        an_entry(dispute, b"text"),
        an_entry(dispute, an_image(), issue_id="7"),
        an_entry(dispute, b"", image="%%%"),
        {"store": "nordic"},
    ).json()
    story.settle()

    assert answer["handed_in"] == 1
    assert [bad["index"] for bad in answer["rejected"]] == [1, 2, 3, 4]
    assert [m for m in dispute.thread() if has_button(m, ids.SEND_IMAGE)]
    assert post(story, secret="wrong").status_code == 401
