"""Words in, dates, places and parties out."""
