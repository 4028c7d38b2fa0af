"""The whole site beside Datasette: the same paragraphs, the same questions, requests over HTTP."""
