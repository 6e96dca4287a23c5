"""Records in, files that other programs read out. One module per format."""
