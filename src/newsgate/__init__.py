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
from .reports.notebook import result_html

if TYPE_CHECKING:
    from .checks.links import link
    from .expectations.article_model import ArticleModel

__version__ = "0.1.0"

Result.to_html = result_html

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
    "link",
    "load_suite",
    "parse_suite",
    "read_corpus",
]


def __getattr__(name: str) -> Any:
    """`ArticleModel` and `link` are loaded when they are asked for: pandera and numba are slow to import."""
    if name == "ArticleModel":
        from .expectations.article_model import ArticleModel  # noqa: PLC0415

        return ArticleModel
    if name == "link":
        from .checks.links import link  # noqa: PLC0415

        return link
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
