"""What keeps strangers out and pages harmless."""
