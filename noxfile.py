"""The project's chores; ``python -m nox`` runs all of them, ``python -m nox -s tests`` one."""

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("corpus", "checks", "expectations", "reports")
#: All cores; a worker keeps to neighbouring tests, which share what is expensive to make.
WORKERS = ("-n", "auto", "--dist", "worksteal")
#: The tests of what meets the dependencies: readers, compiled loops, the gate and its engines, outputs, the command.
#: The cases of single checks and all properties ask our own code; what they would find, `tests` finds.
MEETS = (
    "tests/corpus",
    *(f"tests/checks/test_{name}.py" for name in ("own_examples", "words", "containment", "sketches_and_candidates")),
    "tests/expectations",
    *(f"tests/reports/test_{name}.py" for name in ("html", "outputs", "terminal")),
    "tests/test_cli.py",
)

nox.options.error_on_missing_interpreters = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "docs", "build", "gate", "guard", "minimums", "tests"]


def _install(session: nox.Session, *groups: str, constraints: Path | None = None) -> None:
    """The package and some dependency groups of pyproject.toml."""
    wanted = [requirement for group in groups for requirement in PROJECT["dependency-groups"][group]]
    extra = ["-c", str(constraints)] if constraints else []
    session.install("-e", ".", *wanted, *extra)


def _install_peers(session: nox.Session) -> None:
    """The package and what it is measured against, each alone: the benchmarks say which are missing."""
    _install(session)
    for requirement in PROJECT["dependency-groups"]["bench"]:
        session.install(requirement, success_codes=[0, 1])


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test; those that need the shared articles skip where they are not there."""
    _install(session, "tests")
    session.run("python", "-m", "pytest", *WORKERS, "--hypothesis-profile", "ci", *session.posargs)


@nox.session
def explore(session: nox.Session) -> None:
    """Try every property with ten times as many examples, drawn anew each time; only when asked for."""
    _install(session, "tests")
    profile = ("--hypothesis-profile", "explore")
    session.run("python", "-m", "pytest", "-m", "hypothesis", *WORKERS, *profile, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Hold the code to ruff's rules and format."""
    session.install(*PROJECT["dependency-groups"]["lint"])
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Hold every function, tests included, to mypy's strict rules."""
    _install(session, "tests", "types")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """See that docs/checks.md says what the checks say; ``nox -s docs -- write`` writes it anew."""
    _install(session)
    page = session.run("python", "-m", "newsgate.reports.check_page", silent=True, stderr=None)
    path = ROOT / "docs" / "checks.md"
    if "write" in session.posargs:
        path.write_text(str(page), encoding="utf-8")
    elif path.read_text(encoding="utf-8") != page:
        session.error("docs/checks.md is out of date: run `python -m nox -s docs -- write`")


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and see that every file git tracks in the four rooms is in it, and nothing else."""
    session.install("build")
    with tempfile.TemporaryDirectory() as folder:
        session.run("python", "-m", "build", "--outdir", folder, silent=True)
        (wheel,) = Path(folder).glob("*.whl")
        built = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    listed = subprocess.run(["git", "ls-files", "src/newsgate", *ROOMS], cwd=ROOT, capture_output=True, check=True)
    tracked = [Path(line) for line in listed.stdout.decode().splitlines()]
    expected = {_in_wheel(path) for path in tracked if not (ROOT / path).is_symlink()}
    if built != expected:
        session.error(
            f"missing from the wheel: {expected - built or 'nothing'}; too many: {built - expected or 'none'}"
        )
    session.log(f"{wheel.name}: {len(built)} files, as tracked")


def _in_wheel(path: Path) -> str:
    inside = path.relative_to("src") if path.parts[0] == "src" else Path("newsgate") / path
    return inside.as_posix()


@nox.session
def minimums(session: nox.Session) -> None:
    """Run what meets the dependencies with the lowest versions of them that pyproject.toml allows."""
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "lowest.txt"
        lowest = [r.replace("[polars]", "").replace(">=", "==") for r in PROJECT["project"]["dependencies"]]
        constraints.write_text("\n".join(one.split(",")[0] for one in lowest), encoding="utf-8")
        _install(session, "tests", constraints=constraints)
    # compiled loops of its own: those of one version of numba are thrown away by another
    loops = {"NUMBA_CACHE_DIR": str(Path(session.virtualenv.location) / "numba")}
    told_apart = ("-m", "not hypothesis and not any_version")
    session.run("python", "-m", "pytest", "-q", *WORKERS, *told_apart, *(session.posargs or MEETS), env=loops)


@nox.session
def gate(session: nox.Session) -> None:
    """Put the example corpus through the gate, which must stay closed, as its README says."""
    _install(session)
    with tempfile.TemporaryDirectory() as folder:
        session.run("newsgate", "check", "examples/corpus", "--report", f"{folder}/report", success_codes=[1])
        if not (Path(folder) / "report" / "index.html").is_file():
            session.error("no report was written")


@nox.session
def guard(session: nox.Session) -> None:
    """See that the row checks cost what their patterns cost, by a ratio of CPU seconds in one process."""
    _install(session)
    session.run("python", "benchmarks/guard.py", *session.posargs)


@nox.session
def bench_engines(session: nox.Session) -> None:
    """Measure what an engine costs on top of the checks; takes gigabytes and minutes, so only when asked for."""
    _install(session)
    session.run("python", "benchmarks/engines.py", *session.posargs)


@nox.session
def accuracy(session: nox.Session) -> None:
    """Print how right the text checks are on labelled articles; skips where the shared articles are not there."""
    if not (ROOT.parent / "shared" / "data").is_dir():
        session.skip("the labelled articles (../shared/data) are not here")
    _install(session)
    session.run("python", "benchmarks/accuracy.py", *session.posargs)
    session.run("python", "benchmarks/pairs.py")


@nox.session
def bench_report(session: nox.Session) -> None:
    """Measure the size of the HTML report and the seconds it takes; only when asked for."""
    _install(session, "tests")
    session.run("python", "benchmarks/report.py", *session.posargs)


@nox.session
def bench_rows(session: nox.Session) -> None:
    """Measure articles a second through all row checks, and the slowest checks; only when asked for."""
    _install(session)
    session.run("python", "benchmarks/rows.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure newsgate beside its peers on the same seven checks; only when asked for."""
    _install_peers(session)
    session.run("python", "benchmarks/compare.py", *session.posargs)


@nox.session
def bench_release(session: nox.Session) -> None:
    """Measure `newsgate check` from end to end; takes gigabytes and minutes, so only when asked for."""
    _install(session)
    session.run("python", "benchmarks/end_to_end.py", *session.posargs)


@nox.session
def bench_duplicates(session: nox.Session) -> None:
    """Measure the links between articles of one story beside other libraries'; only when asked for."""
    _install_peers(session)
    session.run("python", "benchmarks/duplicates.py", *session.posargs)


if __name__ == "__main__":
    sys.exit("run `python -m nox`")
