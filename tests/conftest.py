"""How hard properties are tried: what `--hypothesis-profile` may name."""

from hypothesis import settings
from hypothesis.internal.conjecture import providers

# What is drawn is decided by the test alone: no run of CI fails by the luck of its draw, or passes by it.
settings.register_profile("ci", derandomize=True, database=None, deadline=None, print_blob=True)
# Fresh examples, ten times as many: `nox -s explore`.
settings.register_profile("explore", max_examples=1_000, deadline=None, print_blob=True)


def pytest_sessionstart() -> None:
    """In CI draw no constants of our modules, which Hypothesis takes from those that are imported by then."""
    known = vars(providers)
    if settings().derandomize and "_get_local_constants" in known:
        known["_get_local_constants"] = known["Constants"]
