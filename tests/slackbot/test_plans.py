"""Plans in words; what the platform never documented is shown as it came."""

import pytest

from models.disputes import Solution
from models.records import SolutionOwner
from slackbot.views.plans import plans


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("return_and_refund", "reached", "AliExpress: return and refund, agreed"),
        ("voucher", "<odd>", "AliExpress: voucher, &lt;odd&gt;"),
        (None, None, "AliExpress: –, –"),
    ],
)
def test_a_plan_is_said_in_words_where_they_are_known(kind, status, said):
    plan = Solution(owner=SolutionOwner.PLATFORM, kind=kind, status=status)

    assert plans([plan], "en") == said
