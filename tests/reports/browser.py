"""Debian's chromium for tests, driven by Playwright, which fetches no browser; and axe-core, fetched by npm once."""

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
AXE = "axe-core@4.11.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "newsgate-tests"


@contextmanager
def browser() -> Iterator[Any]:
    """The browser with a fresh profile; skips where it, or Playwright, is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


def axe_script() -> str:
    """The text of axe.min.js, from the cache or by ``npm pack``; skips where npm is missing or nothing comes."""
    kept = CACHE / f"{AXE}.js"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm is not installed, which fetches axe-core")
        CACHE.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [npm, "pack", AXE, "--silent"], cwd=CACHE, capture_output=True, text=True, check=False, timeout=120
        )
        if done.returncode:
            pytest.skip(f"npm could not fetch {AXE}: {done.stderr.strip()[:200]}")
        package = CACHE / done.stdout.strip().splitlines()[-1]
        with tarfile.open(fileobj=io.BytesIO(package.read_bytes())) as packed:
            script = packed.extractfile("package/axe.min.js")
            assert script is not None
            partial = kept.with_suffix(f".{os.getpid()}")
            partial.write_bytes(script.read())
            partial.replace(kept)
    return kept.read_text(encoding="utf-8")
