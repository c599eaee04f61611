"""Print `docs/data.md`."""

import sys

from docsieve.tables.page import data_page

sys.stdout.write(data_page())
