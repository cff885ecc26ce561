"""What speaks for us and against us, what the buyer wants, and what each course would cost."""

from models.case.points import POINTS, Point
from models.case.weighing import Weighed, weigh

__all__ = ["POINTS", "Point", "Weighed", "weigh"]
