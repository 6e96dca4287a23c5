"""All errors, drawn as a tree. Each message says where, what, and what was wanted.

ReportedlyError
├── ConfigError     a setting cannot be used
├── CodebookError   a codebook file cannot be used
├── ModelError      the language model is missing or damaged
├── LedgerError     the ledger cannot be opened, or lacks what was asked for
│   └── SlowError   the ledger was not done within the time that was given
├── ReviewError     a decision cannot be taken so
├── AccountError    an account cannot be made or changed so
├── BenchmarkError  a file of a benchmark cannot be used
└── UsageError      a command was asked for something it cannot do

Anything wrong with an article is no error but an Issue record.
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Something the user can put right; the message says how."""


class ConfigError(ReportedlyError):
    """A setting cannot be used."""


class CodebookError(ReportedlyError):
    """A codebook file cannot be used."""


class ModelError(ReportedlyError):
    """The language model is missing or damaged."""


class LedgerError(ReportedlyError):
    """The ledger cannot be opened, or lacks what was asked for."""


class SlowError(LedgerError):
    """The ledger was not done within the time that was given."""


class ReviewError(ReportedlyError):
    """A decision cannot be taken so."""


class AccountError(ReportedlyError):
    """An account cannot be made or changed so."""


class BenchmarkError(ReportedlyError):
    """A file of a benchmark (a key, a response) cannot be used."""


class UsageError(ReportedlyError):
    """A command was asked for something it cannot do."""
