"""Step 9: pages in memory -> `site/`. The only place in `playbook/` that knows MkDocs."""

from playbook.publish.serve import serve
from playbook.publish.settings import check, refuse_missing
from playbook.publish.stage import Built, build, mark_site

__all__ = ["Built", "build", "check", "mark_site", "refuse_missing", "serve"]
