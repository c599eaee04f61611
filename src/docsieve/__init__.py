"""docsieve: scraped text in, a clean and validated dataset of documents and signatories out."""

__version__ = "0.1.0"
