"""The MUC-4 benchmark: keys and responses in, the official table of scores out."""
