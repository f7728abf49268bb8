"""A page for paper as a PDF: tagged for who hears it (PDF/UA), and with nothing in it but what the page shows.

WeasyPrint draws it, which needs Pango of the system; without it everything else works (docs/adr/0029-pdf-by-weasyprint.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from PIL import ImageFile

STANDARD = "pdf/ua-1"
SHEET = "static/paper.css"
BIG = "static/plan.css"
"""On top of it, in big type, for what hangs on a wall or is read at a table."""
SMALLER = """
    @page { margin: 10mm 12mm 12mm }
    .k-plan, .k-plan--child, .k-plan--room, .k-plan .k-plan__family { font-size: 12pt; line-height: 1.2 }
    .k-plan h1, .k-plan__review strong { font-size: 18pt }
    .k-plan h2 { font-size: 13pt; margin: 3mm 0 1mm }
    .k-plan th, .k-plan td { padding: .8mm 1.5mm }
    .k-plan__review { margin-top: 3mm; padding: 2mm }
"""
"""For what would take more than one page of A4: nothing on it is under 12 points."""
FONTS = "static/vendor/"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper is set: by which files on top of the sheet of all, and by what it is set smaller where it takes more than one page.

    `is_large_again`: what takes more than one page even so is set as it was, and goes on.
    """

    files: tuple[str, ...] = ()
    smaller: str = ""
    is_large_again: bool = False


ONE_PAGE = Look((BIG,), SMALLER)


@cache
def can_be_drawn() -> bool:
    """Whether this machine has what it takes."""
    try:
        _library()
    except (ImportError, OSError):
        return False
    return True


@cache
def _library() -> Any:
    """WeasyPrint; it lets the whole process read pictures that end too early, where whoever chooses a photo is to be told of that."""
    library = import_module("weasyprint")
    import_module("weasyprint.images")
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return library


def drawn(html: str, *, address: str, pictures: Mapping[str, bytes], look: Look | None = None) -> bytes:
    """The page as a file. `address`: where its links lead from. `pictures`: all that it may show, by their paths; it asks nobody else.

    What is meant to be one page and does not fit is set smaller once; what does not fit then goes on on a second.
    """
    look = look or Look()
    weasyprint = _library()
    fonts: Any = import_module("weasyprint.text.fonts").FontConfiguration()
    from_here = {"base_url": address, "url_fetcher": _fetcher(pictures)}
    sheets = [
        weasyprint.CSS(string=_file(name).decode(), font_config=fonts, **from_here) for name in (SHEET, *look.files)
    ]
    page = weasyprint.HTML(string=html, **from_here)
    document = page.render(stylesheets=sheets, font_config=fonts, pdf_variant=STANDARD)
    if look.smaller and len(document.pages) > 1:
        sheets = [*sheets, weasyprint.CSS(string=look.smaller)]
        small = page.render(stylesheets=sheets, font_config=fonts, pdf_variant=STANDARD)
        document = document if look.is_large_again and len(small.pages) > 1 else small
    made: bytes = document.write_pdf(pdf_variant=STANDARD)
    return made


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    urls: Any = import_module("weasyprint.urls")

    class OnlyThese(urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            path = urlsplit(url).path
            if path in pictures:
                return urls.URLFetcherResponse(url, pictures[path], {"Content-Type": "image/jpeg"})
            if path.removeprefix("/").startswith(FONTS):
                return urls.URLFetcherResponse(url, _file(FONTS + Path(path).name), {"Content-Type": "font/ttf"})
            raise ValueError(path)

    return OnlyThese()


def _file(name: str) -> bytes:
    return (Path(settings.BASE_DIR) / name).read_bytes()
