"""`disputes tag` answers line for line, and says of a bad line what is wrong with it."""

import json

import pytest

from models.tagging import tag_lines


def answers(*lines):
    return [(json.loads(line), readable) for line, readable in tag_lines(lines)]


def test_a_line_gets_its_cause():
    line = json.dumps({"id": "d1", "text": "the box was empty", "reason": None, "facts": {}})

    [(answer, readable)] = answers(line)

    assert readable
    assert answer["cause"] == "P2"
    assert answer["because"] == ["“box was empty”"]
    assert list(answer) == ["id", "cause", "confidence", "also", "because"]


@pytest.mark.parametrize("id_", ["d1", 7, 9007199254740993, ""])
def test_the_id_comes_back_as_it_came(id_):
    assert answers(json.dumps({"id": id_, "text": "broken"}))[0][0]["id"] == id_


def test_reason_text_and_facts_may_be_absent_or_null():
    lines = ('{"id": 1}', '{"id": 1, "reason": null, "text": null, "facts": null}')

    assert [readable for _, readable in answers(*lines)] == [True, True]


def test_facts_that_are_unknown_are_ignored():
    line = '{"id": 1, "text": "late", "facts": {"moon": "full", "days_since_ship": 9}}'

    assert answers(line)[0][1]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "The line is empty."),
        ("  \n", "The line is empty."),
        ("{", "The line is not JSON."),
        ("[" * 100_000, "The line is not JSON."),
        ("[1]", "The line is not a JSON object."),
        ('{"text": "x"}', "The key “id” is missing."),
        ('{"id": true}', "The value of “id” is not of the right type."),
        ('{"id": 1, "text": 5}', "The value of “text” is not of the right type."),
        ('{"id": 1, "facts": []}', "The value of “facts” is not of the right type."),
        (
            '{"id": 1, "facts": {"promised_days": "soon"}}',
            "The value of “facts.promised_days” is not of the right type.",
        ),
        (
            '{"id": 1, "facts": {"protection_expired": {}}}',
            "The value of “facts.protection_expired” is not of the right type.",
        ),
    ],
)
def test_a_bad_line_is_answered_with_a_sentence(line, sentence):
    assert answers(line) == [({"id": None, "error": sentence}, False)]


def test_answers_keep_the_order_and_number_of_lines():
    found = answers('{"id": 1}', "", '{"id": 2}')

    assert [answer["id"] for answer, _ in found] == [1, None, 2]
    assert [readable for _, readable in found] == [True, False, True]


def test_a_bad_surrogate_does_not_stop_the_rest():
    found = answers('{"id": "\\ud800", "text": "broken \\ud800"}', '{"id": 2}')

    assert all(line.encode() for line, _ in tag_lines(['{"id": "\\ud800"}']))
    assert found[1] == answers('{"id": 2}')[0]
