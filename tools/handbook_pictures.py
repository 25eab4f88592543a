"""Take the pictures of the staff handbook: docs/handbook/pictures/*.png.

    python tools/handbook_pictures.py      # on a demonstration province built for it
    python tools/handbook_pictures.py --data FOLDER --key FILE --password FILE   # on a copy of one that is there

The program runs in a temporary folder, on a free port. What is in the pictures is the same every time but for the
browser's letters and the machine's clock (when something was recorded).
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Browser, FilePayload, FloatRect, Locator, Page, ViewportSize, sync_playwright

from core.text.catalogue import t
from tools.engines import chromium
from tools.shown_office import Given, office_in, running

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs" / "handbook" / "pictures"
DESK, PHONE = (1366, 768), (390, 844)
COLOURS: Final = (160, 128, 96, 64, 48)
MOST_BYTES: Final = 76 * 1024
WAIT_MS: Final = 60_000
SETTLE_MS: Final = 1_500
STILL: Final = "() => !document.querySelector('[data-test-script-state=running], [data-testid=stSkeleton]')"
URGENT: Final = "827-2563"
"""The demonstration's one urgent case; like everything else in it, it is the same on every build."""


@dataclass
class Camera:
    """The browser before the program; everybody signs in once."""

    browser: Browser
    url: str
    password: str
    desks: dict[str, Page] = field(default_factory=dict)

    def blank(self, size: tuple[int, int] = DESK) -> Page:
        """A screen where nobody is signed in."""
        viewport = ViewportSize(width=size[0], height=size[1])
        page = self.browser.new_context(locale="th-TH", viewport=viewport).new_page()
        page.set_default_timeout(WAIT_MS)
        return page

    def desk(self, who: str, size: tuple[int, int] = DESK) -> Page:
        """The screen of an account, signed in."""
        name = f"{who} {size}"
        if name not in self.desks:
            page = self.blank(size)
            page.goto(f"{self.url}/login")
            page.get_by_label(t("gate.username")).fill(who)
            page.get_by_label(t("gate.password")).fill(self.password)
            page.get_by_role("button", name=t("gate.login")).click()
            settle(page)
            self.desks[name] = page
        return self.desks[name]

    def at(self, who: str, address: str, size: tuple[int, int] = DESK) -> Page:
        """The screen of an account at an address."""
        page = self.desk(who, size)
        page.goto(self.url + address)
        settle(page)
        return page


def settle(page: Page) -> None:
    """Wait until the server has answered and the page stands still."""
    page.wait_for_selector("[data-testid=stMain] h1")
    rest(page)


def rest(page: Page) -> None:
    """Wait until nothing runs and no field is still to come."""
    page.wait_for_timeout(SETTLE_MS)
    page.wait_for_function(STILL)


def click(page: Page | Locator, name: str) -> None:
    """A button by its words."""
    page.get_by_role("button", name=name).first.click()


