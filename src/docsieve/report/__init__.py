"""A published snapshot as pages for people: a static site that needs nothing but itself.

It reads published tables only, so it knows of persons what readers of the data know, and no more.
"""

from docsieve.report.write import Written, is_current, write_report

__all__ = ["Written", "is_current", "write_report"]
