"""Article in, Document or Issue out: text, litter, dates, language. No I/O."""

from reportedly.clean.make import LANGUAGES, MAX_CHARACTERS, MIN_CHARACTERS, clean

__all__ = ["LANGUAGES", "MAX_CHARACTERS", "MIN_CHARACTERS", "clean"]
