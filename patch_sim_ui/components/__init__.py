"""Parts of pages: each takes vars and handlers; its JavaScript lies beside it."""
