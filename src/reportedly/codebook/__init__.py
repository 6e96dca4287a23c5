"""What counts as an event, and which words say so: vocabulary as data, and its readers."""

from reportedly.codebook.model import (
    AcledRule,
    Blocker,
    Book,
    Cues,
    Entry,
    Frame,
    Kind,
    Speech,
    Test,
    Words,
)
from reportedly.codebook.parse import read_book

__all__ = [
    "AcledRule",
    "Blocker",
    "Book",
    "Cues",
    "Entry",
    "Frame",
    "Kind",
    "Speech",
    "Test",
    "Words",
    "read_book",
]
