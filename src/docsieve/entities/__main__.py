"""Print the table of sameness, as docs/entities.md shows it."""

from docsieve.entities.table import as_markdown

print(as_markdown(), end="")
