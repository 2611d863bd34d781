"""Amounts of memory, as people write them."""

import pytest

from newsgate.corpus import UsageError, bytes_of, default_memory
from newsgate.corpus.memory import LEAST


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2GB", 2_000_000_000), ("2 gb", 2_000_000_000), ("2G", 2_000_000_000), ("1.5GiB", 3 * 2**29),
        ("750 MB", 750_000_000), ("600000000", 600_000_000), ("1TB", 10**12), ("900000KB", 900_000_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(text: str, size: int) -> None:
    assert bytes_of(text) == size


@pytest.mark.parametrize("text", ["", "much", "-2GB", "2XB", "GB", "1,5GB", "2GB!"])
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="is no amount of memory"):
        bytes_of(text)


def test_too_little_is_told() -> None:
    with pytest.raises(UsageError, match="6MB is too little"):
        bytes_of("6MB")


def test_the_machine_has_some() -> None:
    assert LEAST <= default_memory() <= 4_000_000_000
