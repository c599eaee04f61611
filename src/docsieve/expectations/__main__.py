"""The validating process."""

from docsieve.expectations.process import serve

serve()
