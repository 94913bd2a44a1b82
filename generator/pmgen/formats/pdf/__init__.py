"""PDF files: laid out and written from a document, and read back from what their pages draw."""
