"""Texts: a documents folder to works, sections and passages.

`scan` lists what lies in a folder and `read_all` makes documents of files, each within `Limits`; `duplicates`
and `template` say more of documents that were read. `SAMPLES` is the folder of works that ship with the bot,
and `sentences` says where sentences stand in a text.
"""

from corpus.errors import CorpusError, DocumentError
from corpus.library import CORRECTIONS, READING, SAMPLES, File, duplicates, parse, read, scan, template
from corpus.limits import Limits
from corpus.model import Document, LeftOut, Passage, Receipt, Section, Work
from corpus.packed import in_brief
from corpus.sentences import sentences
from corpus.workers import read_all

__all__ = [
    "CORRECTIONS",
    "READING",
    "SAMPLES",
    "CorpusError",
    "Document",
    "DocumentError",
    "File",
    "LeftOut",
    "Limits",
    "Passage",
    "Receipt",
    "Section",
    "Work",
    "duplicates",
    "in_brief",
    "parse",
    "read",
    "read_all",
    "scan",
    "sentences",
    "template",
]
