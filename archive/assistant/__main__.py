"""Serve the archive whose settings stand in the folder of the first argument to the assistant that started this process."""

import os
import sys
from pathlib import Path

from archive.assistant.server import make_server
from archive.settings import load_settings
from archive.store import Store
from index.engine import open_engine
from index.suggest import Suggestions

settings = load_settings(Path(sys.argv[1]), os.environ)
store = Store.open(settings.database_url)
engine = open_engine(settings.engine, settings.index_folder)
try:
    make_server(store, engine, Suggestions(settings.index_folder), settings.base_url).run()
finally:
    engine.close()
    store.close()
