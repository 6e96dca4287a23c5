"""How good the coder is: gold reports and coded records in, figures and their floors out."""
