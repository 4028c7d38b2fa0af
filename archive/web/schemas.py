"""The shapes of what the machine interface answers, in JSON Schema 2020-12, with examples of invented people. Data."""

from typing import Any, Final

from index.fields import FACETS

Schema = dict[str, Any]


def nothing_or(kind: str, about: str) -> Schema:
    """A value that may be null."""
    return {"type": [kind, "null"], "description": about}


def text(about: str, example: str = "") -> Schema:
    """A string."""
    return {"type": "string", "description": about, **({"examples": [example]} if example else {})}


def number(about: str) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": about}


def listed(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def obj(properties: dict[str, Schema], *, whole: bool = True) -> Schema:
    """An object; with `whole` it always has every property."""
    return {"type": "object", "properties": properties, **({"required": list(properties)} if whole else {})}


def ref(name: str) -> Schema:
    """One of `SCHEMAS` by name."""
    return {"$ref": f"#/components/schemas/{name}"}


ID: Final = text("Eight characters of lower-case Crockford base32, never given out twice.", "7k2m9xq4")
DATE: Final = nothing_or("string", "ISO 8601, may be partial: 2020, 2020-03 or 2020-03-05.")

HIT: Final[dict[str, Schema]] = {
    "id": ID,
    "permalink": text("The paragraph's address to keep.", "/p/7k2m9xq4"),
    "speech_id": ID,
    "title": nothing_or("string", "Title of the speech."),
    "speaker": nothing_or("string", "Who spoke."),
    "office": nothing_or("string", "The speaker's office at that time."),
    "date": DATE,
    "collection": nothing_or("string", "The collection the document is in."),
    "number": number("Which paragraph of its speech, from 1."),
    "text": text("The paragraph in its original glyphs.", "三年来，望川把湿地保护放在心上。"),
    "html": text("The same, escaped, with what was found in `mark` elements."),
    "score": {"type": "number", "description": "BM25F; comparable inside one answer only."},
}

_HEADING: Final[dict[str, Schema]] = {
    "id": ID,
    "permalink": text("The address of the speech to keep.", "/speech/3c8w1nza"),
    "title": nothing_or("string", "Title."),
    "speaker": {"oneOf": [obj({"id": ID, "name": text("Name.", "桑榆")}), {"type": "null"}]},
    "office": nothing_or("string", "The speaker's office at that time."),
    "date": DATE,
    "place": nothing_or("string", "Where the office, or else the speech, belongs."),
    "collection": nothing_or("string", "The collection the document is in."),
    "publication": nothing_or("string", "Where it was published."),
    "page": nothing_or("string", "Page there."),
    "url": nothing_or("string", "Address there."),
    "licence": nothing_or("string", "Licence."),
    "language": nothing_or("string", "BCP 47."),
}
_CITATIONS: Final[Schema] = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "The reference by the name of its style.",
}

SCHEMAS: Final[dict[str, Schema]] = {
    "Answer": obj(
        {
            "query": text("The words that were looked for."),
            "total": number("Passages found."),
            "in_text": number("Of them those whose own text holds what was looked for; the others hold it through their speech."),
            "speeches": number("Speeches the passages stand in."),
            "page": number("The page, from 1."),
            "pages": number("How many pages there are."),
            "took_ms": {"type": "number", "description": "Milliseconds."},
            "hits": listed(ref("Hit")),
            "facets": obj({name: listed(ref("FacetValue")) for name in FACETS}),
            "suggestion": nothing_or("string", "The words that were probably meant."),
            "notes": listed(obj({"kind": text("What it is about."), "text": text("How the search was understood.")})),
            "next": nothing_or("string", "The cursor of the next page, null at the last one."),
        }
    ),
    "Hit": obj(HIT, whole=False),
    "FacetValue": obj(
        {
            "value": text("To be given back as a parameter."),
            "label": text("To be shown."),
            "count": number("Passages, the choices in this facet left out."),
            "selected": {"type": "boolean", "description": "Whether it is chosen."},
        }
    ),
    "Completions": obj({name: listed(ref("Completion")) for name in ("names", "titles", "words")}),
    "Completion": obj({"value": text("What may be meant."), "count": number("Passages."), "url": text("Where it is found.")}, whole=False),
    "Paragraph": obj(
        {
            "id": ID,
            "permalink": text("Its address to keep.", "/p/7k2m9xq4"),
            "state": {"enum": ["live", "merged", "withdrawn"], "description": "What became of it."},
            "target": nothing_or("string", "The paragraph it was merged into."),
            "certain": {"type": "boolean", "description": "False where a change of its document left doubt that it is still the same."},
            "number": number("Which paragraph of its speech, from 1."),
            "version": number("The version of its words, from 1."),
            "text": text("Its words, or its last words."),
            "revisions": listed(
                obj({"version": number("From 1."), "text": text("The words then."), "added": text("When they came in, ISO 8601, UTC.")})
            ),
            "speech": {"oneOf": [ref("SpeechHeading"), {"type": "null"}]},
            "citations": _CITATIONS,
        },
        whole=False,
    ),
    "SpeechHeading": obj(_HEADING),
    "Speech": obj(
        {
            **_HEADING,
            "document": obj({"id": ID, "name": text("The name of the file."), "original": text("Its bytes as they came in.")}),
            "previous": nothing_or("string", "The speech before it in the document."),
            "next": nothing_or("string", "The speech after it in the document."),
            "paragraphs": listed(
                obj(
                    {
                        "id": ID,
                        "permalink": text("Its address to keep."),
                        "number": number("From 1."),
                        "version": number("From 1."),
                        "path": listed(text("A label of the outline, outermost first.")),
                        "text": text("Its words."),
                    }
                )
            ),
            "citations": _CITATIONS,
        },
        whole=False,
    ),
    "Problem": obj(
        {
            "type": text("A problem type (RFC 9457).", "about:blank"),
            "title": text("What it is."),
            "status": number("The HTTP status."),
            "detail": text("What to do about it."),
            "instance": text("The path that was asked for."),
        }
    ),
}
"""The named shapes."""
