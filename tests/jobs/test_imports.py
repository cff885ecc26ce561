"""`disputes import`: files of every make through the one intake."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from sqlmodel import select

from models.disputes import Dispute
from models.events import AuditEntry
from models.imports import Import
from models.orders import Item, Order, ParcelEvent
from tests.builders import a_store

OWN = "store,issue_id,order_id,opened_at,text,amount,currency,facts.promised_days"
ROW = "nordic,{n},8194000000001470,2026-11-21T12:00:00Z,{text},12.50,USD,15"
EXPORT = [
    *("订单号", "订单状态", "负责人(业务员)", "买家名称", "下单时间", "付款时间", "产品总金额"),
    *("物流费用", "订单金额", "满立减", "产品信息（双击单元格展开所有产品信息！）", "订单备注"),
    *("收货地址", "收货人名称", "收货国家", "州/省", "城市", "地址", "邮编", "联系电话", "手机"),
    *("买家选择物流", "发货期限", "实际发货物流:运单号", "发货时间", "确认收货时间"),
]
PRIVATE = "Maria Private"
WALL = datetime.fromisoformat("2026-11-01T00:45")  # As a workbook holds it.
SOLD = {
    "订单号": "8194000000001470",
    "订单状态": "等待买家收货",
    "负责人(业务员)": PRIVATE,
    "买家名称": PRIVATE,
    "下单时间": "2026-11-01 00:30",
    "付款时间": "2026-11-01 00:45",
    "订单金额": "US $1,042.65",
    "产品信息（双击单元格展开所有产品信息！）": "Bluetooth speaker\n(产品数量:1)",
    "收货人名称": PRIVATE,
    "收货国家": "RU",
    "地址": f"12 Street of {PRIVATE}",
    "手机": "+7 900 000 00 00",
    "买家选择物流": "AliExpress Standard Shipping",
    "发货期限": "2026-11-10 00:00",
    "实际发货物流:运单号": "CAINIAO_STANDARD:lp00123456789",
    "发货时间": "2026-11-03 09:00",
}


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


def own(*texts):
    return "\n".join([OWN, *(ROW.format(n=n, text=text) for n, text in enumerate(texts))]) + "\n"


def export(*rows, delimiter=","):
    cells = [EXPORT, *([row.get(name, "") for name in EXPORT] for row in rows)]
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in cells) + "\n"


def bring(desk, written, name="file.csv", *options):
    """Write a file and import it: the exit code, what was said, what was complained of."""
    content = written if isinstance(written, bytes) else written.encode()
    (desk.folder / name).write_bytes(content)
    return desk.type("import", name, *options)


def rows(desk, table):
    with desk.database.read() as session:
        return list(session.exec(select(table)))


def rejected(desk, name="file.csv"):
    with (desk.folder / f"{name}.rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# What is taken.


def test_our_own_fields_are_taken_and_told_again_change_nothing(desk_on_both):
    first = bring(desk_on_both, own("It never came.", "它坏了。"))
    again = bring(desk_on_both, own("It never came.", "它坏了。"))

    assert first[:2] == (0, "2 added, 0 changed, 0 unchanged, 0 rejected.\n")
    assert again[:2] == (0, "0 added, 0 changed, 2 unchanged, 0 rejected.\n")
    told = {dispute.issue_id: dispute for dispute in rows(desk_on_both, Dispute)}
    assert told["0"].amount == Decimal("12.50")
    assert (told["1"].text, told["1"].facts) == ("它坏了。", {"promised_days": 15})
    assert [entry.action for entry in rows(desk_on_both, AuditEntry)] == ["DisputeOpened"] * 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_seen(desk, delimiter):
    assert bring(desk, own("Hello").replace(",", delimiter))[0] == 0
    assert [dispute.text for dispute in rows(desk, Dispute)] == ["Hello"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_seller_centers_export_is_read_in_any_encoding(desk, encoding):
    code, said, _ = bring(desk, export(SOLD).encode(encoding), "订单.csv", "--store", "nordic")

    assert (code, said) == (0, "1 added, 0 changed, 0 unchanged, 0 rejected.\n")
    [order] = rows(desk, Order)
    assert order.status == "WAIT_BUYER_ACCEPT_GOODS"
    assert (order.amount, order.currency) == (Decimal("1042.65"), "USD")
    assert (order.carrier, order.tracking_number) == ("CAINIAO_STANDARD", "LP00123456789")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Llegó roto. ¿Qué hago?"),
        ("cp1251", "Товар не пришел"),
        ("gbk", "还没有收到货物"),
    ],
)
def test_words_in_an_older_encoding_are_understood(desk, encoding, text):
    bring(desk, own(text, text, text).encode(encoding))

    assert {dispute.text for dispute in rows(desk, Dispute)} == {text}


def test_seller_centers_times_are_those_of_los_angeles(desk):
    """The first of November 2026 has the hour from one to two twice there."""
    twice = SOLD | {"付款时间": "2026-11-01 01:30"}
    bring(desk, export(twice), "file.csv", "--store", "nordic")

    [order] = rows(desk, Order)
    assert order.paid_at == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)  # The earlier one.
    assert order.ship_by == datetime(2026, 11, 10, 8, tzinfo=UTC)
    assert order.modified_at == order.shipped_at == datetime(2026, 11, 3, 17, tzinfo=UTC)


def test_nobodys_name_address_or_number_passes_the_door(desk):
    bad = SOLD | {"订单号": "2", "发货时间": "soon"}
    bring(desk, export(SOLD, bad), "file.csv", "--store", "nordic")

    kept = json.dumps([row.model_dump(mode="json") for row in rows(desk, Order)])
    written = (desk.folder / "file.csv.rejected.csv").read_text("utf-8-sig")
    for secret in (PRIVATE, "+7 900", "Street of"):
        assert secret not in kept
        assert secret not in written


def test_a_workbook_is_a_table_too(desk):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(EXPORT)
    told = SOLD | {"付款时间": WALL, "订单号": 8194000000001470}
    sheet.append([told.get(name) for name in EXPORT])
    book.save(desk.folder / "订单.xlsx")

    assert desk.type("import", "订单.xlsx", "--store", "nordic")[0] == 0
    [order] = rows(desk, Order)
    assert order.order_id == "8194000000001470"
    assert order.paid_at == datetime(2026, 11, 1, 7, 45, tzinfo=UTC)


def test_json_lines_hold_disputes_and_orders(desk):
    dispute = {"store": "nordic", "issue_id": 1, "order_id": 2, "opened_at": "2026-11-21T12:00Z"}
    order = {"store": "nordic", "order_id": 2, "items": [{"product_id": "7"}]}
    order |= {"events": [{"at": "2026-11-21T12:00Z", "code": "GOT"}], "phone": "+7 900"}

    lines = "\n".join(map(json.dumps, (dispute, order, dispute | {"issue_id": 3})))
    assert bring(desk, lines, "file.jsonl")[:2] == (
        0,
        "3 added, 0 changed, 0 unchanged, 0 rejected.\n",
    )
    assert len(rows(desk, Dispute)) == 2
    assert len(rows(desk, Item)) == len(rows(desk, ParcelEvent)) == 1


def test_lists_stand_as_json_in_their_cell(desk):
    told = 'store,order_id,items\nnordic,1,"[{""product_id"": ""7""}]"\n'

    assert bring(desk, told)[0] == 0
    assert [item.product_id for item in rows(desk, Item)] == ["7"]


# What is rejected.


def test_bad_rows_stand_beside_with_the_reason_and_can_be_mended(desk):
    told = own("good", "=1+1", "also good").replace("nordic,1,", "atlantis,1,")
    code, said, complained = bring(desk, told)

    assert (code, said) == (0, "2 added, 0 changed, 0 unchanged, 1 rejected.\n")
    assert "file.csv.rejected.csv" in complained
    [row] = rejected(desk)
    assert list(row)[-1] == "rejected_because"
    assert row["rejected_because"].startswith("There is no store “atlantis”.")
    assert row["text"] == "'=1+1"  # A spreadsheet would have reckoned.

    beside = desk.folder / "file.csv.rejected.csv"
    mended = beside.read_text("utf-8-sig").replace("atlantis", "nordic")
    assert bring(desk, mended, "mended.csv")[1] == "1 added, 0 changed, 0 unchanged, 0 rejected.\n"
    assert {dispute.text for dispute in rows(desk, Dispute)} == {"good", "=1+1", "also good"}


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("2026-11-21T12:00:00Z", "2026-11-21 12:00", "opened_at: Input should have timezone info"),
        ("12.50", "12,50 €", "amount: "),
        ("8194000000001470", "8.194E+15", "order_id: a spreadsheet has rounded this number"),
        (",15", ",15,,,more", "the row has more cells than there are columns"),
        ("nordic", "nordic\N{REPLACEMENT CHARACTER}", "some letters cannot be read"),
        ("USD", "Dollars", "currency: "),
    ],
    ids=lambda text: text[:20],
)
def test_a_bad_row_says_what_is_wrong(desk, wrong, right, reason):
    good, bad = own("good"), own("good", "bad").splitlines()[-1]
    quoted = f'"{right}"' if "," in right and right[0] != "," else right

    assert bring(desk, good + bad.replace(wrong, quoted))[0] == 0
    [row] = rejected(desk)
    assert row["rejected_because"].startswith(reason)
    assert len(rows(desk, Dispute)) == 1


def test_a_line_that_is_no_json_is_rejected_and_the_others_taken(desk):
    good = json.dumps({"store": "nordic", "order_id": "1"})

    bring(desk, f"{good}\n{{half\n[]\n", "file.jsonl")

    assert [row["json"] for row in rejected(desk, "file.jsonl")] == ["{half", "[]"]
    assert len(rows(desk, Order)) == 1


def test_a_row_of_another_store_than_the_file_is_rejected(desk):
    with desk.database.write() as session:
        a_store(session, "iberia")

    code, said, _ = bring(desk, own("whose?"), "file.csv", "--store", "iberia")

    assert (code, said) == (1, "0 added, 0 changed, 0 unchanged, 1 rejected.\n")
    assert rejected(desk)[0]["rejected_because"].startswith("store: this row is of “nordic”")


def test_what_was_mended_in_the_file_itself_is_no_longer_rejected(desk):
    bring(desk, own("bad").replace("12.50", "much"))
    assert bring(desk, own("good"))[0] == 0

    assert not (desk.folder / "file.csv.rejected.csv").exists()


# What cannot be read at all is one sentence.


def a_locked_workbook():
    return b"\xd0\xcf\x11\xe0" + b"\0" * 300_000 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (b"", "file is no table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "file is no table"),
        (b"PK\x03\x04 and nothing more", "file is no table"),
        (b"Dear all,\nplease find attached\n", "file has columns that mean nothing here: Dear all"),
        ("name,value\n1,2\n", "file has columns that mean nothing here: name, value. Known are"),
        ("order_id,phone,store\n1,2,3\n", "file has columns that mean nothing here: phone. Known"),
        ("order_id,status\n1,FINISH\n", "file does not say whose rows these are"),
        (a_locked_workbook(), "file is protected by a password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "file is a workbook of an old kind"),
    ],
    ids=lambda told: ascii(told)[:30],
)
def test_a_file_that_makes_no_sense_is_one_sentence(desk, written, sentence):
    code, said, complained = bring(desk, written, "file")

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert complained.startswith(sentence)
    assert rows(desk, Import) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv."),
        (["."], "is a directory"),
        (["file.csv", "--store", "atlantis"], "There is no store “atlantis”."),
    ],
)
def test_a_slip_of_the_tongue_is_one_sentence(desk, words, sentence):
    (desk.folder / "file.csv").write_text(own("Hello"))

    code, said, complained = desk.type("import", *words)

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert sentence in complained


@pytest.mark.parametrize(
    "bomb",
    [
        b"<row><c t='inlineStr'><is><t>" + b"A" * (64 << 20) + b"</t></is></c></row>",
        b"<row>" + b"<c><v>1</v></c>" * (4 << 20) + b"</row>",
    ],
    ids=["one cell", "one row"],
)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused(desk, bomb):
    openpyxl.Workbook().save(desk.folder / "plain.xlsx")
    with (
        zipfile.ZipFile(desk.folder / "plain.xlsx") as plain,
        zipfile.ZipFile(desk.folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in plain.namelist():
            is_sheet = name.endswith("sheet1.xml")
            out.writestr(name, b"<sheetData>" + bomb if is_sheet else plain.read(name))

    code, _, complained = desk.type("import", "bomb.xlsx")

    assert (code, complained) == (
        1,
        "bomb.xlsx unpacks to more than can be read: save it as CSV.\n",
    )


def test_a_line_without_an_end_spoils_no_other(desk):
    endless = json.dumps({"store": "nordic", "order_id": "1", "carrier": "x" * (3 << 20)})

    bring(desk, f"{endless}\n" + json.dumps({"store": "nordic", "order_id": "2"}), "file.jsonl")

    assert [order.order_id for order in rows(desk, Order)] == ["2"]
    assert [row["rejected_because"][:18] for row in rejected(desk, "file.jsonl")] == [
        "the line is longer"
    ]


# Interrupted.


def test_killed_and_started_again_it_goes_on_and_doubles_nothing(desk):
    good, bad = (
        '{{"store": "nordic", "order_id": "{0}"}}',
        '{{"store": "atlantis", "order_id": "{0}"}}',
    )
    lines = [(bad if n % 400 == 7 else good).format(n) for n in range(4_000)]
    (desk.folder / "file.jsonl").write_text("\n".join(lines))
    running = subprocess.Popen(
        [sys.executable, "-c", "from jobs.cli import main; main(['import', 'file.jsonl'])"],
        cwd=desk.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    while not (begun := rows(desk, Import)) or not begun[0].rows >= 1_000:
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    [cut] = rows(desk, Import)

    code, said, _ = desk.type("import", "file.jsonl")

    assert (code, cut.finished_at) == (0, None)
    assert len(rows(desk, Order)) == 3_990
    assert [json.loads(row["json"])["order_id"] for row in rejected(desk, "file.jsonl")] == [
        str(n) for n in range(7, 4_000, 400)
    ]
    [done] = rows(desk, Import)
    assert (done.rows, done.rejected, done.started_at) == (4_000, 10, cut.started_at)
    assert said.endswith(" 10 rejected.\n")
