"""Web pages (.html): written from a document, and read back as a browser shows them."""
