"""How light the pages are: what Lighthouse says of them, and when a slow phone shows them."""
