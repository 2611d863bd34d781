"""Draw the screenshots of the README from the example corpus, with Debian's chromium: docs/images/*.png.

``python benchmarks/screenshots.py [FOLDER]``; Playwright only drives the browser that is installed, and fetches none.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import newsgate as ng
from newsgate.reports.html import write_report
from newsgate.reports.pages import Settings

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
#: Name, place in the report, width and height, theme.
SHOTS = (
    ("index", "", 1280, 1500, "light"),
    ("source", "source", 1280, 1500, "light"),
    ("article", "article", 1280, 1000, "light"),
    ("dark", "story", 1280, 1200, "dark"),
    ("phone", "", 390, 844, "light"),
)


def main(folder: Path) -> None:
    """Draw all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        result = ng.check(ng.read_corpus(str(ROOT / "examples" / "corpus")))
        report = write_report(result, Path(scratch, "report.html"), settings=Settings(layout="file"))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for name, place, width, height, theme in SHOTS:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                page.goto(f"file://{report}{_anchor(page, report, place)}")
                page.wait_for_timeout(400)
                if place == "story":
                    page.locator(
                        "section.page:not([hidden]) h2", has_text="The same story"
                    ).scroll_into_view_if_needed()
                    page.evaluate("scrollBy(0, 700)")
                page.screenshot(path=folder / f"{name}.png")
                print(f"{name}.png: {(folder / f'{name}.png').stat().st_size:,} bytes")
                page.close()
            browser.close()


def _anchor(page: Page, report: Path, place: str) -> str:
    if not place:
        return ""
    page.goto(f"file://{report}")
    chosen = {
        "source": 'section.page[id^="source-harbor"]',
        "article": 'section[id^="source-orbit"] article.evidence >> nth=2',
        "story": 'section[id^="source-orbit"]',
    }
    return "#" + str(page.locator(chosen[place]).get_attribute("id"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
