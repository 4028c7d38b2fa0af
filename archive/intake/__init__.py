"""Reading files in worker processes: jobs out, documents back, in order and in bounded memory.

Worker processes import this package, so it has little: no store, no web.
"""
