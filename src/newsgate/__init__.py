"""newsgate: the release gate for news corpora.

```python
import newsgate as ng

corpus = ng.read_corpus("data/")
result = ng.check(corpus, ng.load_suite("news"))
result.passed, result.verdicts, result.findings
```
"""

from .checks import CHECKS
from .corpus import ARTICLE_SCHEMA, Corpus, DataError, NewsgateError, UsageError, read_corpus
from .expectations import Expectation, Result, Suite, check, load_suite, parse_suite

__version__ = "0.1.0"

__all__ = [
    "ARTICLE_SCHEMA",
    "CHECKS",
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
