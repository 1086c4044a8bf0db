"""Home, legal pages, the brand's own files, and what machines ask for."""
