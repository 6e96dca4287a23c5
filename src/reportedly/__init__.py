"""News in, a ledger of who says what happened out."""

__version__ = "0.1.0"