def keep(page: Page, name: str, *, clip: FloatRect | None = None) -> None:
    """Save the screen, or a part of it, with as many colours as a small file may have."""
    page.mouse.move(1, 1)
    taken = Image.open(BytesIO(page.screenshot(clip=clip, animations="disabled"))).convert("RGB")
    file = PICTURES / f"{name}.png"
    for colours in COLOURS:
        taken.quantize(colours, kmeans=1, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= MOST_BYTES:
            break
    sys.stdout.write(f"{file.relative_to(ROOT)} {file.stat().st_size // 1024} kB\n")


# ---------------------------------------------------------------------------------------------- the pictures
def gate(camera: Camera) -> None:
    """The page of signing in."""
    page = camera.blank()
    page.goto(f"{camera.url}/login")
    page.wait_for_timeout(SETTLE_MS)
    keep(page, "sign-in", clip=FloatRect(x=383, y=0, width=600, height=520))


def settings(camera: Camera) -> None:
    """What the administrator sees."""
    page = camera.at("admin", "/start-office")
    click(page, t("start.pick", name=t("start.clocks")))
    rest(page)
    keep(page, "start")
    page = camera.at("admin", "/users?user=executive")
    page.locator(".dr-list").get_by_role("button", name=t("demo.account.executive")).first.click()
    rest(page)
    keep(page, "users")
    keep(camera.at("admin", "/masters?list=agency&line=land"), "masters")
    keep(camera.at("admin", "/holidays?year=2570"), "holidays")
    page = camera.at("admin", "/backup")
    box = page.get_by_role("button", name=t("button.backup_now")).bounding_box()
    if box:
        keep(page, "backup", clip=FloatRect(x=box["x"] - 16, y=box["y"] - 6, width=760, height=box["height"] + 46))


def importing(camera: Camera) -> None:
    """A small register of three rows, read and not brought in."""
    page = camera.at("admin", "/import")
    names = ("source_no", "received", "channel", "title", "amphoe", "agencies", "status")
    rows = [
        ("1", "13/4/2563", t("channel_group.letter"), t("demo.title.utilities", n=1), "เสลภูมิ", "ที่ว่าการอำเภอเสลภูมิ", ""),
        ("2", "15/5/2563", t("channel_group.phone"), t("demo.title.land", n=2), "โพนทอง", "สนง.ที่ดินจังหวัด", ""),
        ("3", "25/6/2563", t("channel_group.walk_in"), t("demo.title.debt", n=3), "จังหาร", "ที่ว่าการอำเภอจังหาร", ""),
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([[t(f"import.field.{name}") for name in names], *rows])
        page.locator("input[type=file]").set_input_files(file)
        rest(page)
        page.wait_for_timeout(3 * SETTLE_MS)
        rest(page)
        keep(page, "import")


def morning(camera: Camera) -> None:
    """The list of the day with two cases chosen, and the answer for the telephone."""
    page = camera.at("officer", "/today?show=overdue")
    for n in (0, 1):
        page.locator(".dr-list tbody tr").nth(n).get_by_role("checkbox").click()
        rest(page)
    keep(page, "today")
    page = camera.at("officer", "/search?q=827")
    page.locator(".dr-list tbody tr .dr-title").first.click()
    rest(page)
    keep(page, "search")
    keep(camera.at("officer", "/catchup"), "catchup")


def counter(camera: Camera) -> None:
    """A matter is taken in, and stands ready to be sent."""
    page = camera.at("officer", "/intake")
    _choose(page, "channel", t("channel_group.walk_in"))
    page.get_by_role("radio", name=t("anonymity.hidden")).first.click(force=True)
    rest(page)
    _type(page, t("intake.field.name"), t("demo.person", n="ก"))
    _type(page, t("intake.compulsory", field=t("intake.field.matter")), t("demo.title.utilities", n="ก"))
    _choose(page, "amphoe", "เกษตรวิสัย")
    _choose(page, "topic", "สาธารณูปโภค")
    keep(page, "intake")
    click(page, t("button.save_intake"))
    no = page.locator(".dr-receipt strong").first
    no.wait_for()
    rest(page)
    keep(page, "receipt")
    keep(camera.at("officer", f"/case?no={no.inner_text().replace('/', '-')}&do=forward"), "forward")


def cases(camera: Camera) -> None:
    """A case in the middle of its course, and one that is about to be closed."""
    page = camera.at("officer", f"/case?no={URGENT}")
    keep(page, "case")
    evidence(page)
    link = camera.at("officer", "/today?show=check").locator(".dr-list tbody a").first.get_attribute("href")
    keep(camera.at("officer", f"/{link}&do=close"), "close")


def evidence(page: Page) -> None:
    """A photograph is about to be kept in the case that a screen shows."""
    page.get_by_text(t("evidence.add"), exact=True).click()
    photograph = BytesIO()
    Image.new("RGB", (640, 480), "#8A6B3D").save(photograph, "JPEG")
    name = f"{t('evidence_kind.jpg')}.jpg"
    file = FilePayload(name=name, mimeType="image/jpeg", buffer=photograph.getvalue())
    page.locator(".st-key-evidence_chooser input[type=file]").set_input_files(file)
    page.get_by_placeholder(t("evidence.caption_example")).wait_for()
    rest(page)
    page.get_by_role("heading", name=t("evidence.title")).scroll_into_view_if_needed()
    page.get_by_role("button", name=t("evidence.save")).scroll_into_view_if_needed()
    top = page.get_by_role("heading", name=t("evidence.title")).bounding_box()
    end = page.get_by_role("button", name=t("evidence.save")).bounding_box()
    if top and end:
        keep(
            page,
            "evidence",
            clip=FloatRect(x=890, y=top["y"] - 10, width=476, height=end["y"] + end["height"] + 20 - top["y"]),
        )


def figures(camera: Camera) -> None:
    """The board with the cases of one agency, the overview, and the overview on a telephone."""
    keep(camera.at("director", "/board?cell=agency~land~~"), "board")
    keep(camera.at("executive", "/dashboard"), "overview")
    keep(camera.at("executive", "/dashboard", PHONE), "phone")


def papers(camera: Camera) -> None:
    """The page that prints the register."""
    page = camera.at("officer", "/register?part=2563-month-2020-07")
    keep(page, "register", clip=FloatRect(x=265, y=90, width=1101, height=440))


ALBUM: Final[Mapping[str, Callable[[Camera], None]]] = {
    each.__name__: each for each in (gate, settings, importing, figures, papers, morning, cases, counter)
}


def _choose(page: Page, name: str, typed: str) -> None:
    box = page.get_by_role("combobox", name=t(f"intake.field.{name}"))
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=typed).first.wait_for()
    page.keyboard.press("Enter")
    rest(page)


def _type(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")
    rest(page)


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data folder of a demonstration province")
    parser.add_argument("--key", type=Path, help="its secret file")
    parser.add_argument("--password", type=Path, help="file with the password of its accounts")
    parser.add_argument("--only", nargs="*", choices=list(ALBUM), default=list(ALBUM))
    given = parser.parse_args()
    if given.data and not (given.key and given.password):
        parser.error("--data needs --key and --password")
    given_office = Given(given.data, given.key, given.password) if given.data else None
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = office_in(Path(folder), given_office)
        with running(office, Path(folder) / "log") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            camera = Camera(browser, url, office.password)
            for name in given.only:
                ALBUM[name](camera)
            browser.close()


if __name__ == "__main__":
    main()
