"""What goes wrong with a row may be logged; the row itself stays out of it."""

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from models.orders import Order
from models.records import DisputeRecord
from tests.builders import FULL_DISPUTE, NOON, STORE


def test_a_databases_error_does_not_hold_the_row(ground):
    twice = [Order(store=STORE, order_id="1", last_digits="1", read_at=NOON) for _ in range(2)]
    for order in twice:
        order.buyer = "marina1987"

    with pytest.raises(DBAPIError) as failed:
        ground.add(*twice)

    assert "marina1987" not in str(failed.value)


@pytest.mark.parametrize("wrong", [{"status": "asleep"}, {"order_id": None}])
def test_a_records_error_does_not_hold_what_was_told(wrong):
    with pytest.raises(ValidationError) as failed:
        DisputeRecord.model_validate(FULL_DISPUTE | wrong)

    assert "input_value" not in str(failed.value)
    assert "marina1987" not in str(failed.value)
