"""Two languages that nobody speaks, one written from the right, and translations into them, word for word.

No translator has made a translation yet, so only tests have any.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from programme.catalogue.load import load_folder
from programme.catalogue.model import Initiative, Records, Topic
from programme.catalogue.translations import english_texts, fingerprint, page_words, values_in
from programme.records.check import DATA

if TYPE_CHECKING:
    from datetime import date

# Letters of a script written from the right, and of one written from the left; neither makes a word.
LETTERS: Final = {"qaa": "بلورفزمك", "qaa-latn": "blorfzumk"}
TRANSLATED: Final = (
    ("topic", "domestic-abuse", ("qaa", "qaa-latn")),
    ("topic", "catalytic", ("qaa", "qaa-latn")),
    ("initiative", "speedwatch", ("qaa", "qaa-latn")),
    ("initiative", "scared-straight", ("qaa",)),
)
STALE: Final = ("qaa", "catalytic")
_WORD: Final = re.compile(r"[^\W\d_]+")


def invented(english: str, language: str) -> str:
    """Words of the invented language, as long as the English ones, with {1} where its first number stands."""
    letters = LETTERS[language]
    text = english
    for place, value in enumerate(values_in(english), 1):
        text = text.replace(value, f"{{{place}}}", 1)
    return _WORD.sub(lambda word: "".join(letters[ord(sign) % len(letters)] for sign in word[0]), text)


def write_translated_data(folder: Path, day: date) -> Path:
    """Copy the real data to `folder/data`, add the languages and translations, and return it."""
    data = folder / "data"
    shutil.copytree(DATA, data)
    records = load_folder(DATA, day, ()).records
    with (data / "languages.yaml").open("a", encoding="utf-8") as file:
        file.writelines(_language(code, records) for code in LETTERS)
    (data / "translations").mkdir(exist_ok=True)
    for kind, name, languages in TRANSLATED:
        record: Topic | Initiative = records.topics[name] if kind == "topic" else records.initiatives[name]
        for code in languages:
            path = data / "translations" / f"{code}-{kind}-{name}.yaml"
            path.write_text(_translation(code, kind, record), encoding="utf-8")
    return data


def _language(code: str, records: Records) -> str:
    """A language that lacks one of the words of pages."""
    direction = "rtl" if code == "qaa" else "ltr"
    words = {place: text for place, text in page_words(records).items() if place != "changing"}
    lines = [f"    - {{at: {place}, text: {json.dumps(invented(text, code))}}}" for place, text in words.items()]
    own = invented("Language", code)
    head = f"- id: {code}\n  name: Invented {code}\n  own_name: {own}\n  direction: {direction}\n"
    return f"{head}  stale_words: {invented('This is old.', code)}\n  words:\n" + "\n".join(lines) + "\n"


def _translation(code: str, kind: str, record: Topic | Initiative) -> str:
    """A translation that lacks the last text of the record."""
    made_from = "0" * 16 if (code, record.id) == STALE else fingerprint(kind, record)
    head = f"id: {code}-{kind}-{record.id}\nlanguage: {code}\nkind: {kind}\nrecord: {record.id}\n"
    texts = list(english_texts(kind, record).items())[:-1]
    lines = [f"  - {{at: {place}, text: {json.dumps(invented(text, code))}}}" for place, text in texts]
    return f"{head}made_from: {made_from}\nmade_on: 2025-12-01\ntexts:\n" + "\n".join(lines) + "\n"
