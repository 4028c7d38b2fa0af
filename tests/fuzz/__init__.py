"""Any bytes at all, thrown at what meets bytes from outside: for minutes in CI (test_fuzz.py), for hours by a command (__main__.py)."""
