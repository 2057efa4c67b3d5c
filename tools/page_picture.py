"""Draw the picture of the README from the real page.

multipolar serve &
python tools/page_picture.py http://127.0.0.1:8000 docs/images/page.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PLACE = "#/simulator?preset=us-china-60&tab=real_income_pct"
LARGEST = 300_000
WHOLE = """() => {
    const { reached, busy } = document.getElementById('main').dataset;
    return reached === 'intervals' && !busy;
}"""


def main() -> None:
    """Save what a reader sees when a run is whole."""
    address, out = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1320, "height": 820}, color_scheme="light")
        page.goto(f"{address}/{PLACE}")
        page.wait_for_function(WHOLE, timeout=70_000)
        page.wait_for_timeout(500)
        page.screenshot(path=out)
        browser.close()
    size = out.stat().st_size
    print(f"{out}: {size / 1000:.0f} kB")
    if size > LARGEST:
        sys.exit("too large for the README")


if __name__ == "__main__":
    main()
