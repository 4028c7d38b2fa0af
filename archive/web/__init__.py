"""The site: pages and the machine interface over the store and the index. It writes nothing."""

from archive.web.factory import create_app

__all__ = ["create_app"]
