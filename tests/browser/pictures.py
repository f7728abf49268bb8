"""Pictures of pages, and of papers on A4: kept where `KITH_PICTURES` says, to be looked at; without it the pages are only measured."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

KEPT_IN = os.environ.get("KITH_PICTURES", "")
DRAWS = shutil.which("pdftoppm") or ""
A4 = (595, 842)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Album:
    """What a walk saw, in its order."""

    def __init__(self):
        self.names = []
        if KEPT_IN:
            Path(KEPT_IN).mkdir(parents=True, exist_ok=True)

    def page(self, someone, name):
        """The page in front of someone: no wider than their screen, and nothing wrong in its console."""
        someone.page.wait_for_load_state()
        assert (name, someone.page.evaluate(WIDER), someone.problems) == (name, 0, [])
        if path := self._next(name):
            someone.page.evaluate("scrollTo(0, 0)")  # or what stays in sight would stand amid the picture
            someone.page.screenshot(path=path.with_suffix(".png"), full_page=True)

    def paper(self, someone, name, address):
        """The PDF that stands there for them: a paper of A4."""
        answer = someone.context.request.get(f"{someone.address}{address}")
        assert (name, answer.status, answer.headers["content-type"]) == (name, 200, "application/pdf")
        made = answer.body()
        (page,) = PdfReader(BytesIO(made)).pages
        assert (name, *(round(float(side)) for side in page.mediabox[2:])) == (name, *A4)
        if path := self._next(name):
            path.with_suffix(".pdf").write_bytes(made)
            if DRAWS:
                subprocess.run([DRAWS, "-png", "-r", "75", path.with_suffix(".pdf"), path], check=True)

    def _next(self, name):
        self.names.append(name)
        return Path(KEPT_IN) / f"{len(self.names):02}_{name}" if KEPT_IN else None
