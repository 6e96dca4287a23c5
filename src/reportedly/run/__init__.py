"""Articles in, coded articles out, on one process or several."""
