"""Draws what browsers and other sites show of us, from the logo: `python docs/draw_pictures.py`.

It writes static/img/social.png (1200 by 630, for links that are shared), static/img/touch.png (180 by 180, for home
screens) and static/img/favicon.ico (for browsers without SVG icons). It needs Playwright's Chromium, as tests do; set
CHROMIUM to use one of the system.
"""

import os
import struct
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
LOGO = (IMAGES / "logo.svg").read_text()
SERIF = "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Georgia, 'DejaVu Serif', serif"
SOCIAL = f"""<style>
  body {{ display: grid; grid-template-columns: 1fr 430px; gap: 50px; align-items: center; box-sizing: border-box;
          height: 630px; margin: 0; padding: 0 70px; background: #faf4e8; color: #16302f;
          border-top: 14px solid #0b5a5b; font: 30px/1.4 system-ui, sans-serif; }}
  h1 {{ margin: 0 0 28px; font: 600 68px/1.12 {SERIF}; text-wrap: balance; }}
  p {{ margin: 0; color: #4d5f5c; }}
  b {{ display: block; margin-top: 44px; color: #0b5a5b; font: 600 32px/1 {SERIF}; }}
</style><div><h1>Plan help that leaves people stronger</h1>
<p>Draft an idea, check it against the evidence, see what is thought through and what is still open.</p>
<b>Good Help Planner</b></div>{LOGO}"""
ICON = f"<style>body {{ margin: 0; {{}} }} svg {{ display: block; width: 100vw }}</style>{LOGO}"


def shot(page: Page, html: str, width: int, height: int, *, see_through: bool = False) -> bytes:
    """Return a picture of the page as PNG."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    return page.screenshot(omit_background=see_through)


def icon_file(png: bytes, size: int) -> bytes:
    """Return an .ico that holds one PNG."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, size, size, 0, 0, 1, 32, len(png), 22) + png


def main() -> None:
    """Draw all of them anew."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        page = browser.new_page()
        (IMAGES / "social.png").write_bytes(shot(page, SOCIAL, 1200, 630))
        home = ICON.replace("{}", "padding: 16px; background: #fffdf8").replace("100vw", "148px")
        (IMAGES / "touch.png").write_bytes(shot(page, home, 180, 180))
        small = shot(page, ICON.replace("{}", ""), 32, 32, see_through=True)
        (IMAGES / "favicon.ico").write_bytes(icon_file(small, 32))
        browser.close()


if __name__ == "__main__":
    main()
