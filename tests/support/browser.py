"""A headless Chromium for stories told on the sandbox page; skips where there is none."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PATIENCE = 10_000  # Milliseconds that a test waits for what it expects to see.


# A running playwright keeps its thread for itself, so no two modules have one at the same time.
@pytest.fixture(scope="module", name="chromium")
def a_chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)} is on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(name="page")
def a_page(chromium):
    """A fresh tab; a mistake of the page's own scripts fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    mistakes = []
    page.on("pageerror", lambda mistake: mistakes.append(mistake.stack))
    yield page
    context.close()
    assert mistakes == []
