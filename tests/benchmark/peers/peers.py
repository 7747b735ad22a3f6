"""Holds other tools against the exported pages: pofilter, rumdl, and a comparison of dates.

    peers.py FOLDER OUT

FOLDER is what `drift-benchmark --export FOLDER` wrote. OUT is a table: peer, version, operator or
"clean", group, mutants, hits, complaints, cells, pages. A hit is a changed page of which the peer
says something about the changed cells (about the page, where it sees pages only) that it does not
say of the untouched page, whatever it says. Changes that a peer is not given are not counted.
"""

import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
from importlib.metadata import version

from translate.storage import factory

TABLE_RULES = ["MD055", "MD056", "MD058", "MD060", "MD075"]
HEADER = "peer version operator group mutants hits complaints cells pages".split()


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    clean = read(folder / "clean.jsonl")
    mutants = read(folder / "mutants.jsonl")
    rows = []
    for peer in (pofilter, rumdl, dates):
        rows += peer(folder, clean, mutants)
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(HEADER)] + ["\t".join(map(str, row)) for row in rows]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(mutants)} changed pages, {len(clean)} untouched ones: {out}")


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def table(name, version, mutants, hit, clean, complaints, cells):
    """The rows of one peer: hits by operator and group, then complaints by group."""
    counts = collections.OrderedDict()
    for mutant in mutants:
        sums = counts.setdefault((mutant["operator"], mutant["group"]), [0, 0])
        sums[0] += 1
        sums[1] += bool(hit(mutant))
    for (operator, group), (whole, part) in counts.items():
        yield [name, version, operator, group, whole, part, "", "", ""]
    for group in dict.fromkeys(page["group"] for page in clean):
        pages = [page for page in clean if page["group"] == group]
        said = sum(complaints(page) for page in pages)
        yield [name, version, "clean", group, "", "", said, sum(map(cells, pages)), len(pages)]


# pofilter: every cell is a message; a cell that is gone is one without translation.


def pofilter(folder, clean, mutants):
    said = {}
    for locale in sorted({page["locale"] for page in clean}):
        units = []
        for line in clean + mutants:
            if line["locale"] == locale:
                units += [(unit_id(line, cell), cell) for cell in line["cells"]]
        said.update(filtered(folder, locale, units))

    def hit(mutant):
        for cell in mutant["cells"]:
            before = said.get((mutant["page"], cell["key"]), set())
            if said.get(unit_id(mutant, cell), set()) - before:
                return True
        return False

    def complaints(page):
        return sum(bool(said.get(unit_id(page, cell))) for cell in page["cells"])

    seen = [mutant for mutant in mutants if mutant["table"]]
    number = version("translate-toolkit")
    return list(table("pofilter", number, seen, hit, clean, complaints, lambda p: len(p["cells"])))


def unit_id(line, cell):
    return (line["id"], cell["key"])


def filtered(folder, locale, units):
    """Names of the failed tests by unit."""
    language, _, region = locale.partition("-")
    language = f"{language}_{region}" if region else language
    source, target = folder / f"{locale}.po", folder / f"{locale}.out.po"
    header = f"Content-Type: text/plain; charset=UTF-8\\nLanguage: {language}\\n"
    text = f'msgid ""\nmsgstr "{header}"\n'
    for name, cell in units:
        context = "\t".join(name)
        text += f"\nmsgctxt {quoted(context)}\nmsgid {quoted(cell['source'])}\n"
        text += f"msgstr {quoted(cell['target'])}\n"
    source.write_text(text, encoding="utf-8")
    command = ["pofilter", "--progress=none", f"--language={language}", str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    failed = {}
    if target.exists():
        for unit in factory.getobject(str(target)).units:
            context = unit.getcontext()
            if context:
                notes = unit.getnotes(origin="translator")
                names = re.findall(r"\(pofilter\) (\w+):", notes)
                failed[tuple(context.split("\t"))] = set(names) or {"failed"}
    return failed


def quoted(text):
    text = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


# rumdl: the rules on tables, page by page.


def rumdl(folder, clean, mutants):
    command = ["rumdl", "check", "--isolated", "--no-cache", "--output-format", "json"]
    command += ["--enable", ",".join(TABLE_RULES), "clean", "mutants"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    said = collections.defaultdict(collections.Counter)
    for warning in json.loads(run.stdout or "[]"):
        path = warning["file"].removeprefix("./")
        said[path][(warning["rule"], warning["message"])] += 1

    def hit(mutant):
        return said[mutant["file"]] - said["clean/" + mutant["page"]]

    def complaints(page):
        return sum(said[page["file"]].values())

    number = version("rumdl")
    return list(table("rumdl", number, mutants, hit, clean, complaints, lambda p: len(p["cells"])))


# Dates: a page is stale if its source page has a later date. Only faults of the metadata are counted.


def dates(folder, clean, mutants):
    def stale(line):
        source = date_of(folder / "clean" / line["source"])
        target = date_of(folder / line["file"])
        return bool(source and target and source > target)

    before = {page["page"]: stale(page) for page in clean}

    def hit(mutant):
        return stale(mutant) and not before[mutant["page"]]

    def metadata(path):
        text = path.read_text("utf-8-sig").replace("\r", "")
        return text.partition("\n---\n")[0]

    seen = [
        mutant
        for mutant in mutants
        if mutant["fault"]
        and metadata(folder / mutant["file"]) != metadata(folder / "clean" / mutant["page"])
    ]
    return list(table("dates", "ms.date", seen, hit, clean, stale, lambda p: len(p["cells"])))


def date_of(path):
    found = re.search(r"^ms\.date:\s*(\d+)/(\d+)/(\d+)\s*$", path.read_text("utf-8-sig"), re.M)
    if not found:
        return None
    month, day, year = map(int, found.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


main()
