"""Word files (.docx): written from a document, and read back from their XML."""
