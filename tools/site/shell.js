// The shell: starts Python when asked (or when it is here already), shows the app in a frame, keeps the address in step.
const start = document.querySelector("#start"), says = document.querySelector("#says"), bar = document.querySelector("#bar");
const BIG = ["/pyodide/pyodide.asm.wasm", "/app.tar.zst", "/pyodide/python_stdlib.zip", "/pyodide/pyodide.asm.mjs"];
const missing = !("serviceWorker" in navigator && "locks" in navigator && "WebAssembly" in window && "DecompressionStream" in window && window.isSecureContext);
const first = location.pathname + location.search + location.hash;
let worker, frame, begun = false;

const tell = (sentence) => { says.textContent = sentence; says.hidden = false; };

async function here() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("dolomite-")) continue;
    const cache = await caches.open(name);
    if ((await Promise.all(BIG.map((path) => cache.match(path)))).every(Boolean)) return true;
  }
  return false;
}

// The service worker must stand between before anything runs: it sets the content policy and checks every file.
async function control() {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  }
  watch(registration);
}

function watch(registration) {
  const offer = () => {
    if (!registration.waiting || document.querySelector("#newer")) return;
    const note = document.createElement("p");
    note.id = "newer";
    note.role = "status";
    note.className = "done";
    note.append("A newer Dolomite is here. ");
    const button = document.createElement("button");
    button.textContent = "Use it now";
    button.addEventListener("click", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("take over");
    });
    note.append(button, " Finish first what you are typing.");
    document.body.prepend(note);
  };
  offer();
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => coming.state === "installed" && navigator.serviceWorker.controller && offer());
  });
}

async function begin() {
  if (begun) return;
  begun = true;
  start.hidden = true; // the bar beside it says how far it is
  tell("Loading ...");
  await control();
  bar.hidden = false;
  bar.max = Number(start.dataset.bytes);
  bar.value = 0;
  await Promise.all(BIG.map(async (path) => {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path} did not come (${answer.status})`);
  }));
  bar.removeAttribute("value");
  tell("All is here. Starting Python ...");
  // One tab holds the record; another one asks it, and takes over when that one is closed.
  const hold = () => { run(); return new Promise(() => {}); };
  navigator.locks.request("dolomite", { ifAvailable: true }, (lock) => {
    if (lock) { hold(); show(); return new Promise(() => {}); }
    show();
    navigator.locks.request("dolomite", hold);
  });
}

function run() {
  worker = new Worker("/worker.js", { type: "module" });
  worker.onerror = (event) => fail(event.message);
  worker.onmessage = ({ data }) => {
    if (data.kind === "progress") tell(data.says);
    if (data.kind === "ready") layBy(data.quick);
    if (data.kind === "packed" && data.whole) make();
    if (data.kind === "failed") fail(data.why);
    if (data.kind === "fault") console.error(data.why);
    if (data.kind === "parted") { worker.terminate(); run(); }
  };
}

// A visit that began from nothing lays a warm Python by, so that the next one begins at once: a while later, and aside.
const LATER = 5_000; // [ms]
function layBy(quick) {
  document.body.dataset.start = quick ? "quick" : "whole";
  if (!quick) setTimeout(() => worker.postMessage({ kind: "pack" }), LATER);
}

function make() {
  const maker = new Worker("/worker.js?make", { type: "module" });
  const end = () => maker.terminate();
  maker.onerror = end;
  maker.onmessage = ({ data }) => {
    if (data.kind === "made" && data.whole) document.body.dataset.next = "quick";
    if (data.kind === "made" && !data.whole) console.warn("Nothing was laid by:", data.why);
    if (data.kind === "failed") console.warn(data.why);
    if (["made", "failed"].includes(data.kind)) end();
  };
}

// Whether the browser has promised to keep the record. It is asked once something runs, and what it granted is said.
async function keep() {
  const kept = document.querySelector("#kept");
  const promised = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.());
  if (promised || sessionStorage.getItem("told")) return;
  kept.querySelector("span").textContent = "This browser did not promise to keep what you type: it may delete it by itself, " +
    "Safari after seven days without a visit. Save it as a file now and then (Me, Export everything).";
  kept.querySelector("button").addEventListener("click", () => { kept.hidden = true; sessionStorage.setItem("told", "yes"); });
  document.body.append(kept); // what stands beside the frame is hidden
  kept.hidden = false;
}

function fail(why) {
  frame?.remove();
  document.body.classList.remove("running");
  tell(`Dolomite could not start (${why}). What stands on this page holds all the same; load it again to try once more.`);
}

const took = new Set(); // requests that this shell's worker was given: none is given twice
const MB = 1e6, shown = (bytes) => (bytes / MB).toFixed(1);
navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
  if (data.kind === "loading" && begun && bar.hasAttribute("value")) {
    bar.value += data.bytes;
    tell(`Loading: ${shown(bar.value)} of ${shown(bar.max)} MB.`);
  }
  if (data.kind === "request" && worker && !took.has(data.id)) {
    took.add(data.id);
    ports[0].postMessage({ taken: true });
    worker.postMessage(data, ports);
  }
});

// A browser asks the host for what is to be downloaded, not the service worker: so it is fetched first, then saved.
async function save(link) {
  const answer = await fetch(link.href);
  const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
  const url = URL.createObjectURL(await answer.blob());
  const saved = document.createElement("a");
  saved.href = url;
  saved.download = link.download || named?.[1] || "dolomite";
  saved.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function show() {
  frame = document.createElement("iframe");
  frame.title = "Dolomite";
  frame.id = "app";
  frame.addEventListener("load", () => {
    const at = frame.contentWindow.location;
    if (at.href === "about:blank") return;
    if (!document.body.classList.contains("running")) keep();
    document.body.classList.add("running");
    frame.contentDocument.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[download]");
      if (!link) return;
      event.preventDefault();
      save(link);
    });
    document.title = frame.contentDocument.title;
    document.querySelector("#static").hidden = true;
    history.replaceState(null, "", at.pathname + at.search + at.hash);
  });
  frame.src = ["/index.html", "/404.html"].includes(location.pathname) ? "/" : first;
  document.body.append(frame);
}

const failed = (fault) => { begun = false; start.hidden = false; bar.hidden = true; fail(fault.message); };
if (missing) {
  start.hidden = true;
  tell("This browser cannot run the rest (an up-to-date Firefox, Safari or Chrome can). What stands on this page holds.");
} else {
  start.addEventListener("click", () => {
    begin().catch(failed);
    says.tabIndex = -1; // the button went: whoever is at the keyboard stays here
    says.focus();
  });
  if (await here()) begin().catch(failed);
}
