"""What all tests share."""

from hypothesis import settings

# A slow moment of a busy machine is no fault; linear time has tests of its own. The same examples
# every time: a red run can be run again.
settings.register_profile("news", deadline=None, derandomize=True)
settings.load_profile("news")
