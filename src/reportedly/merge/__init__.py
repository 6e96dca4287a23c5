"""Events in, incidents out: every report of one happening side by side."""

from reportedly.merge.cluster import make_incidents
from reportedly.merge.features import Reason

__all__ = ["Reason", "make_incidents"]
