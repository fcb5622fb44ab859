"""The content security policy that the page for publishers gives: no page is hindered by it."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.chapters import ROOT, blocks

PAGES = (
    "",
    "find/",
    "my-work/",
    "combine/",
    "tonight/",
    "worksheets/north-star/",
    "tips/",
    "404.html",
)


def refused(page: Page, site: str, policy: str, pages: tuple[str, ...]) -> list[str]:
    """Visit pages under a policy; return what the browser refuses them."""
    told: list[str] = []

    def under_policy(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route(f"{site}**", under_policy)
    page.on("console", lambda message: told.append(message.text))
    for name in pages:
        page.goto(f"{site}{name}")
    return [text for text in told if "Content Security Policy" in text]


def test_every_page_works_under_the_policy(page: Page, site: str):
    said = blocks(ROOT / "docs/publishers.md")
    policy = next(block.text.strip() for block in said if block.said == "csp")
    assert refused(page, site, policy, PAGES) == []


def test_a_policy_that_hinders_is_noticed(page: Page, site: str):
    assert refused(page, site, "default-src 'self'", ("",)) != []
