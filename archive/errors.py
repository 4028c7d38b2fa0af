"""The exceptions the archive raises on purpose, translated into one sentence at the edge.

ArchiveError
├── SettingsError     a setting has a value that cannot be used
├── BadInput          something handed in cannot be taken (a file, a field, a parameter)
│   └── BadFile       a file cannot be read as a document
├── NotFound          no such speech, paragraph or speaker
├── StoreError        the store cannot be opened or is not what it should be
│   └── Unreachable   the database does not answer just now; later it may
├── Outdated          what was handed in belongs to an earlier state of the archive
├── MailError         a message could not be handed to the mail server
└── Busy              another process is doing what only one may do

The index has its own small tree in `index.errors`.
"""


class ArchiveError(Exception):
    """Base. `message` is a message id of the catalogue (Chinese) with `{named}` places, `values` fills them.

    `str(error)` is the Chinese sentence; the edge translates with `message` and `values`.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class SettingsError(ArchiveError):
    """A setting has a value that cannot be used."""


class BadInput(ArchiveError):
    """Something handed in cannot be taken."""


class BadFile(BadInput):
    """A file cannot be read as a document."""


class NotFound(ArchiveError):
    """No such speech, paragraph or speaker."""


class StoreError(ArchiveError):
    """The store cannot be opened or is not what it should be."""


class Unreachable(StoreError):
    """The database does not answer just now; later it may."""


class Outdated(ArchiveError):
    """What was handed in belongs to an earlier state of the archive."""


class MailError(ArchiveError):
    """A message could not be handed to the mail server."""


class Busy(ArchiveError):
    """Another process is doing what only one may do."""
