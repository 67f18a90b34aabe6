// Python in a worker of its own: answers the app's requests, and writes what changed before an answer is let go.
import { loadPyodide } from "/pyodide/pyodide.mjs";
import { boot, bundle, laidBy, unbundle } from "/engine.js";

const DATA = "/data";
const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

async function storage() {
  const opening = indexedDB.open("dolomite", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("files");
  return asked(opening);
}

// All changed files in one transaction, on the disk before this returns: all of them or none.
function write(db, changed, gone) {
  return new Promise((done, failed) => {
    const work = db.transaction("files", "readwrite", { durability: "strict" });
    const files = work.objectStore("files");
    for (const [name, content] of changed) files.put(content, name);
    for (const name of gone) files.delete(name);
    work.oncomplete = () => done();
    work.onabort = work.onerror = () => failed(work.error);
  });
}

const UNPACK = `
import os, sys, tarfile
AT = "/lib/python3.14/site-packages"
with tarfile.open("/app.tar.zst", "r|zst") as held:
    held.extractall(AT, filter="fully_trusted")  # its digest was checked: it is what was built
os.remove("/app.tar.zst")
sys.path.append(AT + "/packages.zip")`;
const MAKING = new URL(location).searchParams.has("make"); // only to lay a warm Python by, for the next visit
const ROOM = 300e6; // [bytes] that must be free before anything is laid by
let python, inside, kept, db, cache;
self.inside = () => python; // for who looks with the browser's own tools, and for the tests

const env = () => ({ TZ: Intl.DateTimeFormat().resolvedOptions().timeZone, HOME: "/home/web_user", PYDANTIC_DISABLE_PLUGINS: "__all__" });

// What an earlier visit with this very browser and this very build laid by, else null.
async function laid(path) {
  const found = await cache.match(path);
  return found && found.headers.get("x-agent") === navigator.userAgent ? found.arrayBuffer() : null;
}

async function lay(path, parts) {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < ROOM) return false;
  await cache.put(path, new Response(new Blob(parts), { headers: { "x-agent": navigator.userAgent } }));
  return true;
}

async function anew() {
  const [engine, app] = await Promise.all([
    loadPyodide({ indexURL: "/pyodide/", env: env() }),
    fetch("/app.tar.zst").then((answer) => answer.arrayBuffer()),
  ]);
  postMessage({ kind: "progress", says: "Unpacking ..." });
  engine.FS.writeFile("/app.tar.zst", new Uint8Array(app));
  engine.runPython(UNPACK);
  postMessage({ kind: "progress", says: "Starting ..." });
  engine.pyimport("dolomite_site").prepare();
  return engine;
}

// From what was laid by; null when there is nothing, or when it does not do.
async function again() {
  try {
    const [files, heap] = await Promise.all([laid("/unpacked"), laid("/heap")]);
    if (!files || !heap) return null;
    const engine = await boot({ loadPyodide, indexURL: "/pyodide/", env: env(), files: unbundle(files), heap: new Uint8Array(heap) });
    engine.pyimport("dolomite_site").awake(env().TZ);
    return engine;
  } catch (fault) {
    postMessage({ kind: "fault", why: String(fault?.message ?? fault) });
    await forget();
    return null;
  }
}

const forget = () => Promise.all(["/unpacked", "/heap"].map((path) => cache.delete(path)));

async function begin() {
  cache = await caches.open(`dolomite-${await (await fetch("/build")).text()}`);
  if (MAKING) return make();
  python = await again();
  const quick = python !== null;
  python ??= await anew();
  const { Kept } = python.pyimport("dolomite.server.kept");
  const Path = python.pyimport("pathlib").Path;
  kept = Kept(Path(DATA));
  db = await storage();
  const files = db.transaction("files").objectStore("files");
  const [names, contents] = [await asked(files.getAllKeys()), await asked(db.transaction("files").objectStore("files").getAll())];
  names.forEach((name, at) => kept.restore(name, python.toPy(contents[at]).tobytes()));
  if (!names.length) python.pyimport("dolomite_site").fresh(DATA);
  inside = python.pyimport("dolomite.server.inside").begin(Path(DATA));
  await keep();
  postMessage({ kind: "ready", quick });
}

// A Python that has shown the sample's pages and has never seen a record: its memory, for the next visit.
async function make() {
  python = await boot({ loadPyodide, indexURL: "/pyodide/", env: env(), files: unbundle(await laid("/unpacked")), keep: true });
  const site = python.pyimport("dolomite_site");
  site.prepare();
  await site.warm();
  site.destroy();
  await new Promise((done) => setTimeout(done, 100)); // what waited for the pages is let go of
  python.runPython("import gc; gc.collect()");
  const heap = laidBy(python);
  const open = python.FS.streams.filter(Boolean).map((stream) => stream.path).join(" ");
  postMessage({ kind: "made", whole: heap !== null && (await lay("/heap", [heap])), why: heap === null ? open : "no room" });
}

async function keep() {
  const found = kept.changed();
  const [changed, gone] = found.toJs({ dict_converter: (pairs) => new Map(pairs) });
  found.destroy();
  if (changed.size || gone.length) await write(db, changed, gone);
}

async function answer({ method, url, headers, body }, port) {
  const made = await inside.answer(method, url, python.toPy(headers), python.toPy(body ? new Uint8Array(body) : new Uint8Array()).tobytes());
  const [status, sent] = [made.status, made.headers.toJs()];
  const content = made.body.toJs().slice().buffer;
  made.destroy();
  try {
    await keep();
  } catch (fault) {
    // The browser would not write: memory and storage have parted, so begin again from what is stored.
    port.postMessage({ status: 507, headers: [["content-type", "text/html; charset=utf-8"]], body: full() });
    postMessage({ kind: "parted", why: String(fault) });
    self.close();
    return;
  }
  port.postMessage({ status, headers: sent.map(([name, value]) => [name, value]), body: content }, [content]);
}

const full = () => new TextEncoder().encode(
  '<!doctype html><html lang="en-GB"><title>Not kept</title><h1>Your browser would not keep this</h1>' +
  "<p>Its storage is full or closed. Nothing of what you kept before was changed. Make room, go back and send it again.</p>",
).buffer;

const started = begin().catch(async (fault) => {
  if (!MAKING && cache) await forget();
  postMessage({ kind: "failed", why: String(fault?.message ?? fault) });
  throw fault;
});
started.catch(() => {}); // it was told
let last = started;  // one request after another: what one wrote is kept before the next one begins
self.onmessage = ({ data, ports }) => {
  if (data.kind === "pack") {
    last = last.then(() => lay("/unpacked", bundle(python.FS))).then((whole) => postMessage({ kind: "packed", whole }))
      .catch((fault) => postMessage({ kind: "fault", why: String(fault?.message ?? fault) }));
    return;
  }
  last = last.then(() => answer(data, ports[0])).catch((fault) => {
    ports[0].postMessage({ status: 500, headers: [["content-type", "text/plain; charset=utf-8"]], body: new TextEncoder().encode("Dolomite made a mistake here. Nothing you kept was changed. Go back and try again.").buffer });
    postMessage({ kind: "fault", why: String(fault?.message ?? fault) });
  });
};
