"""What goes wrong on the user's side: one sentence, a place, and what to do."""


class NewsgateError(Exception):
    """A mistake in the input or the configuration, told without a traceback.

    *what* happened; *where* (``file:line:column``, a record, an option); *hint*: what to do about it.
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(": ".join(part for part in (where, what) if part))


class UsageError(NewsgateError):
    """The command, the suite or the corpus file is wrong (exit code 2)."""

    exit_code = 2


class DataError(NewsgateError):
    """The data could not be read (exit code 3)."""

    exit_code = 3
