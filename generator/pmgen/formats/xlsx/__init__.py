"""Excel workbooks (.xlsx): written from a document, and read back as Excel displays them."""
