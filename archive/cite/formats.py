"""The formats by name, in the order in which they are offered."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from archive.cite.apa import apa
from archive.cite.bibtex import bibtex
from archive.cite.chicago import chicago
from archive.cite.csl import csl_citation
from archive.cite.gbt7714 import gbt7714_2015, gbt7714_2025
from archive.cite.mla import mla
from archive.cite.reference import Reference
from archive.cite.ris import ris

Format = Callable[[Reference], str]

STYLES: Final[Mapping[str, Format]] = {
    "GB/T 7714—2025": gbt7714_2025,
    "GB/T 7714—2015": gbt7714_2015,
    "APA": apa,
    "Chicago": chicago,
    "MLA": mla,
}
"""What a person reads, by the name of the style."""


def csl_json(reference: Reference) -> str:
    """The CSL citation as JSON, with Chinese left readable."""
    return json.dumps(csl_citation(reference), ensure_ascii=False, indent=1) + "\n"


def all_styles(reference: Reference) -> str:
    """The words of the paragraph and its citation in every style, as plain text."""
    cited = "\n".join(f"{name}\n{cite(reference)}\n" for name, cite in STYLES.items())
    return f"{reference.quote}\n\n{cited}" if reference.quote else cited


FILES: Final[Mapping[str, tuple[str, Format]]] = {
    "txt": ("text/plain; charset=utf-8", all_styles),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "json": ("application/vnd.citationstyles.csl+json", csl_json),
}
"""What a program reads, by the suffix of its file: the content type and the format."""
