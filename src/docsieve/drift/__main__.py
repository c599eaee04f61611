"""Print the table of tests that docs/drift.md shows."""

import sys

from docsieve.drift.page import page

sys.stdout.write(page())
