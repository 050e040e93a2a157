"""The VBA project as other programs read it: oletools, olefile, pyOpenVBA."""

import hashlib
from io import BytesIO
from pathlib import Path

import olefile
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, decompress_stream
from pyopenvba import ExcelFile, check_file

from relance_xl.builder.vba import WORKBOOK_NAME, sheet_name, vba_project, workbook_modules
from relance_xl.builder.vba.compound import compound_file
from relance_xl.builder.vba.compression import compress
from relance_xl.builder.vba.modules import Module, ModuleKind
from relance_xl.resources import macros_dir

ACCENTS = "' Échéance « reçue » : 12 € — l’œuvre\nPublic Sub Été()\nEnd Sub"
CLASS = (
    'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Old"\nPublic A As Long'
)
SEVERAL = [
    Module(WORKBOOK_NAME, ModuleKind.WORKBOOK, "Option Explicit"),
    Module("Feuil1", ModuleKind.WORKSHEET),
    Module("Accents", ModuleKind.STANDARD, ACCENTS),
    Module("Classe", ModuleKind.CLASS, CLASS),
    Module("Longue", ModuleKind.STANDARD, "".join(f"' ligne {n}\n" for n in range(2000))),
]


def _sources(project: bytes) -> dict[str, str]:
    parser = VBA_Parser("vbaProject.bin", data=project)
    return {stream.split("/")[-1]: code for _, stream, _, code in parser.extract_all_macros()}


def _book(path: Path, modules: list[Module]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_vba_project(BytesIO(vba_project(modules)), is_stream=True)
        book.set_vba_name(WORKBOOK_NAME)
        count = sum(module.kind is ModuleKind.WORKSHEET for module in modules)
        for position in range(count):
            book.add_worksheet().set_vba_name(sheet_name(position))
    return path


@pytest.mark.parametrize("modules", [SEVERAL, workbook_modules(21)], ids=["several", "ours"])
def test_oletools_reads_back_identical_sources(modules: list[Module]) -> None:
    assert _sources(vba_project(modules)) == {module.name: module.source() for module in modules}


@pytest.mark.parametrize("modules", [SEVERAL, workbook_modules(21)], ids=["several", "ours"])
def test_a_second_reader_accepts_it(tmp_path: Path, modules: list[Module]) -> None:
    path = _book(tmp_path / "a.xlsm", modules)
    report = check_file(path)
    assert (report.complete, report.issues) == (True, ())
    with ExcelFile(path) as file:
        assert list(file.module_names()) == [module.name for module in modules]
        for module in modules:
            body = module.source().splitlines()
            assert file.get_module(module.name).splitlines()[-len(body) :] == body


def test_the_text_of_our_files_arrives_whole() -> None:
    read = _sources(vba_project(workbook_modules(21)))
    for path in macros_dir().iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        body = lines[lines.index("Option Explicit") :]
        assert read[path.stem].splitlines()[-len(body) :] == body


def test_attributes_of_each_kind() -> None:
    heads = {module.name: module.source().split("\r\n") for module in SEVERAL}
    assert heads["Accents"][:2] == ['Attribute VB_Name = "Accents"', ACCENTS.splitlines()[0]]
    assert heads["Classe"][0] == 'Attribute VB_Name = "Classe"'
    assert heads["Classe"][8:] == ["Public A As Long", ""]
    assert "Attribute VB_PredeclaredId = False" in heads["Classe"]
    assert "Attribute VB_PredeclaredId = True" in heads["Feuil1"]


def test_same_input_same_bytes() -> None:
    assert vba_project(SEVERAL) == vba_project(list(SEVERAL))


def test_the_project_says_what_excel_wants() -> None:
    with olefile.OleFileIO(vba_project(SEVERAL)) as file:
        streams = {"/".join(path) for path in file.listdir()}
        directory = decompress_stream(bytearray(file.openstream("VBA/dir").read()))
        project = file.openstream("PROJECT").read().decode("cp1252").split("\r\n")
        names = file.openstream("PROJECTwm").read()
    names_of_modules = {f"VBA/{module.name}" for module in SEVERAL}
    assert streams == names_of_modules | {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT"}
    assert bytes(directory[:10]) == bytes.fromhex("01000400000001000000"), "SysKind 1"
    assert bytes.fromhex("030002000000e404") in directory, "code page 1252"
    assert b"stdole2.tlb" in directory
    assert b"MSO.DLL" in directory
    assert project[1:6] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Feuil1/&H00000000",
        "Module=Accents",
        "Class=Classe",
        "Module=Longue",
    ]
    assert [names.count(module.name.encode() + b"\0") for module in SEVERAL] == [1] * len(SEVERAL)
    assert names.endswith(b"\0\0")


@pytest.mark.parametrize("name", ["", "_a", "1a", "é", "a b", "a" * 32])
def test_a_name_excel_calls_damaged_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="module name"):
        Module(name, ModuleKind.STANDARD)


@pytest.mark.parametrize("names", [("A", "a"), ("vbaproject",)])
def test_two_things_of_one_name_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one name"):
        vba_project([Module(name, ModuleKind.STANDARD) for name in names])


def test_a_sign_outside_the_code_page_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        vba_project([Module("A", ModuleKind.STANDARD, "' 12\u202f000")])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=3000), st.text("ab\r\n ", max_size=9000).map(str.encode)))
def test_compression_is_undone_by_oletools(data: bytes) -> None:
    assert bytes(decompress_stream(bytearray(compress(data)))) == data


def test_a_chunk_that_does_not_shrink_is_stored_raw() -> None:
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(128))
    data = noise + b"the end"
    assert bytes(decompress_stream(bytearray(compress(data)))) == data
    with pytest.raises(ValueError, match="last chunk"):
        compress(data[:4000])


@pytest.mark.parametrize("count", [*range(12), 63, 64, 65, 99, 150])
def test_any_number_of_streams_is_found_again(count: int) -> None:
    sizes = (0, 1, 63, 64, 4095, 4096, 5000)
    streams = {f"S{n}": bytes([n % 251]) * sizes[n % len(sizes)] for n in range(count)}
    with olefile.OleFileIO(compound_file({"F": streams, "R": b"r"}), raise_defects=30) as file:
        for name, data in streams.items():
            assert file.openstream(f"F/{name}").read() == data
        assert file.openstream("R").read() == b"r"


@pytest.mark.parametrize("count", range(1, 40))
def test_the_directory_is_a_red_black_tree(count: int) -> None:
    with olefile.OleFileIO(compound_file({f"S{n}": b"x" for n in range(count)})) as file:

        def height(sid: int, *, parent_red: bool) -> int:
            if sid == olefile.NOSTREAM:
                return 1
            entry = file.direntries[sid] or file._load_direntry(sid)
            red = entry.color == 0
            assert not (red and parent_red)
            left, right = (height(s, parent_red=red) for s in (entry.sid_left, entry.sid_right))
            assert left == right
            return left + (not red)

        assert file.root.color == 1
        height(file.root.sid_child, parent_red=True)


def test_too_much_or_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        compound_file({"a" * 32: b""})
    with pytest.raises(ValueError, match="too much"):
        compound_file({"A": bytes(8_000_000)})
