"""A page for paper as a PDF: tagged for who hears it (PDF/UA), and with nothing in it but what the page shows.

WeasyPrint draws it, which needs Pango of the system; without it everything else works (docs/adr/0029-pdf-by-weasyprint.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from PIL import ImageFile

STANDARD = "pdf/ua-1"
SHEET = "static/paper.css"
FONTS = "static/vendor/"


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


def drawn(html: str, *, address: str, pictures: Mapping[str, bytes]) -> bytes:
    """The page as a file. `address`: where its links lead from. `pictures`: all that it may show, by their paths; it asks nobody else."""
    weasyprint = _library()
    fonts: Any = import_module("weasyprint.text.fonts").FontConfiguration()
    from_here = {"base_url": address, "url_fetcher": _fetcher(pictures)}
    sheet = weasyprint.CSS(string=_file(SHEET).decode(), font_config=fonts, **from_here)
    page = weasyprint.HTML(string=html, **from_here)
    made: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=STANDARD)
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
