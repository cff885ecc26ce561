"""Which disputes will miss their deadline today, and how much help would save them."""

from models.forecast.forecast import Forecast, of

__all__ = ["Forecast", "of"]
