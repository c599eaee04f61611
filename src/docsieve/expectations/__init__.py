"""Published tables against their expectations: a verdict, and a page that shows it.

Great Expectations evaluates; importing this room does not import it.
"""

from docsieve.expectations.aside import let_pass, with_failing_rows
from docsieve.expectations.docs import write_data_docs
from docsieve.expectations.drifted import with_drift
from docsieve.expectations.evaluate import validate
from docsieve.expectations.process import Validator
from docsieve.expectations.suites import SUITES, Expectation, SuiteError, load_suites
from docsieve.expectations.verdict import CouldNotEvaluateError, Outcome, Verdict

__all__ = [
    "SUITES",
    "CouldNotEvaluateError",
    "Expectation",
    "Outcome",
    "SuiteError",
    "Validator",
    "Verdict",
    "let_pass",
    "load_suites",
    "validate",
    "with_drift",
    "with_failing_rows",
    "write_data_docs",
]
