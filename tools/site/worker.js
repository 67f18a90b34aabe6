// Python in a worker of its own: answers the app's requests, and writes what changed before an answer is let go.
import { loadPyodide } from "/pyodide/pyodide.mjs";

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
let python, inside, kept, db;

async function begin() {
  const [engine, app] = await Promise.all([
    loadPyodide({ indexURL: "/pyodide/", env: { TZ: Intl.DateTimeFormat().resolvedOptions().timeZone, HOME: "/home/web_user" } }),
    fetch("/app.tar.zst").then((answer) => answer.arrayBuffer()),
  ]);
  python = engine;
  postMessage({ kind: "progress", step: "unpacking" });
  python.FS.writeFile("/app.tar.zst", new Uint8Array(app));
  python.runPython(UNPACK);
  postMessage({ kind: "progress", step: "starting" });
  python.pyimport("dolomite_site").prepare();
  const { Kept } = python.pyimport("dolomite.server.kept");
  const Path = python.pyimport("pathlib").Path;
  kept = Kept(Path(DATA));
  db = await storage();
  const files = db.transaction("files").objectStore("files");
  const [names, contents] = [await asked(files.getAllKeys()), await asked(db.transaction("files").objectStore("files").getAll())];
  names.forEach((name, at) => kept.restore(name, python.toPy(contents[at]).tobytes()));
  inside = python.pyimport("dolomite.server.inside").begin(Path(DATA));
  await keep();
  postMessage({ kind: "ready" });
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

const started = begin().catch((fault) => { postMessage({ kind: "failed", why: String(fault?.message ?? fault) }); throw fault; });
let last = started;  // one request after another: what one wrote is kept before the next one begins
self.onmessage = ({ data, ports }) => {
  last = last.then(() => answer(data, ports[0])).catch((fault) => {
    ports[0].postMessage({ status: 500, headers: [["content-type", "text/plain; charset=utf-8"]], body: new TextEncoder().encode("Dolomite made a mistake here. Nothing you kept was changed. Go back and try again.").buffer });
    postMessage({ kind: "fault", why: String(fault?.message ?? fault) });
  });
};
