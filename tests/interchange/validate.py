"""Reads the interchange files of `flowproof report` with the programs that they are made for.

    validate.py FOLDER...

Each folder holds the reports of one run. Prints one line of facts per file and, at the first fault,
what is wrong, with exit code 1. The inventory in `inventory.json` is what the others are counted
against: no format may hold fewer fields than it does.
"""

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from fideslang.default_taxonomy import DEFAULT_TAXONOMY
from fideslang.models import Taxonomy
from rdflib import Graph, RDF, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

TENANT = "TENANT-TO-COMPLETE"
DPV = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
}
SHEETS = {
    "Inventory": "inventory.csv",
    "Evidence": "evidence.csv",
    "Statements": "statements.csv",
    "Findings": "findings.csv",
    "Art. 30(1) controller": "art30-controller.csv",
    "Art. 30(2) processor": "art30-processor.csv",
    "Protocol": "protocol.csv",
    "Conditions": "conditions.csv",
    "Documents": "documents.csv",
    "Terms": "terms.csv",
}
# A sheet to read and print, with the cells of another as a block per line.
RECORDS = ("Art. 30(1) records", "Art. 30(1) controller")


def need(condition, what):
    if not condition:
        raise SystemExit(f"error: {what}")


def walk(inventory):
    """Flow and field of every field of inventory.json, in page order."""
    for flow in inventory["flows"]:
        for service in flow["services"]:
            for message in service["messages"]:
                for field in message["fields"]:
                    yield flow, field


def processed(inventory, party):
    """What a party receives or itself sends, in services where it is a processor or may be one."""
    for flow in inventory["flows"]:
        for service in flow["services"]:
            roles = [role["role"] for role in service["roles"] if role["party"] == party]
            for message in service["messages"]:
                if party in (flow["recipient_id"], message["sent_by"]["id"]) and roles[0] in ("processor", None):
                    yield from (field["id"] for field in message["fields"])


def sent(inventory, reference):
    """What is sent by a party or by something else, named as in the bill of materials."""
    messages = (m for flow in inventory["flows"] for s in flow["services"] for m in s["messages"])
    own = (m for m in messages if f"{m['sent_by']['kind']}:{m['sent_by']['id']}" == reference)
    return sorted(field["id"] for message in own for field in message["fields"])


def rows(path):
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    need(b"\r\n" in data, f"{path}: lines do not end in CRLF")
    text = data.decode("utf-8")
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    need(all(len(line) == len(lines[0]) for line in lines), f"{path}: lines of different length")
    runs = tuple("=+-@\t\r\n＝＋－＠")
    for line in lines:
        for cell in line:
            need(not cell.startswith(runs), f"{path}: a cell that a spreadsheet runs: {cell!r}")
            need(not any(turns(c) for c in cell), f"{path}: hidden characters: {cell!r}")
    return lines


def turns(c):
    return 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 or c == "\0"


def check_tables(folder, inventory, findings):
    tables = {name: rows(folder / name) for name in SHEETS.values()}
    fields = list(walk(inventory))
    ids = [field["id"] for _, field in fields]
    named = lambda name, column: [dict(zip(tables[name][0], line))[column] for line in tables[name][1:]]
    need(named("inventory.csv", "field_id") == ids, "inventory.csv: other fields than inventory.json")
    pages = sum(max(1, len(field["documentation"])) for _, field in fields)
    need(len(tables["evidence.csv"]) - 1 == pages, "evidence.csv: lines are missing")
    need(len(tables["findings.csv"]) - 1 == len(findings["findings"]), "findings.csv: lines are missing")
    prints = [finding["fingerprint"] for finding in findings["findings"]]
    need(named("findings.csv", "fingerprint") == prints, "findings.csv: other findings")
    read = len(inventory["documents"]) + len(inventory["skipped"])
    need(len(tables["documents.csv"]) - 1 == read, "documents.csv: lines are missing")
    promises = [s for page in inventory["pages"] for s in page["statements"]]
    lines = sum(max(1, len(s["pages"])) for s in promises)
    need(len(tables["statements.csv"]) - 1 == lines, "statements.csv: lines are missing")
    split = lambda name: [i for cell in named(name, "field_ids") for i in cell.split("; ")]
    need(sorted(split("art30-controller.csv")) == sorted(ids), "art30-controller.csv: fields are missing")
    head = tables["art30-processor.csv"][0]
    for party in inventory["parties"]:
        own = [line for line in tables["art30-processor.csv"][1:] if f"/art30-2/{party['id']}/" in line[0]]
        own = [i for line in own for i in dict(zip(head, line))["field_ids"].split("; ")]
        expected = sorted(processed(inventory, party["id"]))
        need(sorted(own) == expected, f"art30-processor.csv: fields of {party['id']}")
    return tables, f"{len(ids)} fields, {len(tables['art30-controller.csv']) - 1} activities"


