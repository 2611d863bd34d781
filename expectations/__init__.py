"""The third room: what is expected of a corpus, and the verdicts."""

from .engines import EngineName
from .expectation import Expectation, Limits, Override, Severity
from .export import exported
from .findings import EXAMPLE_SCHEMA, FINDING_SCHEMA
from .gate import check
from .json_schema import suite_schema
from .load import bundled_text, load_suite, parse_suite
from .profile import Profile
from .result import EXIT_FAILED, EXIT_OPEN, EXIT_UNREADABLE, EXIT_USAGE, FailOn, Result
from .suite import Suite
from .verdicts import Counts, ExpectationVerdict, Outcome, SourceVerdict, worst

__all__ = [
    "EXAMPLE_SCHEMA", "EXIT_FAILED", "EXIT_OPEN", "EXIT_UNREADABLE", "EXIT_USAGE", "FINDING_SCHEMA", "Counts",
    "EngineName", "Expectation", "ExpectationVerdict", "FailOn", "Limits", "Outcome", "Override", "Profile", "Result",
    "Severity", "SourceVerdict", "Suite", "bundled_text", "check", "exported", "load_suite", "parse_suite",
    "suite_schema", "worst",
]  # fmt: skip
