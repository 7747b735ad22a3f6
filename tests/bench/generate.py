"""Makes the corpora of the bench: the same bytes for the same seed, on every machine.

    python3 generate.py KIND FOLDER [--count N] [--seed N]

| kind | what | count |
|---|---|---|
| sparse | ordinary documents, 20 % of them with tables | files |
| dense | ordinary documents, all full of tables | files |
| drifted | one page and its translations, most rows of which were changed | translations, at most 400 |
| translations | one page and its translations with a few faults each | translations, at most 400 |
| table | one page with one giant table, and its translation with a few faults | rows |

Ordinary documents are made of the words below. Pages come from `tests/corpus`, which this project
wrote itself; two of them stand among the ordinary documents, since a run needs a page to check.
"""

import argparse
import json
import random
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "corpus"
PAGE = "data-apple-sends-to-intune.md"
SOURCE = "en-US"
TRANSLATIONS = ["de-DE", "fr-FR", "ja-JP", "nl-NL", "sv-SE"]
# Columns of the page.
LABEL, PURPOSE = 2, 3
# Regions and languages that nobody has: reserved for private use.
REGIONS = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
REGIONS += [f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"]
LANGUAGES = [f"q{a}{b}" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrstuvwxyz"]

WORDS = """
account action administrator alert answer app archive assignment authority backup baseline branch
browser button calendar camera certificate channel choice client cloud code column command company
computer condition connection console contact content control copy cost country customer day default
delay department detail device dialog directory disk document domain driver edition employee entry
error event example export feature field file filter firewall folder form gateway group guide help
history hour image import index installation instance issue item key keyboard label language laptop
level library license limit line link list location log mail manager message meter method mobile
mode model module monitor month name network node note notice number office operation option order
owner package page panel partner password path pattern people period permission phone plan platform
policy pool port portal printer problem process product profile program project property protocol
proxy query question queue reason record region release report request resource result role room
rule sample scan schedule schema screen script search section server service session setting shop
signal site size software source space staff start state station status step storage store string
subject support switch system tab table tablet target task team template tenant term test text time
title tool topic traffic trial trust type unit update upload usage user value vendor version view
volume wait warning week window wizard word worker zone
adds allows applies asks blocks changes checks closes collects connects copies creates deletes
describes enables ends finds follows gives helps holds keeps leaves lists loads makes moves needs
opens prevents prints protects reads receives removes renews replaces requires resets returns runs
saves selects sends sets shares shows signs starts stops stores supports takes tells tests turns
uses waits writes
about after again all also and any as at because before between both by clear daily during each
early else every few first for from further if in into its large last late local long many most new
no not of often on only or other over own quick ready safe same second short small soon that the
their then there this through to two until up well when where which with without your
""".split()


class Writer:
    """Makes text, by the piece. Sentences come from a store, since making each anew takes long."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.sentences = [self._sentence() for _ in range(1500)]

    def _sentence(self):
        words = self.rng.choices(WORDS, k=self.rng.randint(7, 22))
        marked = self.rng.randrange(len(words))
        wrap = self.rng.choice(["{}", "{}", "{}", "**{}**", "`{}`", "[{}](../shared/{}.md)"])
        words[marked] = wrap.format(words[marked], words[marked])
        return " ".join(words).capitalize() + "."

    def words(self, least, most):
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(least, most)))

    def title(self):
        return self.words(2, 6).capitalize()

    def paragraph(self):
        return " ".join(self.rng.choices(self.sentences, k=self.rng.randint(2, 5)))

    def bullets(self):
        mark = self.rng.choice(["-", "1."])
        return "\n".join(f"{mark} {s}" for s in self.rng.choices(self.sentences, k=self.rng.randint(2, 6)))

    def note(self):
        kind = self.rng.choice(["NOTE", "TIP", "IMPORTANT"])
        return f"> [!{kind}]\n> {self.paragraph()}"

    def code(self):
        lines = [f"Set-{w.capitalize()} -Name {self.words(1, 1)}" for w in self.rng.choices(WORDS, k=4)]
        return "\n".join(["```powershell", *lines, "```"])

    def table(self, rows, columns):
        head = [self.words(1, 2).capitalize() for _ in range(columns)]
        lines = [head, ["---"] * columns]
        for _ in range(rows):
            lines.append([self.words(1, 3) for _ in range(columns - 1)] + [self.rng.choice(self.sentences)])
        return "\n".join(row_of(cells) for cells in lines)

    def front_matter(self, title):
        day = f"{self.rng.randint(1, 12):02}/{self.rng.randint(1, 28):02}/2026"
        pairs = {
            "title": title,
            "titleSuffix": "Handbook",
            "description": self.words(8, 20).capitalize(),
            "keywords": self.words(3, 6),
            "author": self.words(1, 1),
            "manager": self.words(1, 1),
            "ms.date": day,
            "ms.topic": self.rng.choice(["how-to", "conceptual", "reference"]),
            "ms.service": "handbook",
            "ms.subservice": self.words(1, 1),
            "ms.localizationpriority": self.rng.choice(["high", "medium"]),
            "ms.assetid": "%08x-0000-4000-8000-%012x" % (self.rng.getrandbits(32), self.rng.getrandbits(48)),
            "ms.reviewer": "''",
            "ms.suite": "handbook",
            "search.appverid": "HBK150",
            "ms.custom": f"handbook-{self.words(1, 1)}",
            "ms.openlocfilehash": "%040x" % self.rng.getrandbits(160),
            "ms.sourcegitcommit": "%040x" % self.rng.getrandbits(160),
            "ms.translationtype": "HT",
            "ms.lasthandoff": day,
        }
        lines = [f"{key}: {value}" for key, value in pairs.items()]
        return "\n".join(["---", *lines, "ms.collection:", "- tier1", "- tier2", "---"])

    def document(self, tables):
        """An ordinary document of some 10 kB with as many tables as `tables` has sizes."""
        title = self.title()
        sections = []
        for _ in range(self.rng.randint(6, 10)):
            sections += [f"## {self.title()}", self.paragraph(), self.bullets(), self.paragraph()]
            sections.append(self.rng.choice([self.note, self.code, self.paragraph])())
        for rows, columns in tables:
            sections.insert(self.rng.randrange(1, len(sections)), self.table(rows, columns))
        return "\n\n".join([self.front_matter(title) + f"\n# {title}", *sections]) + "\n"


def row_of(cells):
    return "| " + " | ".join(cells) + " |"


def cells_of(row):
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


class Page:
    """A page of the sample: what is above its table, the cells of its rows, what is below."""

    def __init__(self, locale):
        lines = (SAMPLE / locale / PAGE).read_text(encoding="utf-8").split("\n")
        table = [at for at, line in enumerate(lines) if line.startswith("|")]
        first = table[0] + 2
        self.above = lines[:first]
        self.rows = [cells_of(line) for line in lines[first : table[-1] + 1]]
        self.below = lines[table[-1] + 1 :]

    def rename(self, locale):
        """Makes it a page of another locale."""
        key = "ms.contentlocale:"
        self.above = [f"{key} {locale}" if line.startswith(key) else line for line in self.above]

    def line_of(self, row):
        """The line, from 1, on which a row stands, counted from 0."""
        return len(self.above) + row + 1

    def text(self):
        return "\n".join([*self.above, *map(row_of, self.rows), *self.below])


def write_documents(folder, count, seed, tables_of):
    """Ordinary documents, 50 to a folder, and two pages."""
    writer = Writer(seed)
    for number in range(count - 2):
        text = writer.document(tables_of(writer.rng))
        write(folder / f"area-{number // 50:03}" / f"document-{number:05}.md", text)
    for locale in [SOURCE, TRANSLATIONS[0]]:
        write(folder / locale / PAGE, Page(locale).text())


def write_sparse(folder, count, seed):
    def tables_of(rng):
        if rng.random() >= 0.2:
            return []
        return [(rng.randint(3, 14), rng.randint(2, 4)) for _ in range(rng.randint(1, 5))]

    write_documents(folder, count, seed, tables_of)


def write_dense(folder, count, seed):
    write_documents(folder, count, seed, lambda rng: [(rng.randint(15, 40), 4)] * 3)


def tag_of(number):
    """The text and the tag of a translation: by turns a further region of a language, which makes
    the pages of a language more, and a language of its own, which makes the languages more."""
    text = TRANSLATIONS[number // 2 % len(TRANSLATIONS)]
    if number % 2:
        return text, LANGUAGES[number // 2]
    return text, f"{text[:2]}-{REGIONS[number // 2 // len(TRANSLATIONS)]}"


def write_translated(folder, count, seed, change):
    rng = random.Random(seed)
    write(folder / SOURCE / PAGE, Page(SOURCE).text())
    for number in range(count):
        text, tag = tag_of(number)
        page = Page(text)
        page.rename(tag)
        change(page, rng)
        write(folder / tag / PAGE, page.text())


def write_translations(folder, count, seed):
    """Some faults, so that no page is the same as another."""

    def change(page, rng):
        for row in rng.sample(range(len(page.rows)), 4):
            CHANGES[rng.choice(["number", "word", "code"])](page, row, rng)

    write_translated(folder, count, seed, change)


def write_drifted(folder, count, seed):
    def change(page, rng):
        for row in range(len(page.rows) - 1, -1, -1):
            if rng.random() < 0.8:
                CHANGES[rng.choice(list(CHANGES))](page, row, rng)

    write_translated(folder, count, seed, change)


def in_purpose(words):
    """A change that puts something new before the last sign of the purpose."""

    def change(page, row, rng):
        cell = page.rows[row][-1]
        page.rows[row][-1] = cell[:-1] + " " + words(rng) + cell[-1:]

    return change


def without_row(page, row, _rng):
    del page.rows[row]


def with_other_label(page, row, rng):
    page.rows[row][LABEL] = rng.choice(page.rows)[LABEL]


def with_other_purpose(page, row, rng):
    page.rows[row][-1] = rng.choice(page.rows)[-1]


def at_other_place(page, row, rng):
    page.rows.insert(rng.randrange(len(page.rows)), page.rows.pop(row))


def with_new_label(page, row, rng):
    page.rows[row][LABEL] = "".join(rng.choices(WORDS, k=2))


CHANGES = {
    "number": in_purpose(lambda rng: str(rng.randint(10, 9999))),
    "word": in_purpose(lambda rng: rng.choice(WORDS)),
    "code": in_purpose(lambda rng: f"`{rng.choice(WORDS)}`"),
    "gone": without_row,
    "label": with_other_label,
    "purpose": with_other_purpose,
    "moved": at_other_place,
    "new": with_new_label,
}


def write_table(folder, count, seed):
    """The rows of the page over and over: data that the catalog does not know would be a finding
    for every row, and what is measured the writing of them.

    `planted.json` beside the pages says what must be told of the translation: at which row, counted
    from 1, and by which checks.
    """
    del seed  # Nothing is left to chance.
    source, translation = Page(SOURCE), Page(TRANSLATIONS[0])
    per_round = len(source.rows)
    for page in [source, translation]:
        page.rows = [list(page.rows[row % per_round]) for row in range(count)]
    rounds = count // per_round
    planted = []
    for number in [1, rounds // 2, rounds - 1]:
        planted += plant(source, translation, range(number * per_round, (number + 1) * per_round))
    write(folder / SOURCE / PAGE, source.text())
    write(folder / TRANSLATIONS[0] / PAGE, translation.text())
    told = {"path": f"{TRANSLATIONS[0]}/{PAGE}", "rows": count, "planted": planted}
    write(folder / "planted.json", json.dumps(told, indent=1))


def plant(source, translation, rows):
    """Faults in some rows of the translation, and what must be told of them."""

    def row_labelled(label):
        return next(row for row in rows if source.rows[row][LABEL] == label)

    untranslated = row_labelled("Token")
    translation.rows[untranslated][PURPOSE] = source.rows[untranslated][PURPOSE]
    mojibake = row_labelled("AwaitingConfiguration")
    purpose = translation.rows[mojibake][PURPOSE]
    translation.rows[mojibake][PURPOSE] = purpose.replace("ä", "Ã¤")
    renamed = row_labelled("CommandUUID")
    translation.rows[renamed][LABEL] = "BefehlUUID"
    return [
        {"row": untranslated + 1, "checks": ["untranslated-cell"]},
        {"row": mojibake + 1, "checks": ["mojibake"]},
        {"row": renamed + 1, "checks": ["extra-row", "translated-key", "altered-key"]},
    ]


KINDS = {
    "sparse": write_sparse,
    "dense": write_dense,
    "drifted": write_drifted,
    "translations": write_translations,
    "table": write_table,
}


def make(kind, folder, count, seed=1):
    """Makes a corpus and returns its folder."""
    KINDS[kind](Path(folder), count, seed)
    return Path(folder)


def main():
    parser = argparse.ArgumentParser(description="Makes a corpus of the bench.")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make(options.kind, options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
