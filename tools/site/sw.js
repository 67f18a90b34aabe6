// The service worker: files from the browser's own copy, checked against the list above; everything else asks the app.
// A page of the app is shown in a frame of the shell, so that Python stays while pages change.
const CACHE = `dolomite-${BUILD}`;
const LIGHT = ["/index.html", "/shell.js", "/worker.js", "/engine.js"];
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; " +
  "worker-src 'self'; manifest-src 'self'";
const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};
const WAIT = 60_000; // [ms] for an app that is still starting
const AGAIN = 500; // [ms] until a request that nobody took is asked again

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin === location.origin) event.respondWith(answer(event, url));
});

async function install() {
  const cache = await caches.open(CACHE);
  const before = (await caches.keys()).filter((name) => name.startsWith("dolomite-") && name !== CACHE);
  // Who has all of the last version gets all of this one before it takes over, so that it works without a network.
  const all = before.length > 0 && await caches.match("/app.tar.zst");
  await Promise.all((all ? Object.keys(FILES) : LIGHT).map(async (path) => {
    const digest = FILES[path][1];
    for (const name of before) {
      const old = await (await caches.open(name)).match(path);
      if (old?.headers.get("x-digest") === digest) return cache.put(path, old);
    }
    return load(cache, path);
  }));
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("dolomite-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

// A file from the host, refused when it is not the one that was built. Not every host packs what it sends, so the large
// ones lie there packed, and are kept unpacked.
async function load(cache, path) {
  const [stored, digest, type, pack] = FILES[path];
  const found = await fetch(stored, { cache: "no-cache" });
  if (!found.ok) throw new Error(`${path}: ${found.status}`);
  const content = await told(found);
  if (hex(await crypto.subtle.digest("SHA-256", content)) !== digest) throw new Error(`${path} is not the file that was built`);
  const stream = pack ? new Response(content).body.pipeThrough(new DecompressionStream("gzip")) : content;
  const made = new Response(stream, { headers: { "content-type": type, "x-digest": digest } });
  await cache.put(path, made.clone());
  return made;
}

// The whole of it, and meanwhile how much has come.
async function told(found) {
  const shells = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const parts = [];
  for (const reader = found.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    parts.push(value);
    for (const shell of shells) shell.postMessage({ kind: "loading", bytes: value.length });
  }
}

const hex = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function file(path) {
  const cache = await caches.open(CACHE);
  const found = (await cache.match(path)) ?? (await load(cache, path));
  return guarded(found.body, found.status, [...found.headers]);
}

function guarded(body, status, headers) {
  const kept = new Headers(headers);
  for (const [name, value] of Object.entries(HEADERS)) kept.set(name, value);
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers: kept });
}

async function answer(event, url) {
  const { request } = event;
  const top = request.mode === "navigate" && request.destination === "document";
  if (url.pathname === "/build") return guarded(BUILD, 200, [["content-type", "text/plain"]]);
  if (FILES[url.pathname] && url.pathname !== "/index.html") return file(url.pathname);
  if (top) return file("/index.html"); // the shell, whatever page of the app it is to show
  const body = ["GET", "HEAD"].includes(request.method) ? null : await request.arrayBuffer();
  const headers = [...request.headers];
  return ask({ kind: "request", method: request.method, url: url.pathname + url.search, headers, body });
}

// Every shell is asked; the one whose worker holds the record takes it and answers. A tab that was just closed may hold
// the record a moment longer, so until one took it all are asked again; a shell takes a request once.
async function ask(message) {
  const id = crypto.randomUUID();
  let taken = false;
  const found = await new Promise((done) => {
    const over = () => { clearTimeout(waiting); clearInterval(again); };
    const put = async () => {
      const shells = (await self.clients.matchAll({ type: "window" })).filter((one) => one.frameType === "top-level");
      if (taken) return;
      for (const shell of shells) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => { taken = true; if (!data.taken) { over(); done(data); } };
        shell.postMessage({ ...message, id }, [port2]);
      }
    };
    const waiting = setTimeout(() => { over(); done(); }, WAIT);
    const again = setInterval(() => taken || put(), AGAIN);
    put();
  });
  if (!found) return guarded("Dolomite does not answer. Load the page again.", 503, [["content-type", "text/plain; charset=utf-8"]]);
  const location_ = found.headers.find(([name]) => name === "location");
  if (found.status >= 300 && found.status < 400 && location_) {
    return Response.redirect(new URL(location_[1], location.origin), found.status);
  }
  return guarded(found.body, found.status, found.headers.filter(([name]) => name !== "content-length"));
}
