"""`/dispute rules`: what the asker's stores live by, in their language."""

from tests.support.reading import text_of


def test_a_viewer_reads_the_rules_as_lines(story):
    answer = story.workspace.command("UVIC", "/dispute rules")

    said = text_of(answer["ephemeral"][0])
    assert "*Rules in force* · as they are built in" in said
    assert "• answer (any deadline): 72 h before: owner · 24 h before: thread · " in said
    assert "1 h before: thread, leads, manager · once it has passed: thread, leads" in said
    assert "• appeal (to appeal): 72 h before: owner" in said
    assert "*Working hours* Mon, Tue, Wed, Thu, Fri 09:00–18:00, " in said
    assert "first response 4 h · next response 8 h · resolution 45 h" in said


def test_a_stranger_is_told_why_not_and_an_unknown_store_is_named(story):
    stranger = story.workspace.command("UOUT", "/dispute rules")
    unknown = story.workspace.command("UVIC", "/dispute rules moon")

    assert "You have no role on this desk yet" in stranger["ephemeral"][0]["text"]
    assert "There is no store “moon”" in unknown["ephemeral"][0]["text"]
