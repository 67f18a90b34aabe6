// How Python is brought up: anew, or from the memory that an earlier visit laid by. The same for the worker and for node.
export const AT = "/lib/python3.14/site-packages";
const COMPILED = `${AT}/pydantic_core/_pydantic_core.cpython-314-wasm32-emscripten.so`;
const PAGE = 65_536; // [bytes] of WebAssembly memory

// Python with these files in their places; `heap` is its memory as `laidBy` gave it. Whoever wants to lay it by says `keep`.
// A compiled extension must lie at the same place of the memory each time: so it is loaded before Python begins.
export async function boot({ loadPyodide, indexURL, env, files, heap, keep = false }) {
  const { default: create } = await import(`${indexURL}pyodide.asm.mjs`);
  const python = await loadPyodide({
    indexURL, env, _makeSnapshot: keep, _loadSnapshot: heap,
    createPyodideModule: (settings) => {
      if (heap) {
        const before = settings.instantiateWasm;
        settings.instantiateWasm = (imports, done) => before(imports, (instance, module) => {
          const memory = instance.exports.memory;
          const lacking = Math.floor(heap.length / PAGE) - memory.buffer.byteLength / PAGE;
          if (lacking > 0) memory.grow(lacking);
          done(instance, module);
        });
      }
      settings.preRun.push(async (module) => {
        module.addRunDependency("compiled");
        const how = { loadAsync: true, global: false, nodelete: true, allowUndefined: true };
        module.preloadedWasm[COMPILED] = await module.loadWebAssemblyModule(files.get(COMPILED), how, COMPILED, {});
        module.reportUndefinedSymbols();
        module.removeRunDependency("compiled");
      });
      return create(settings);
    },
  });
  place(python.FS, files);
  if (!heap) python.runPython(`import sys; sys.path.append("${AT}/packages.zip")`);
  return python;
}

// The memory of a Python that opened no file and no record; null when something is open, for that would be lost.
export function laidBy(python) {
  if (python.FS.streams.filter(Boolean).some((stream) => stream.fd > 2)) return null;
  return python.makeMemorySnapshot();
}

export function place(FS, files) {
  for (const [path, content] of files) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, content, { canOwn: true });
  }
}

// All files below AT as parts of one stored file: the length of the list, the list, the contents.
export function bundle(FS) {
  const list = [], contents = [];
  const walk = (folder) => {
    for (const name of FS.readdir(folder)) {
      if (name === "." || name === ".." || name === "__pycache__") continue;
      const path = `${folder}/${name}`;
      if (FS.isDir(FS.stat(path).mode)) { walk(path); continue; }
      const content = FS.readFile(path);
      list.push([path, content.length]);
      contents.push(content);
    }
  };
  walk(AT);
  const head = new TextEncoder().encode(JSON.stringify(list));
  return [new Uint32Array([head.length]), head, ...contents];
}

export function unbundle(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const files = new Map();
  let at = 4 + length;
  for (const [path, size] of list) {
    files.set(path, new Uint8Array(buffer, at, size));
    at += size;
  }
  return files;
}
