"""A session that puts a corpus through the gate: ``python -m nox -f examples/ci/noxfile.py -- data/``."""

import nox


@nox.session
def corpus_gate(session: nox.Session) -> None:
    """Fail where the gate stays closed; the report and the verdict are in build/ either way."""
    session.install(".")  # this repository is newsgate's own; elsewhere, name where yours comes from
    data = session.posargs or ["examples/corpus"]
    session.run(
        "newsgate", "check", *data, "--suite", "news",
        "--output", "html=build/report",
        "--output", "junit=build/junit.xml",
        "--output", "json=build/verdict.json",
        "--findings", "build/findings.parquet",
    )  # fmt: skip
