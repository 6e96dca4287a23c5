"""The newsroom in a browser: analysts review and publish, readers read what was published."""
