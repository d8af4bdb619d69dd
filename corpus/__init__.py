"""Texts: a documents folder to works, sections and passages.

`scan` lists what lies in a folder and `read` makes a document of a file; `SAMPLES` is the folder of works
that ship with the bot. `sentences` says where sentences stand in a text.
"""

from corpus.errors import CorpusError, DocumentError
from corpus.library import READING, SAMPLES, File, parse, read, scan
from corpus.model import Document, Passage, Section, Work
from corpus.sentences import sentences
from corpus.workers import Limits, read_all

__all__ = [
    "READING",
    "SAMPLES",
    "CorpusError",
    "Document",
    "DocumentError",
    "File",
    "Limits",
    "Passage",
    "Section",
    "Work",
    "parse",
    "read",
    "read_all",
    "scan",
    "sentences",
]
