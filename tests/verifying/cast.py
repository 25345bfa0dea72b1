"""The cast of these tests: a report, a certificate, and what honest and dishonest people do to a PDF."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import signers
from pyhanko.stamp import TextStampStyle
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from reports.embedding.payload import FILE

NUMBER = "So: 123/BC-SNV, ngay 05/10/2026"
"""A registry number and a day, in letters that a standard font has."""


@cache
def signer() -> signers.SimpleSigner:
    """A signer with a certificate of its own, made for the test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sở Nội vụ (thử)")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(day)
        .not_valid_after(day + dt.timedelta(days=3650))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"test", key, certificate, None, serialization.NoEncryption()
    )
    made = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None)
    assert isinstance(made, signers.SimpleSigner)
    return made


def signed(data: bytes) -> bytes:
    """Digitally signed, as an incremental update with a signature field."""
    return _with_signature(data, "Signature1")


def _with_signature(data: bytes, field: str) -> bytes:
    target = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    # The library starts an event loop of its own; a browser test before may have left one in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(signers.sign_pdf, writer, meta, signer=signer(), output=target).result()
    return target.getvalue()


def stamped(data: bytes, text: str = NUMBER) -> bytes:
    """A number stamped on the first page as an incremental update, as registry software does it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    style = TextStampStyle(stamp_text=text, text_box_style=TextBoxStyle(font_size=10))
    style.create_stamp(writer, BoxConstraints(width=220, height=20), {}).apply(0, 60, 790)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def merged(data: bytes, text: str = NUMBER) -> bytes:
    """A number printed on the first page by a program that writes the whole file anew."""
    over = io.BytesIO()
    canvas = Canvas(over)
    canvas.drawString(60, 800, text)
    canvas.save()
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0].merge_page(PdfReader(over).pages[0])
    return written(writer)


def noted(data: bytes, text: str = NUMBER) -> bytes:
    """A text note laid on the first page, as an incremental update."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_annotation(0, FreeText(text=text, rect=RectangleObject((60, 790, 260, 820))))
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_page(data: bytes, change: Callable[[bytes], bytes], page: int = 0) -> bytes:
    """The drawing of one page changed by somebody who knows how."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    held = writer.pages[page]
    content = held.get_contents()
    assert content is not None
    changed = change(content.get_data())
    assert changed != content.get_data()
    stream = DecodedStreamObject()
    stream.set_data(changed)
    held[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def embedded(data: bytes) -> bytes:
    """The data inside a PDF."""
    (found,) = PdfReader(io.BytesIO(data)).attachments[FILE]
    return bytes(found)


def with_embedded(data: bytes, change: Callable[[str], str]) -> bytes:
    """The data inside a PDF changed, by an incremental update."""
    before = embedded(data).decode()
    after = change(before)
    assert after != before
    json.loads(after)
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]  # type: ignore[index]
    stream = DecodedStreamObject()
    stream.set_data(after.encode())
    names[1]["/EF"][NameObject("/F")] = writer._add_object(stream)  # type: ignore[index]
    return written(writer)


def signed_again(data: bytes) -> bytes:
    """Signed by a first person, in a field of its own."""
    return _with_signature(data, "First")


def moved(data: bytes) -> bytes:
    """One piece of text drawn elsewhere on the page, the words and their order as they were."""
    return with_page(
        data, lambda drawing: re.sub(rb"1 0 0 1 0 (\S+) Tm", rb"1 0 0 1 9 \1 Tm", drawing, count=1)
    )


def cropped(data: bytes) -> bytes:
    """A page of which only the upper part is shown."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0].cropbox = RectangleObject((0, 400, 595, 842))
    return written(writer)


def refonted(data: bytes) -> bytes:
    """The shapes of the letters changed, which every reader of the text layer overlooks."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    shapes = next(iter(fonts.values())).get_object()["/FontDescriptor"]["/FontFile2"]
    stream = DecodedStreamObject()
    stream.set_data(shapes.get_data()[:-1] + b"!")
    next(iter(fonts.values())).get_object()["/FontDescriptor"][NameObject("/FontFile2")] = writer._add_object(
        stream
    )
    return written(writer)
