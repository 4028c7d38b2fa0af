"""The full-text index: plain records and queries in, pages of hits out. It knows neither Flask, SQL nor files of documents."""
