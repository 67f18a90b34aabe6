// node compile.mjs PYODIDE STAGED: every .py under STAGED becomes a .pyc of that Pyodide's Python.
import { pathToFileURL } from "node:url";
import path from "node:path";
const [, , engine, staged] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.resolve(engine, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: path.resolve(engine) + "/", env: { PYTHONHASHSEED: "0" } });
python.mountNodeFS("/staged", path.resolve(staged));
const made = python.runPython(`
import os, py_compile
count = 0
for folder, _, names in os.walk("/staged"):
    for name in sorted(names):
        if name.endswith(".py") and "migrations" not in folder:
            path = os.path.join(folder, name)
            shown = path.removeprefix("/staged/")
            py_compile.compile(path, path + "c", dfile=shown, doraise=True, optimize=0,
                               invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
            os.remove(path)
            count += 1
count`);
console.log(`${made} modules compiled`);
