"""A single speech: the title names one, or the text begins by addressing an audience."""

from typing import Final

from archive.ingest.head import is_address, is_speech_title
from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.single import read_single
from archive.ingest.page import Page


def recognise(page: Page) -> Score:
    """An address in the first lines, a title such as `在…上的讲话`, or both."""
    head = page.head
    addressed = any(is_address(line.text) for line in head.body[:3])
    named = is_speech_title(head.title)
    if addressed and (named or head.person.name):
        return Score(0.9, "开头有称呼，标题或署名说明是讲话。")
    if addressed:
        return Score(0.8, "开头有称呼。")
    if named and head.person.name:
        return Score(0.75, "标题说明是讲话，并有讲话人。")
    return Score(0.62, "标题说明是讲话。") if named else NO


LAYOUT: Final = Layout("speech", recognise, read_single)
