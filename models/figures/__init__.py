"""What leads read: counted in the database, kept as plain values."""

from models.figures.daily import ACCESS, Figures, Standing, of, standing
from models.figures.endings import UNKNOWN
from models.figures.moving import Moving, Origin

__all__ = ["ACCESS", "UNKNOWN", "Figures", "Moving", "Origin", "Standing", "of", "standing"]
