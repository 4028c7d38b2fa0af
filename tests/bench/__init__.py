"""The bench: this engine and its peers side by side in one run. `python3 manage.py bench`."""