def check_workbook(folder, tables):
    book = openpyxl.load_workbook(folder / "inventory.xlsx")
    names = list(SHEETS)
    names.insert(names.index(RECORDS[1]) + 1, RECORDS[0])
    need(book.sheetnames == ["About", *names], f"inventory.xlsx: sheets {book.sheetnames}")
    check_records(book[RECORDS[0]], tables[SHEETS[RECORDS[1]]])
    types = {}
    for name, file in SHEETS.items():
        sheet, table = book[name], tables[file]
        need(sheet.max_row == len(table), f"inventory.xlsx {name}: {sheet.max_row} lines, {len(table)}")
        need(sheet.freeze_panes == "B2", f"inventory.xlsx {name}: the header is not frozen")
        need(sheet.auto_filter.ref is not None, f"inventory.xlsx {name}: no filter")
        need(sheet.page_setup.fitToHeight == 0, f"inventory.xlsx {name}: not fitted to the paper")
        need(sheet.print_title_cols == "$A:$A", f"inventory.xlsx {name}: no repeated column")
        for cells, line in zip(sheet.iter_rows(), table):
            need(len(cells) == len(line), f"inventory.xlsx {name}: columns")
            for cell, text in zip(cells, line):
                need(cell.data_type != "f", f"inventory.xlsx {name}: a formula: {cell.value!r}")
                runs = isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@"))
                need(cell.quotePrefix or not runs, f"inventory.xlsx {name}: {cell.value!r} would run")
                types[cell.data_type] = types.get(cell.data_type, 0) + 1
                same_cell(name, cell.value, text)
    return f"{len(SHEETS)} sheets, cells by type {dict(sorted(types.items()))}"


def check_records(sheet, table):
    """A heading and a line per column for each line of the table, and the same texts."""
    head, lines = table[0], table[1:]
    need(sheet.max_row == len(lines) * (len(head) + 1), f"{RECORDS[0]}: {sheet.max_row} lines")
    shown = [cells[1].value for cells in sheet.iter_rows()]
    for at, line in enumerate(lines):
        block = shown[at * (len(head) + 1) + 1:(at + 1) * (len(head) + 1)]
        for value, text in zip(block, line):
            same_cell(RECORDS[0], value, text)


def same_cell(sheet, value, text):
    """A cell of the workbook says what the CSV says, where that is not prefixed or too long."""
    if value is None:
        shown = ""
    elif isinstance(value, bool):
        shown = "yes" if value else "no"
    elif isinstance(value, datetime):
        shown = value.date().isoformat()
    else:
        shown = str(value)
    plain = text.removeprefix("'")
    same = shown in (text, plain) or shown.replace("\n", "\r\n") == text or "[cut: " in shown
    need(same, f"inventory.xlsx {sheet}: {shown!r} is {text!r} in the CSV")


