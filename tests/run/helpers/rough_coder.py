"""A coder with bugs, for workers to run: its text says what goes wrong."""

import os
import time
from collections.abc import Iterable, Iterator

from reportedly.errors import ModelError
from reportedly.pipeline import Coded
from reportedly.records import Article, Issue
from reportedly.run.fake import FakeCoder


class RoughCoder(FakeCoder):
    """A fake that raises, dies or hangs on demand."""

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        for article in articles:
            if isinstance(article, Article) and article.text == "raise":
                raise KeyError("no such token")
            if isinstance(article, Article) and article.text == "die":
                os._exit(9)
            if isinstance(article, Article) and article.text == "hang":
                time.sleep(600)
            yield from super().code([article])


def open_without_model() -> RoughCoder:
    raise ModelError("model.onnx: 3 bytes: install reportedly again")


def open_and_die() -> RoughCoder:
    os._exit(3)
