"""The world in, Articles and Issues out. All reading of files and of links happens here."""

from reportedly.fetch.files import MAX_BYTES, read_paths

__all__ = ["MAX_BYTES", "read_paths"]
