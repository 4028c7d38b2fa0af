"""Serve what everybody may see of the archive whose settings stand in the folder of the first argument to the assistant that started this
process."""

import os
import sys
from pathlib import Path

from archive.assistant.server import make_server
from archive.part import opened
from archive.settings import load_settings

settings = load_settings(Path(sys.argv[1]), os.environ)
with opened(settings, settings.access.private) as part:
    make_server(part.store, part.engine, part.suggestions, settings.base_url).run()
