"""Pages for those who work here, one file a screen."""
