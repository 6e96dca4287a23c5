"""The same records for programs."""
