"""What every part of the rules has in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A misspelt name is a mistake, not a wish for the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")
