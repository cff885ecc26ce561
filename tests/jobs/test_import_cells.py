"""Cells of imported tables: whatever is written in one comes out as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.imports import columns, seller_center, tables

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(TEXT)
def test_a_cell_made_harmless_is_no_formula_and_can_be_mended(cell):
    written = tables.harmless(cell)

    assert not written.startswith(("=", "+", "-", "@"))
    assert tables.as_it_was(written) == cell


@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_any_words_in_any_delimited_table_are_read_as_they_were(tmp_path_factory, texts, delimiter):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([["order_id", "carrier"], *([n, text] for n, text in enumerate(texts))])
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    path.write_text(file.getvalue(), encoding="utf-8", newline="")

    table = tables.read_text(path, columns.known_among)

    assert [row.cells[1] for row in table.rows] == texts
    table.close()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("US $1,042.65", {"amount": "1042.65", "currency": "USD"}),
        ("€ 12.50", {"amount": "12.50", "currency": "EUR"}),
        ("BRL 407.47", {"amount": "407.47", "currency": "BRL"}),
        ("12.50", {"amount": "12.50"}),
        ("free", {"amount": "free"}),
        ("", {}),
    ],
)
def test_an_amount_is_read_with_its_currency(written, said):
    told = seller_center.order({"订单金额": written})

    assert told == said


@pytest.mark.parametrize(
    ("written", "carrier", "number"),
    [
        ("CAINIAO_STANDARD:LP001", "CAINIAO_STANDARD", "LP001"),
        ("CAINIAO_STANDARD：lp001", "CAINIAO_STANDARD", "LP001"),
        ("EMS:OLD1\nDHL: NEW2", "DHL", "NEW2"),
        ("LP001", None, "LP001"),
    ],
)
def test_the_latest_parcel_counts(written, carrier, number):
    told = seller_center.order({"实际发货物流:运单号": written})

    assert (told.get("carrier"), told["tracking_number"]) == (carrier, number)


def test_without_a_parcel_the_carrier_is_the_buyers_choice():
    told = seller_center.order({"买家选择物流": "EMS", "实际发货物流:运单号": ""})

    assert told == {"carrier": "EMS"}


@pytest.mark.parametrize("written", ["2026-1-5 9:05", "2026/01/05 09:05:00", "2026-01-05 09:05"])
def test_a_wall_time_is_read_however_it_is_written(written):
    told = seller_center.order({"付款时间": written})

    assert told["paid_at"].isoformat() == "2026-01-05T17:05:00+00:00"
    assert told["modified_at"] == told["paid_at"]