def check_fides(folder, inventory):
    own = {name: yaml.safe_load((folder / name).read_text("utf-8")) for name in
           ("fides-dataset.yml", "fides-system.yml")}
    known = {
        "data_category": {c.fides_key for c in DEFAULT_TAXONOMY.data_category},
        "data_use": {u.fides_key for u in DEFAULT_TAXONOMY.data_use},
        "data_subject": {s.fides_key for s in DEFAULT_TAXONOMY.data_subject},
    }
    facts, named = [], []
    for name, manifest in own.items():
        read = Taxonomy.model_validate(manifest)
        for kind, keys in known.items():
            keys |= {entry.fides_key for entry in getattr(read, kind)}
        same_keys(name, manifest, read.model_dump(mode="json"))
        for dataset in read.dataset:
            for collection in dataset.collections:
                for field in collection.fields:
                    named.append(field.description)
                    within(name, known["data_category"], field.data_categories)
                    within(name, known["data_use"], field.data_uses)
                    within(name, known["data_subject"], field.data_subjects or [])
        for system in read.system:
            for flow in [*(system.ingress or []), *(system.egress or [])]:
                within(name, known["data_category"], flow.data_categories)
            for declaration in system.privacy_declarations:
                within(name, known["data_category"], declaration.data_categories)
                within(name, known["data_use"], [declaration.data_use])
                within(name, known["data_subject"], declaration.data_subjects)
                need(declaration.legal_basis_for_processing is None, f"{name}: a legal basis is guessed")
                need(declaration.retention_period == TENANT, f"{name}: a retention period is guessed")
        facts.append(f"{len(read.dataset)} datasets" if read.dataset else
                     f"{len(read.system)} systems, {sum(len(s.privacy_declarations) for s in read.system)} declarations")
    for _, field in walk(inventory):
        hits = sum(f"Catalog field {field['id']};" in (text or "") for text in named)
        need(hits == 1, f"fides-dataset.yml: {hits} fields are {field['id']}")
    return ", ".join(facts) + f", {len(named)} fields"


def within(name, known, keys):
    need(set(keys) <= known, f"{name}: not in the taxonomy: {set(keys) - known}")


def same_keys(name, written, read):
    """fideslang passes unknown keys over without a word; `meta` is free."""
    if isinstance(written, dict):
        for key, value in written.items():
            need(key in read, f"{name}: fideslang does not know `{key}`")
            if key != "meta":
                same_keys(name, value, read[key])
    elif isinstance(written, list):
        need(len(written) == len(read), f"{name}: fideslang reads {len(read)} of {len(written)} items")
        for one in written:
            if isinstance(one, dict):
                label = "fides_key" if "fides_key" in one else "name"
                found = [r for r in read if r.get(label) == one[label]]
                need(found, f"{name}: {one[label]} is not read")
                same_keys(name, one, found[0])


def check_licences(folder, inventory):
    """Every vocabulary is named, with publisher, address and licence, beside the tables."""
    file = folder / "LICENCES.txt"
    need(file.exists() == bool(inventory["vocabularies"]), "LICENCES.txt: is missing, or needless")
    text = file.read_text("utf-8") if file.exists() else ""
    for vocabulary in inventory["vocabularies"]:
        for key in ("name", "version", "url", "licence", "licence_url", "publisher"):
            need((vocabulary[key] or "") in text, f"LICENCES.txt: no {key} of {vocabulary['name']}")
    return f"{len(inventory['vocabularies'])} vocabularies"


def check_cyclonedx(folder, inventory):
    bom = json.loads((folder / "bom.cdx.json").read_text("utf-8"))
    error = JsonStrictValidator(SchemaVersion.V1_7).validate_str(json.dumps(bom))
    need(error is None, f"bom.cdx.json: {error}")
    refs = [service["bom-ref"] for service in bom["services"]]
    need(len(refs) == len(set(refs)), "bom.cdx.json: a bom-ref is used twice")
    links = {f"urn:cdx:{bom['serialNumber'].removeprefix('urn:uuid:')}/{bom['version']}#{r}" for r in refs}
    seen = {"inbound": [], "outbound": [], "bi-directional": []}
    for service in bom["services"]:
        for data in service["data"]:
            seen[data["flow"]].append(data["name"])
            need(set(data["source"] + data["destination"]) <= links, "bom.cdx.json: a link leads nowhere")
        out = sorted(d["name"] for d in service["data"] if d["flow"] != "inbound")
        need(out == sent(inventory, service["bom-ref"]), f"bom.cdx.json: what {service['bom-ref']} sends")
    ids = sorted(field["id"] for _, field in walk(inventory))
    for flow in ("inbound", "outbound"):
        need(sorted(seen[flow] + seen["bi-directional"]) == ids, f"bom.cdx.json: {flow} fields")
    return f"0 schema errors, {len(refs)} services, {len(seen['inbound'])} inbound, {len(seen['outbound'])} outbound"


