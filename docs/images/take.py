"""
Takes the pictures of the docs: `make run` in one terminal, this in another.

    .venv/bin/python docs/images/take.py http://127.0.0.1:8800

It claims the disputes that it shows. Scripts that the machine has no font for show as boxes.
"""

import re
import sys
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, sync_playwright

from tests.support.browser import ARGUMENTS

HERE = Path(__file__).parent
CHANNELS = ("CNORDIC", "CSOLAR", "CTOYS")
A_CARD = "customs"  # A word of the card that stands for all.
FORMS = (
    ("board", "UANA", "/dispute more {number}"),
    ("resolve", "UANA", "/dispute resolve {number}"),
    ("relate", "UANA", "/dispute relate {number}"),
    ("merge", "UANA", "/dispute merge {number}"),
    ("history", "UANA", "/dispute history {number}"),
    ("evidence", "UANA", "/dispute evidence {number}"),
    ("assign", "ULEA", "/dispute assign {number}"),
    ("snooze", "UANA", "/dispute snooze {number}"),
    ("list", "UANA", None),  # A press on Home opens it.
)
ANSWERS = (
    ("next", "UANA", "/dispute next"),
    ("list", "UANA", "/dispute list mine"),
    ("roles", "UADA", "/dispute roles"),
    ("order", "UANA", "/order {order}"),
)
SCRIPTS = ("ar", "ja", "ru")  # One of them is written from right to left.


def take(page: Page, url: str) -> None:
    page.goto(f"{url}/?as=UANA#CNORDIC")
    card = cards(page).filter(has_text=A_CARD).filter(has_text="Claim").last
    card.wait_for()
    shot(page, card, "card")
    page.screenshot(path=HERE / "page.png")


def take_in(page: Page, url: str, language: str) -> None:
    """The card, the case in its thread and the reply, where the buyer writes that language."""
    number = found(page, url, language)
    card = cards(page).filter(has_text=number).first
    shot(page, card, f"card-{language}")
    card.get_by_role("button", name="Claim").click()
    card.get_by_role("link", name="repl").first.click()
    brief = page.locator("#thread article").filter(has_text="For us").first
    brief.wait_for()
    shot(page, brief, f"case-{language}")
    card.get_by_role("button", name="Reply…").click()
    form = page.get_by_role("dialog").filter(has_text="Suggestion")
    form.wait_for()
    shot(page, form, f"reply-{language}")
    page.keyboard.press("Escape")


def take_verbs(page: Page, url: str) -> None:
    """The form of each verb as an agent sees it, and what a lead and an admin open."""
    number = found(page, url, "ru")
    order = an_order(url)
    for name, user, words in FORMS:
        page.goto(f"{url}/?as={user}#CNORDIC")
        cards(page).first.wait_for()
        if words:
            say(url, user, words.format(number=number))
        else:
            page.goto(f"{url}/?as={user}#home")
            page.get_by_role("button", name="All open disputes").click()
        form = page.get_by_role("dialog").filter(has_not_text="One moment").last
        form.wait_for()
        shot(page, form, f"form-{name}")
        page.keyboard.press("Escape")
    for name, user, words in ANSWERS:
        page.goto(f"{url}/?as={user}#CNORDIC")
        cards(page).first.wait_for()
        say(url, user, words.format(number=number, order=order))
        answer = cards(page).filter(has_text="Only visible to you").last
        answer.wait_for()
        shot(page, answer, f"answer-{name}")


def say(url: str, user: str, text: str) -> None:
    step = {"user": user, "channel": "CNORDIC", "text": text}
    httpx.post(f"{url}/person/command", json=step, timeout=10).raise_for_status()


def an_order(url: str) -> str:
    """One that a suggested reply names in full."""
    said = httpx.get(f"{url}/workspace/messages", params={"channel": "CNORDIC"}, timeout=10).text
    return re.findall(r"\b8\d{15}\b", said)[0]


def found(page: Page, url: str, language: str) -> str:
    """A claimable card of that language is on the page now; its number."""
    for channel in CHANNELS:
        page.goto(f"{url}/?as=UANA#{channel}")
        cards(page).first.wait_for()
        mine = cards(page).filter(has_text=f") · {language} · ").filter(has_text="Claim")
        for said in mine.all_inner_texts():
            return f"#{said.partition('#')[2].split()[0]}"
    raise SystemExit(f"No open card in “{language}” yet: wait until all are posted.")


def cards(page: Page) -> Locator:
    return page.locator("#main article")


def shot(page: Page, what: Locator, name: str) -> None:
    what.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    what.screenshot(path=HERE / f"{name}.png")


def main(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1100, "height": 760}, device_scale_factor=2)
        take(page, url)
        page = browser.new_page(viewport={"width": 1100, "height": 1500})
        for language in SCRIPTS:
            take_in(page, url, language)
        take_verbs(page, url)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
