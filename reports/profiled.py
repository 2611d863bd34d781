"""Where the time of a run went, told to a person: ``newsgate check --profile``."""

from rich import box
from rich.console import Console
from rich.table import Table

from ..expectations import Profile
from ..expectations.profile import FINDINGS, VERDICT, Spent
from .safe_text import printable_name


def print_profile(profile: Profile, articles: int, console: Console) -> None:
    """Print seconds and bytes of each stage, and of each check within its stage, the dearest first."""
    stages = _table("Stage", "Seconds", "CPU s", "MB", "MB/s", "µs/article")
    for name, spent in profile.stages.items():
        stages.add_row(name, f"{spent.seconds:.1f}", f"{spent.cpu_seconds:.1f}", *_rates(spent), _each(spent, articles))
    whole = Spent(sum(s.seconds for s in profile.stages.values()), sum(s.cpu_seconds for s in profile.stages.values()))
    stages.add_row("in all", f"{whole.seconds:.1f}", f"{whole.cpu_seconds:.1f}", "", "", _each(whole, articles))
    console.print(stages)
    console.print()
    if not profile.checks and not profile.threads:
        return
    checks = _table("Expectation", "Verdict s", "MB/s", "Findings s", "MB")
    for name, verdict, findings in _by_seconds(profile):
        checks.add_row(
            printable_name(name), f"{verdict.seconds:.2f}", _rates(verdict)[1], f"{findings.seconds:.2f}",
            f"{findings.bytes / 1e6:,.0f}",
        )  # fmt: skip
    for name, spent in sorted(profile.threads.items(), key=lambda item: -item[1].seconds):
        checks.add_row(f"({name})", f"{spent.seconds:.2f}")
    console.print(checks)
    console.print("Batches are checked side by side: these seconds are of threads, and add up to more than the stage.")
    if profile.resident:
        console.print(f"Most memory: {profile.resident / 1e9:.2f} GB")


def _by_seconds(profile: Profile) -> list[tuple[str, Spent, Spent]]:
    names = dict.fromkeys(name for name, _ in profile.checks)
    both = [
        (name, profile.checks.get((name, VERDICT), Spent()), profile.checks.get((name, FINDINGS), Spent()))
        for name in names
    ]
    return sorted(both, key=lambda item: -(item[1].seconds + item[2].seconds))


def _rates(spent: Spent) -> tuple[str, str]:
    """Megabytes, and how many of them a second."""
    if not spent.bytes:
        return "", ""
    return f"{spent.bytes / 1e6:,.0f}", f"{spent.bytes / 1e6 / spent.seconds:,.0f}" if spent.seconds else ""


def _each(spent: Spent, articles: int) -> str:
    return f"{1e6 * spent.seconds / max(1, articles):,.1f}"


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold", pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if not place else "right", no_wrap=True)
    return table
