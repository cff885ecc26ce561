"""What leads read: counted in the database, kept as plain values."""

from models.figures.daily import ACCESS, UNKNOWN, Figures, Standing, of, standing
from models.figures.moving import Moving, Origin

__all__ = ["ACCESS", "UNKNOWN", "Figures", "Moving", "Origin", "Standing", "of", "standing"]
