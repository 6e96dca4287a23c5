"""Pages for readers: what was published, and nothing else."""
