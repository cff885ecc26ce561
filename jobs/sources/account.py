"""Which store is read, with which token, by which rules and in which dialect of the gateway."""

from dataclasses import dataclass, field

from jobs.sources.deadlines import Rules


@dataclass(frozen=True)
class Dialect:
    """What the documentation gives two readings of; both work."""

    token_parameter: str = "session"  # noqa: S105 - The name of a parameter; or "access_token".
    simplify: bool = True


@dataclass(frozen=True)
class Account:
    """A store and the token that reads it."""

    store: str
    access_token: str = field(repr=False)
    dialect: Dialect = Dialect()
    rules: Rules = field(default_factory=Rules)
