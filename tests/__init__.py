"""Tests: `python3 manage.py test`."""
