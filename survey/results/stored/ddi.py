"""The code book of the ballots in DDI-Codebook 2.5: study, file, variables with their categories."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from questionnaires.model import Text
from survey.results.stored.microdata import Microdata, Variable

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FILE = "F1"


def ddi_file(data: Microdata) -> bytes:
    """The code book as XML."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", LANGUAGE: "vi"})
    _document(root, data)
    _study(root, data)
    _file(root, data)
    book = SubElement(root, "dataDscr")
    for number, each in enumerate(data.variables, start=1):
        _variable(book, each, f"V{number}")
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _document(root: Element, data: Microdata) -> None:
    citation = SubElement(SubElement(root, "docDscr"), "citation")
    title = SubElement(citation, "titlStmt")
    SubElement(title, "titl").text = data.wave.wave.name
    software = SubElement(SubElement(citation, "prodStmt"), "software")
    software.text = "Hài Lòng"


def _study(root: Element, data: Microdata) -> None:
    wave = data.wave.wave
    study = SubElement(root, "stdyDscr")
    title = SubElement(SubElement(study, "citation"), "titlStmt")
    SubElement(title, "titl").text = wave.name
    SubElement(title, "IDNo").text = wave.code
    summary = SubElement(SubElement(study, "stdyInfo"), "sumDscr")
    for event, day in (("start", wave.opens), ("end", wave.closes)):
        SubElement(summary, "collDate", {"date": day.isoformat(), "event": event}).text = day.isoformat()
    SubElement(summary, "anlyUnit").text = wave.counted_as
    collected = SubElement(SubElement(study, "method"), "dataColl")
    SubElement(collected, "sampProc").text = wave.design
    SubElement(collected, "resInstru").text = f"{data.wave.stored.code} {data.wave.stored.version}"
    weights = [each.name for each in data.variables if each.is_weight]
    if weights:
        SubElement(collected, "weight").text = ", ".join(weights)
    for note in (*data.notes, *(["SIMULATED DATA"] if wave.simulated else [])):
        SubElement(study, "notes").text = note


def _file(root: Element, data: Microdata) -> None:
    text = SubElement(SubElement(root, "fileDscr", {"ID": FILE}), "fileTxt")
    SubElement(text, "fileName").text = "ballots.csv"
    size = SubElement(text, "dimensns")
    SubElement(size, "caseQnty").text = str(len(data.rows))
    SubElement(size, "varQnty").text = str(len(data.variables))


def _variable(book: Element, variable: Variable, number: str) -> None:
    kind = "contin" if variable.is_weight else "discrete"
    told = {"ID": number, "name": variable.name, "files": FILE, "intrvl": kind}
    node = SubElement(book, "var", told | ({"wgt": "wgt"} if variable.is_weight else {}))
    _texts(node, "labl", variable.label)
    if variable.question is not None:
        question = SubElement(node, "qstn")
        _texts(question, "qstnLit", variable.question)
    for code, meaning in variable.values:
        category = SubElement(node, "catgry", {"missing": "Y" if code in variable.signs else "N"})
        SubElement(category, "catValu").text = code
        _texts(category, "labl", meaning)
    SubElement(node, "varFormat", {"type": "numeric" if variable.is_weight else "character"})


def _texts(node: Element, name: str, text: Text) -> None:
    """The same in every language that there is."""
    for language, told in text.items():
        SubElement(node, name, {LANGUAGE: language}).text = told
