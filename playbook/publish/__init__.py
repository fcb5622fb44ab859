"""Step 9: pages in memory -> `site/`. The only place in `playbook/` that knows MkDocs."""

from playbook.publish.settings import check, whole_site
from playbook.publish.stage import STEPS, Built, bring_back_site, build, mark_site

__all__ = ["STEPS", "Built", "bring_back_site", "build", "check", "mark_site", "whole_site"]
