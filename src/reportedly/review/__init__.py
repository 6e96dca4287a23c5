"""People's decisions in, what is shown out: machine records are never changed, only folded."""

from reportedly.review.fold import Shown, fold_events
from reportedly.review.standing import Standing, find_standing

__all__ = ["Shown", "Standing", "find_standing", "fold_events"]
