"""
Takes the pictures of the docs: `make run` in one terminal, this in another.

    .venv/bin/python docs/images/take.py http://127.0.0.1:8800
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import ARGUMENTS

HERE = Path(__file__).parent
A_CARD = "customs"  # A word of the card that stands for all.


def take(page: Page, url: str) -> None:
    page.goto(f"{url}/?as=UANA#CNORDIC")
    card = page.locator("#main article").filter(has_text=A_CARD).filter(has_text="Claim").last
    card.wait_for()
    card.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    card.screenshot(path=HERE / "card.png")
    page.screenshot(path=HERE / "page.png")


def main(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1100, "height": 760}, device_scale_factor=2)
        take(page, url)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
