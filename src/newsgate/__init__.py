"""newsgate: the release gate for news corpora.

```python
import newsgate as ng

corpus = ng.read_corpus("data/")
result = ng.check(corpus, ng.load_suite("news"))
result.passed, result.verdicts, result.findings
```
"""

from typing import TYPE_CHECKING, Any

from .checks import CHECKS
from .corpus import ARTICLE_SCHEMA, Corpus, DataError, NewsgateError, UsageError, read_corpus
from .expectations import Expectation, Result, Suite, check, load_suite, parse_suite

if TYPE_CHECKING:
    from .expectations.article_model import ArticleModel

__version__ = "0.1.0"

__all__ = [
    "ARTICLE_SCHEMA",
    "CHECKS",
    "ArticleModel",
    "Corpus",
    "DataError",
    "Expectation",
    "NewsgateError",
    "Result",
    "Suite",
    "UsageError",
    "check",
    "load_suite",
    "parse_suite",
    "read_corpus",
]


def __getattr__(name: str) -> Any:
    """`ArticleModel` is loaded when it is asked for: pandera is slow to import."""
    if name == "ArticleModel":
        from .expectations.article_model import ArticleModel  # noqa: PLC0415

        return ArticleModel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
