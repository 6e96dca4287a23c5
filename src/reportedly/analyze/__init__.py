"""Document in, Analysis out: the language model and what serves it."""
