"""What the next run would do, before it does it: the files it reads, the documents it judges again, and why.

Nothing is published, and nothing in the dataset's folder is written to.
"""

from docsieve.plan.difference import Difference, differences
from docsieve.plan.forecast import Forecast, forecast
from docsieve.plan.words import told, told_differences

__all__ = ["Difference", "Forecast", "differences", "forecast", "told", "told_differences"]
