// node in_node.mjs ENGINE FILES SCRIPT...: the site's own Python under node, brought up as the worker does it.
// ENGINE: the folder pyodide/, unpacked. FILES: the app's files, unpacked. Runs each SCRIPT and prints what it gives.
// With "again" before the scripts, Python is laid by after the sample's pages and brought up from that memory.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
const [, , engine, folder, ...scripts] = process.argv;
const { boot, laidBy, AT } = await import(pathToFileURL(path.resolve(engine, "engine.js")));
const { loadPyodide } = await import(pathToFileURL(path.resolve(engine, "pyodide.mjs")));
const indexURL = path.resolve(engine) + "/";
const env = { TZ: "Europe/London", HOME: "/home/web_user", PYDANTIC_DISABLE_PLUGINS: "__all__" };
const files = () => new Map(fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => {
  const full = path.join(one.parentPath ?? one.path, one.name);
  return [`${AT}/${path.relative(folder, full)}`, new Uint8Array(fs.readFileSync(full))];
}));
const clock = () => process.cpuUsage().user / 1e6;
let python = await boot({ loadPyodide, indexURL, env, files: files(), keep: scripts[0] === "again" });
python.pyimport("dolomite_site").prepare();
if (scripts[0] === "again") {
  scripts.shift();
  const site = python.pyimport("dolomite_site");
  await site.warm();
  site.destroy();
  const heap = laidBy(python);
  if (!heap) throw new Error("something was open: " + python.FS.streams.filter(Boolean).map((one) => one.path));
  const before = clock();
  python = await boot({ loadPyodide, indexURL, env, files: files(), heap });
  python.pyimport("dolomite_site").awake(env.TZ);
  console.error(`heap ${heap.length / 1e6} MB, up again after ${(clock() - before).toFixed(2)} s of processor time`);
}
const at = process.cwd();
python.FS.mkdirTree("/here");
python.mountNodeFS("/here", at);
for (const script of scripts) console.log(await python.runPythonAsync(fs.readFileSync(script, "utf8")));
console.error(`memory ${python._module.HEAP8.length / 1e6} MB`);
