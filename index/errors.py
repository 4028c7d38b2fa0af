"""What can go wrong in the index.

SearchIndexError
├── IndexMissing      there is no index yet
├── IndexDamaged      a file of the index is not what was written
├── IndexUnwritten    the disk would not take what was to be written
├── IndexBusy         another process goes on writing the index
└── IndexUnavailable  the cluster that holds the index does not answer, or has too much to do
"""


class SearchIndexError(Exception):
    """Base of every error the index raises on purpose."""


class IndexMissing(SearchIndexError):
    """There is no index at the place where one was expected."""


class IndexDamaged(SearchIndexError):
    """A file of the index is truncated or altered; `str(error)` names the file."""


class IndexBusy(SearchIndexError):
    """Another process or thread goes on writing the index; try again later."""


class IndexUnavailable(SearchIndexError):
    """The cluster that holds the index does not answer, lacks a part, or has too much to do; try again later."""


class IndexUnwritten(SearchIndexError):
    """The disk is full or a write failed; what served before serves on. `str(error)` says why."""