def check_dpv(folder, inventory, terms):
    turtle, json_ld = Graph(), Graph()
    turtle.parse(folder / "dpv.ttl", format="turtle")
    json_ld.parse(folder / "dpv.jsonld", format="json-ld")
    need(isomorphic(turtle, json_ld), "dpv.ttl and dpv.jsonld say different things")
    used = set()
    for triple in turtle:
        for node in triple:
            for prefix, namespace in DPV.items():
                if isinstance(node, URIRef) and node.startswith(namespace):
                    used.add(f"{prefix}:{node.removeprefix(namespace)}")
    need(used <= terms, f"dpv.ttl: not in DPV 2.3: {sorted(used - terms)}")
    dpv = lambda name: URIRef(DPV["dpv"] + name)
    linked = set(turtle.objects(None, dpv("hasPersonalData"))) | set(turtle.objects(None, dpv("hasData")))
    identifier = URIRef("http://purl.org/dc/terms/identifier")
    found = sorted(str(turtle.value(field, identifier)) for field in linked)
    need(found == sorted(f["id"] for _, f in walk(inventory)), "dpv.ttl: fields are missing")
    personal = {s for s in linked if (s, RDF.type, dpv("PersonalData")) in turtle}
    need(len(personal) == inventory["totals"]["personal"], "dpv.ttl: personal data is counted otherwise")
    need(all((s, SKOS.broader, None) in turtle for s in linked), "dpv.ttl: a field without a category")
    of = lambda answer: {f["id"] for _, f in walk(inventory) if f["personal_data"] == answer}
    named = lambda kind: {str(turtle.value(s, identifier)) for s in linked if (s, RDF.type, dpv(kind)) in turtle}
    need(named("PersonalData") == of("yes"), "dpv.ttl: other personal data than in inventory.json")
    need(named("NonPersonalData") <= of("no"), "dpv.ttl: what may be personal is said not to be")
    need(len(of("depends")) == inventory["totals"]["personal_depends"], "inventory.json: totals")
    if inventory["vocabularies"]:
        licences = set(turtle.objects(None, URIRef("http://purl.org/dc/terms/license")))
        need(licences, "dpv.ttl: no licence of the vocabulary, though its terms are used")
    return f"{len(turtle)} triples, isomorphic in both, {len(used)} DPV terms, {len(found)} fields"


def check_markdown(folder, inventory, findings):
    text = (folder / "report.md").read_text("utf-8")
    need(not any(turns(c) for c in text), "report.md: hidden characters")
    missing = [f["id"] for _, f in walk(inventory) if f["id"] not in text]
    need(not missing, f"report.md: fields are missing: {missing[:3]}")
    for severity, count in findings["summary"].items():
        need(severity == "approved" or f"{count} {severity}" in text, f"report.md: the count of {severity}")
    need(len(text) <= 65_536, f"report.md: {len(text)} characters do not fit a comment")
    return f"{len(text)} characters"


def dpv_terms():
    """The names of DPV that may be used: those that the catalog pins, and those of the writers."""
    here = Path(__file__).parent
    listed = (here / "dpv-2.3-terms.txt").read_text("utf-8").splitlines()
    pinned = here.parent.parent / "catalog/vocabulary/pinned/dpv.yaml"
    lists = yaml.safe_load(pinned.read_text("utf-8"))["lists"]
    mapped = {entry["prefix"] + name for entry in lists for name in entry["names"]}
    return mapped | {line for line in listed if line and not line.startswith("#")}


def main():
    terms = dpv_terms()
    for folder in map(Path, sys.argv[1:]):
        inventory = json.loads((folder / "inventory.json").read_text("utf-8"))
        findings = json.loads((folder / "findings.json").read_text("utf-8"))
        tables, facts = check_tables(folder, inventory, findings)
        print(f"{folder}: CSV: {facts}")
        print(f"{folder}: XLSX: {check_workbook(folder, tables)}")
        print(f"{folder}: licences: {check_licences(folder, inventory)}")
        print(f"{folder}: fides: {check_fides(folder, inventory)}")
        print(f"{folder}: CycloneDX: {check_cyclonedx(folder, inventory)}")
        print(f"{folder}: DPV: {check_dpv(folder, inventory, terms)}")
        print(f"{folder}: Markdown: {check_markdown(folder, inventory, findings)}")


if __name__ == "__main__":
    main()
