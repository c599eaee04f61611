"""Print the documentation page of the rules."""

from docsieve.rules.document import page

print(page(), end="")
