"""Step 7: pages in memory -> `site/`. The only place in `playbook/` that knows MkDocs."""

from playbook.publish.serve import serve
from playbook.publish.stage import Built, build, mark_site

__all__ = ["Built", "build", "mark_site", "serve"]
