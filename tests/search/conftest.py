"""A page of the browser that the other tests drive, for the ranking alone."""

from tests.browser.conftest import browser, context, page

__all__ = ["browser", "context", "page"]
