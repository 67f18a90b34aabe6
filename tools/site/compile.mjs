// node compile.mjs PYODIDE STAGED OUT: Python as that Pyodide's own byte code, without docstrings, and packed by it.
// Writes OUT/app.tar.zst (all of STAGED; the packages of others in one zip, from which Python imports) and OUT/python_stdlib.zip (the standard library; not packed, for the host's copy
// is packed whole). Files stand in the order of their names and bear no date, so that two builds are equal.
import { pathToFileURL } from "node:url";
import path from "node:path";
const [, , engine, staged, out] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.resolve(engine, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: path.resolve(engine) + "/", env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
for (const [at, folder] of [["/engine", engine], ["/staged", staged], ["/out", out]]) {
  python.FS.mkdirTree(at);
  python.mountNodeFS(at, path.resolve(folder));
}
// What Python needs before it can unpack the app stays in its library; the rest is packed with the app, and better.
python.runPython(`
import sys, tarfile
from compression import zstd
BEGIN = {name.partition(".")[0] for name in sys.modules} | {"_pyodide", "pyodide", "asyncio", "encodings", "traceback", "codeop"}`);
const made = python.runPython(`
import io, os, py_compile, re, tarfile, zipfile
from compression import zstd

LONG_AGO = (2020, 1, 1, 0, 0, 0)
# Parts of the standard library that nothing here imports: consoles and debuggers, processes, mail and servers, XML,
# parts for other systems, alphabets that no file of a diary is read in.
UNUSED = re.compile(r"(_pyrepl|idlelib|pydoc_data|unittest|xml|xmlrpc|wsgiref|tkinter|curses|venv|ensurepip|multiprocessing|"
                    r"ctypes/macholib|dbm|lib2to3)/|"
                    r"(pydoc|doctest|pdb|bdb|cmd|code|turtle|pickletools|mailbox|imaplib|smtplib|poplib|ftplib|optparse|"
                    r"zipapp|trace|tabnanny|pyclbr|symtable|modulefinder|profile|cProfile|pstats|compileall|"
                    r"filecmp|fileinput|plistlib|wave|webbrowser|socketserver|netrc|shelve|sched|pty|tty|rlcompleter|antigravity|"
                    r"this|colorsys|nturl2path|_pyio|_pydatetime|"
                    r"http/(server|cookiejar)|email/(_header_value_parser|headerregistry|policy|contentmanager|mime/\\w+)|tracemalloc|logging/(handlers|config)|asyncio/(windows_events|windows_utils|proactor_events|tools|__main__)|"
                    r"concurrent/futures/(process|interpreter)|pyodide/console|json/tool|sysconfig/__main__|"
                    r"encodings/(cp(?!437|1252)\\w+|mac_\\w+|iso8859_(?!1[.]|15)\\w+|koi8_\\w|hp_roman8|ptcp154|palmos|tis_620|kz1048|johab|"
                    r"big5\\w*|gb\\w+|euc_\\w+|iso2022_\\w+|shift_\\w+|hz|rot_13|quopri_codec|uu_codec|bz2_codec|hex_codec|zlib_codec))[.]py$")

def byte_code(source, shown):
    target = "/tmp/one.pyc"
    py_compile.compile(source, target, dfile=shown, doraise=True, optimize=2,
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    with open(target, "rb") as file:
        return file.read()

def files():
    """Everything staged: name and content, by ending and name, for likes pack well beside likes."""
    names = [os.path.join(folder, name).removeprefix("/staged/") for folder, _, files in os.walk("/staged") for name in files]
    for name in sorted(names, key=lambda name: (name.rpartition(".")[2], name)):
        if name.endswith(".py") and "migrations" not in name:
            yield name + "c", byte_code("/staged/" + name, name)
        else:
            with open("/staged/" + name, "rb") as file:
                yield name, file.read()

def app(later):
    packages, own = io.BytesIO(), []
    with zipfile.ZipFile(packages, "w") as held:
        for name, content in [*later, *files()]:
            if name.startswith(("dolomite/", "pydantic_core/", "empty.sqlite")):  # these open files beside them
                own.append((name, content))
            else:
                held.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    options = {zstd.CompressionParameter.compression_level: 19, zstd.CompressionParameter.window_log: 25,
               zstd.CompressionParameter.checksum_flag: 1}
    with zstd.open("/out/app.tar.zst", "wb", options=options) as packed, \
         tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in [("packages.zip", packages.getvalue()), *own]:
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(content), 0o644
            tar.addfile(info, io.BytesIO(content))
    return sum(name.endswith(".pyc") for name, _ in own) + sum(name.endswith(".pyc") for name in held.namelist())

def library():
    count, later = 0, []
    with zipfile.ZipFile("/engine/python_stdlib.zip") as held, zipfile.ZipFile("/out/python_stdlib.zip", "w") as made:
        for name in sorted(held.namelist()):
            if name.endswith("/") or UNUSED.match(name):
                continue
            content, first = held.read(name), name.partition("/")[0].removesuffix(".py")
            if name.endswith(".py"):
                with open("/tmp/one.py", "wb") as file:
                    file.write(content)
                content, name = byte_code("/tmp/one.py", name), name + "c"
                count += 1
            if first in BEGIN:
                made.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
            else:
                later.append((name, content))
    return count, later

count, later = library()
app(later) + count`);
console.log(`${made} modules compiled`);
