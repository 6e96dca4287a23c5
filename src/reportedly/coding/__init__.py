"""Analysis in, events out: who did what to whom, when, where, how many, and who says so."""
