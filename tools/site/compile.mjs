// node compile.mjs PYODIDE STAGED OUT: Python as that Pyodide's own byte code, without docstrings, and packed by it.
// Writes OUT/app.tar.zst (all of STAGED; the packages of others in one zip, from which Python imports) and OUT/python_stdlib.zip (the standard library; not packed, for the host's copy
// is packed whole). Files stand in the order of their names and bear no date, so that two builds are equal.
import { pathToFileURL } from "node:url";
import path from "node:path";
const [, , engine, staged, out] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.resolve(engine, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: path.resolve(engine) + "/", env: { PYTHONHASHSEED: "0" } });
for (const [at, folder] of [["/engine", engine], ["/staged", staged], ["/out", out]]) {
  python.FS.mkdirTree(at);
  python.mountNodeFS(at, path.resolve(folder));
}
const made = python.runPython(`
import io, os, py_compile, re, tarfile, zipfile
from compression import zstd

LONG_AGO = (2020, 1, 1, 0, 0, 0)
UNUSED = re.compile(r"(_pyrepl|idlelib|pydoc_data|unittest|xmlrpc|wsgiref|tkinter|curses|venv|ensurepip)/|"
                    r"(pydoc|doctest|pdb|turtle|pickletools|mailbox|imaplib|smtplib|poplib|ftplib|optparse|zipapp)[.]py$")

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

def app():
    packages, own = io.BytesIO(), []
    with zipfile.ZipFile(packages, "w") as held:
        for name, content in files():
            if name.startswith(("dolomite/", "pydantic_core/")):  # these open files beside them
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
    count = 0
    with zipfile.ZipFile("/engine/python_stdlib.zip") as held, zipfile.ZipFile("/out/python_stdlib.zip", "w") as made:
        for name in sorted(held.namelist()):
            if name.endswith("/") or UNUSED.match(name):
                continue
            content = held.read(name)
            if name.endswith(".py"):
                with open("/tmp/one.py", "wb") as file:
                    file.write(content)
                content, name = byte_code("/tmp/one.py", name), name + "c"
                count += 1
            made.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    return count

app() + library()`);
console.log(`${made} modules compiled`);
