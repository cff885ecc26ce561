"""A reply that somebody of the team writes: its gaps, and nothing else that a template could do."""

import pytest

from models.replies import drafts

VALUES = {
    "tracking_number": "LP00123456789012",
    "product": "Bluetooth speaker X3",
    "carrier": "菜鸟标准物流",
    "order": "8194012345671470",
    "days_since_ship": "41",
}


@pytest.mark.parametrize(
    ("text", "gapped"),
    [
        ("Parcel LP00123456789012 is late.", "Parcel {{ tracking_number }} is late."),
        ("包裹LP00123456789012仍在途中", "包裹{{ tracking_number }}仍在途中"),
        ("由菜鸟标准物流承运，订单8194012345671470。", "由{{ carrier }}承运，订单{{ order }}。"),
        ("追跡番号LP00123456789012の荷物", "追跡番号{{ tracking_number }}の荷物"),
        ("XLP00123456789012", "XLP00123456789012"),  # Part of another word.
        ("In 41 days", "In 41 days"),  # Too short to be that value for sure.
        ("Already {{ order }} and LP00123456789012", "Already {{ order }} and LP00123456789012"),
        ("Half {{ open LP00123456789012", "Half {{ open LP00123456789012"),
    ],
)
def test_each_known_value_becomes_a_gap_in_every_script(text, gapped):
    assert drafts.with_gaps(text, VALUES) == gapped


@pytest.mark.parametrize("name", ["dict", "self", "range", "cycler", "namespace", "buyer"])
def test_what_no_order_has_is_unknown_also_where_the_templates_know_it(name):
    assert drafts.unknown(f"Look: {{{{ {name} }}}}") == (name,)


@pytest.mark.parametrize(
    "text", ["{{ 7 }}", "{{ product|upper }}", "{{ product() }}", "{# x #}{% if x %}{% endif %}"]
)
def test_more_than_words_and_gaps_is_no_reply(text):
    assert drafts.names(text) is None
