"""
What can go wrong at a source. str(error) is a sentence for people.

SourceError
├── Unavailable        later it may work
│   └── CallLimit      …after so many seconds
├── NotAuthorised      a person must do something
│   ├── TokenRejected
│   ├── AppRejected
│   └── PermissionMissing
├── Refused            understood, and declined
├── Unreadable         one entry makes no sense; the others are good
└── BadCall            our mistake
"""


class SourceError(Exception):
    """A source could not give what was asked of it."""


class Unavailable(SourceError):
    """Trouble on the way or at the platform: the same call may work later."""


class CallLimit(Unavailable):
    """We called too often."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"AliExpress asks us to wait {seconds:g} s before the next call.")
        self.seconds = seconds


class NotAuthorised(SourceError):
    """Calling again is of no use until somebody mends the authorisation."""


class TokenRejected(NotAuthorised):
    """The store has to be connected again, or its token refreshed."""


class AppRejected(NotAuthorised):
    """The app's key, secret or clock is wrong; no store can be read."""


class PermissionMissing(NotAuthorised):
    """The platform has not granted the app this group of calls."""


class Refused(SourceError):
    """The platform understood the call and declined."""


class Unreadable(SourceError):
    """One entry of a list, or one thing asked for, that makes no sense."""

    def __init__(self, entry: str, why: str) -> None:
        super().__init__(f"AliExpress's entry {entry} could not be read: {why}.")
        self.entry = entry
        self.why = why


class BadCall(SourceError):
    """The platform found our call malformed, which is a mistake in this program."""
