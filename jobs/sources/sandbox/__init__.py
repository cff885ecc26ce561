"""A gateway of our own with a demo world behind it, for demos, drills and tests."""

from jobs.sources.sandbox.app import create, serve, serve_generated
from jobs.sources.sandbox.generating import Size
from jobs.sources.sandbox.keeping import UnreadableWorld
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET, DEMO_STORES, DemoStore

__all__ = [
    "APP_KEY",
    "APP_SECRET",
    "DEMO_STORES",
    "DemoStore",
    "Size",
    "UnreadableWorld",
    "create",
    "serve",
    "serve_generated",
]
