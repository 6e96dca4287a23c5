from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"  # reports of our own, coded by hand
