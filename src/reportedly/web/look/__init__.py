"""How pages look: templates, words in the reader's language, marked text."""
