"""`disputes import` of a catalogue: what a store says of its products."""

import csv
import json
from decimal import Decimal

import openpyxl
import pytest
from sqlmodel import select

from models import products
from models.products import Product
from tests.builders import a_store

ENGLISH = "Product ID,Product Name,Owner,Supplier,Warehouse,Unit cost,Currency"
CHINESE = "商品ID,商品名称,负责人,供应商,发货仓,成本价,币种"
OWN = "product_id,name,owner,supplier,warehouse,cost,currency"
SPEAKER = "1005001,Speaker,U0ANA,Lanjing,Ningbo,19.80,USD"
KNOWN = ("Speaker", "U0ANA", "Lanjing", "Ningbo", Decimal("19.8"), "USD")


@pytest.fixture
def desk(terminal):
    with terminal.database.write() as session:
        a_store(session)
    return terminal


@pytest.fixture
def desk_on_both(terminal_on_both):
    with terminal_on_both.database.write() as session:
        a_store(session)
    return terminal_on_both


def bring(desk, *lines, name="products.csv", encoding="utf-8"):
    (desk.folder / name).write_bytes("\n".join(lines).encode(encoding))
    return desk.type("import", name, "--store", "nordic")


def known(desk):
    with desk.database.read() as session:
        return {row.product_id: told(row) for row in session.exec(select(Product))}


def told(row):
    return row.name, row.owner_id, row.supplier, row.warehouse, row.cost, row.currency


def rejected(desk):
    beside = desk.folder / "products.csv.rejected.csv"
    with beside.open(encoding="utf-8-sig", newline="") as file:
        return [row["rejected_because"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("header", [OWN, ENGLISH, CHINESE, ENGLISH.upper()])
def test_a_catalogue_is_known_by_its_columns_however_a_seller_heads_them(desk, header):
    assert bring(desk, header, SPEAKER)[1] == "1 added, 0 changed, 0 unchanged, 0 rejected.\n"
    assert known(desk) == {"1005001": KNOWN}


def test_an_old_spreadsheet_in_chinese_is_read(desk):
    bring(desk, CHINESE, SPEAKER.replace("Lanjing", "蓝鲸音响"), encoding="gb18030")

    assert known(desk)["1005001"][2] == "蓝鲸音响"


def test_told_again_it_changes_nothing_and_a_blank_cell_keeps_what_is_known(desk_on_both):
    desk = desk_on_both
    bring(desk, OWN, SPEAKER, "1005002,Lamp,,,,,")
    with desk.database.read() as session:
        first = session.get(Product, ("nordic", "1005001")).told_at

    again = bring(desk, OWN, SPEAKER, "1005002,,,,,,", "1005001,,,,,,EUR")
    changed = bring(desk, OWN, "1005001,,<@U0BEN|ben>,,,,")

    assert again[1] == "0 added, 0 changed, 3 unchanged, 0 rejected.\n"
    assert changed[1] == "0 added, 1 changed, 0 unchanged, 0 rejected.\n"
    assert known(desk)["1005001"] == (KNOWN[0], "U0BEN", *KNOWN[2:])
    assert known(desk)["1005002"][0] == "Lamp"
    with desk.database.read() as session:
        assert session.get(Product, ("nordic", "1005001")).told_at > first
        assert products.owners(session, "nordic", ["1005001", "1005002"]) == {"1005001": "U0BEN"}
        assert products.of(session, "iberia", ["1005001"]) == {}


def test_of_a_product_that_stands_twice_in_a_file_the_later_row_holds(desk):
    said = bring(desk, OWN, SPEAKER, SPEAKER.replace("19.80", "21"))[1]

    assert said == "1 added, 1 changed, 0 unchanged, 0 rejected.\n"
    assert known(desk)["1005001"][4] == Decimal(21)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("7,,,,,cheap,USD", "cost: Input should be a valid decimal"),
        ("7,,,,,-3,USD", "cost: Input should be greater than or equal to 0"),
        ("7,,,,,nan,USD", "cost: Input should be a finite number"),
        ("7,,,,,3,", "record: a cost needs its currency, three letters such as USD"),
        ("7,,,,,3,Dollars", "currency: write its three letters, such as USD or CNY"),
        ("7,,Ana,,,,", "owner: write a person's Slack id, such as U0123ABCD"),
        ("7,,<!channel>,,,,", "owner: write a person's Slack id, such as U0123ABCD"),
        (",Lamp,,,,,", "product_id: Field required"),
        ("1.005E+15,,,,,,", "product_id: a spreadsheet has rounded this number; format it as text"),
    ],
)
def test_a_wrong_row_is_one_clear_reason_and_the_others_are_taken(desk, wrong, reason):
    said = bring(desk, OWN, SPEAKER, wrong)[1]

    assert said == "1 added, 0 changed, 0 unchanged, 1 rejected.\n"
    assert rejected(desk) == [reason]
    assert known(desk) == {"1005001": KNOWN}


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("product_id,stock", "products.csv has columns that mean nothing here: stock. Known are"),
        ("product_id,Title,品名", "products.csv has columns that mean the same: Title, 品名."),
    ],
)
def test_a_header_that_cannot_be_understood_is_one_sentence(desk, header, sentence):
    code, said, complained = bring(desk, header, "7,a,b")

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert complained.startswith(sentence)


def test_a_workbook_and_json_lines_hold_products_too(desk):
    book = openpyxl.Workbook()
    for row in (["商品编号", "成本", "货币"], ["1005001", 19.8, "usd"]):
        book.active.append(row)
    book.save(desk.folder / "products.xlsx")
    (desk.folder / "more.jsonl").write_text(json.dumps({"product_id": 5, "supplier": "Lanjing"}))

    desk.type("import", "products.xlsx", "--store", "nordic")
    desk.type("import", "more.jsonl", "--store", "nordic")

    assert known(desk)["1005001"][4:] == (Decimal("19.8"), "USD")
    assert known(desk)["5"][2] == "Lanjing"


def test_the_store_may_stand_in_the_rows(desk):
    (desk.folder / "products.csv").write_text("店铺,产品ID,供应商\natlantis,1,x\nnordic,2,y\n")

    assert desk.type("import", "products.csv")[1].endswith(
        "1 added, 0 changed, 0 unchanged, 1 rejected.\n"
    )
    assert rejected(desk)[0].startswith("There is no store “atlantis”.")
    assert known(desk).keys() == {"2"}


def test_disputes_that_name_a_product_are_no_catalogue(desk):
    told = "issue_id,order_id,opened_at,product_id", "1,2,2026-11-21T12:00:00Z,1005001"

    assert bring(desk, *told)[1] == "1 added, 0 changed, 0 unchanged, 0 rejected.\n"
    assert known(desk) == {}
