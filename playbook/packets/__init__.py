"""Meeting packets: a path with its sheets and guides in one PDF, and such a PDF taken apart."""
