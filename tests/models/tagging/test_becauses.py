"""What decided a cause is told in the reader's language; the buyer's own words are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records import Facts
from models.tagging import Complaint, because_in, tag
from models.tagging.evidence import signs
from models.tagging.files import table

DAYS = st.none() | st.integers(-5, 900)
PHRASES = [phrase for entry in table("reasons")["reason"] for phrase in entry["phrases"]]
STATUSES = [
    "Returned: wrong address",
    "Held by customs\n{duty}",
    "5 days since shipping, promised 3",
]
KNOWN = st.builds(
    Facts,
    days_since_ship=DAYS,
    days_since_order=DAYS,
    promised_days=DAYS,
    delivered_after_days=DAYS,
    tracking_status=st.none() | st.sampled_from(STATUSES),
    tracking_code=st.none() | st.sampled_from(sorted(table("tracking")["codes"])),
    days_since_delivery=DAYS,
    protection_days=DAYS,
    protection_expired=st.none() | st.booleans(),
)
NUMBERS = re.compile(r"-?\d+")


@given(facts=KNOWN, reason=st.none() | st.sampled_from(PHRASES))
def test_every_fact_that_decides_has_its_chinese_form(facts, reason):
    said = [sign.quote for sign in signs(Complaint(facts=facts, reason=reason)) if sign.quote]

    for english, chinese in zip(said, because_in("zh", said), strict=True):
        assert chinese != english
        assert re.match(r"[\u4e00-\u9fff]|-?\d+ 天", chinese)
        assert NUMBERS.findall(chinese) == NUMBERS.findall(english)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("46 days since shipping, promised 30", "发货已 46 天，承诺 30 天"),
        ("delivered after 50 days, promised 45", "50 天妥投，承诺 45 天"),
        ("protection is over", "保护期已过"),
        ("tracking code CUS_TAX", "物流节点代码 CUS_TAX"),
        ("tracking: Returned: {x}\nto sender", "物流轨迹：Returned: {x}\nto sender"),
        ("reason: Customs is holding it", "买家所选原因：Customs is holding it"),
    ],
)
def test_a_fact_is_told_in_chinese(english, chinese):
    assert because_in("zh", [english]) == (chinese,)


@pytest.mark.parametrize("quote", ["“protected”", "“5 days since shipping, promised 3”", "“坏了”"])
def test_what_the_buyer_wrote_stays_as_it_is(quote):
    assert because_in("zh", [quote]) == (quote,)


@pytest.mark.parametrize("language", ["en", "de"])
def test_who_does_not_read_chinese_reads_what_the_tag_says(language):
    found = tag(Complaint(text="жду", facts=Facts(days_since_ship=41, promised_days=30)))

    assert because_in(language, found.because) == found.because
