"""The parts of a zip as they really unpack: what its directory says of their sizes may be a lie."""

import struct
import zipfile
import zlib
from collections.abc import Iterator

CHUNK = 256 * 1024  # bytes unpacked at a time
LOCAL_HEADER = struct.Struct("<26xHH")  # its last two numbers: lengths of the name and the extras


def said(archive: zipfile.ZipFile) -> int:
    """How many bytes all parts have by the directory."""
    return sum(entry.file_size for entry in archive.infolist())


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part until its packed bytes end, however many the directory says they are.

    Raises ``BadZipFile`` for parts packed in a way that no writer of workbooks uses.
    """
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"{entry.filename} is packed by method {entry.compress_type}")
    packed = _packed(archive, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in packed:
            rest = chunk
            while rest and not inflater.eof:
                yield inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
        while not inflater.eof and (end := inflater.decompress(inflater.unconsumed_tail, CHUNK)):
            yield end
    except zlib.error as error:
        raise zipfile.BadZipFile(f"{entry.filename} cannot be unpacked") from error


def _packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    file = archive.fp
    assert file is not None  # the archive is open
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        raise zipfile.BadZipFile(f"{entry.filename} lies outside of the file")
    position = file.tell() + sum(LOCAL_HEADER.unpack(header))
    left = entry.compress_size
    while left > 0:
        file.seek(position)
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            return
        yield chunk
        position, left = position + len(chunk), left - len(chunk)
