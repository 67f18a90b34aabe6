"""The report as PDF: WeasyPrint prints the same HTML. It needs Pango; without it one sentence says so."""

from __future__ import annotations

from dolomite.base.errors import InputError
from dolomite.report.html import page
from dolomite.report.tree import Report


def render(report: Report, *, full: bool = False) -> bytes:
    """The report as a tagged PDF: its first section on one A4, or with `full` all of it.

    Raises InputError when WeasyPrint or Pango is missing.
    """
    return from_html(page(report, medium="print", full=full))


def from_html(text: str) -> bytes:
    """Any of our self-contained pages as PDF. Raises InputError when WeasyPrint or Pango is missing."""
    try:
        import weasyprint
    except (ImportError, OSError):
        raise InputError(
            "a PDF needs WeasyPrint and the Pango library. Install them (pip install 'dolomite[pdf]'; on Debian "
            "apt install libpango-1.0-0 libpangoft2-1.0-0), or write a page and print it from the browser."
        ) from None
    pdf: bytes = weasyprint.HTML(string=text, url_fetcher=_only_data).write_pdf(pdf_tags=True)
    return pdf


def _only_data(url: str, *_settings: object, **_more: object) -> object:
    """What a page may load: what it carries itself. No file and no address is opened for a PDF."""
    if not url.startswith("data:"):
        raise ValueError("nothing is fetched for a PDF")
    import weasyprint

    return weasyprint.default_url_fetcher(url)
