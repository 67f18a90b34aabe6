// What pages gain with script. Everything works without.
const faults = document.querySelector("#faults");
if (faults) faults.focus();

// After a change the page comes back where it was: scroll and focus are kept over the redirect. The focus goes to the
// button that was pressed, where it is still there, else to the part it stood in; never to nowhere.
const KEY = "place";
const place = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
sessionStorage.removeItem(KEY);
const focusOn = (part) => {
  if (!part.matches("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")) part.tabIndex = -1;
  part.focus({ preventScroll: true });
};
const said = (button) => `${button.form?.getAttribute("action")} ${button.name} ${button.value} ${button.ariaLabel ?? button.textContent.trim()}`;
const free = () => document.activeElement === document.body;
if (place?.path === location.pathname && !faults && !location.hash) scrollTo(0, place.top);
const first = document.querySelector("[aria-invalid=true]") ?? document.querySelector("[autofocus]");
if (free() && first) first.focus({ preventScroll: !first.matches("[aria-invalid=true]") });
if (free() && place) {
  const same = [...document.querySelectorAll("button")].find((button) => said(button) === place.button);
  const part = document.getElementById(location.hash.slice(1) || place.id);
  focusOn(location.hash && part ? part : same ?? part ?? document.getElementById("main"));
}
document.addEventListener("submit", (event) => {
  const path = event.target.dataset.back ?? location.pathname;
  const id = event.submitter?.id || event.submitter?.closest("[id]")?.id || "";
  sessionStorage.setItem(KEY, JSON.stringify({ path, top: scrollY, id, button: event.submitter && said(event.submitter) }));
  // One press is one entry: a second one waits for the first.
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// The message of what was done does not come again with a reload.
const here = new URL(location.href);
if (here.searchParams.has("done")) {
  here.searchParams.delete("done");
  history.replaceState(null, "", here);
}

// Ctrl or Cmd and K: go anywhere by name. Never "/": people type 1/2 cup.
const links = [...document.querySelectorAll(".places a, [data-palette] a")];
let dialog;
function palette() {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.ariaLabel = "Go to";
    dialog.innerHTML = '<form method="dialog"><div class="field"><label for="go-to">Go to</label><input id="go-to" autocomplete="off" spellcheck="false"></div><ul class="list"></ul></form>';
    document.body.append(dialog);
    const field = dialog.querySelector("input"), shown = dialog.querySelector("ul");
    const fill = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      shown.replaceChildren(...links.filter((a) => words.every((word) => a.textContent.toLowerCase().includes(word))).map((a) => {
        const item = document.createElement("li"), link = document.createElement("a");
        link.href = a.href;
        link.textContent = a.textContent.trim();
        item.append(link);
        return item;
      }));
    };
    field.addEventListener("input", fill);
    dialog.addEventListener("submit", (event) => {
      const first = shown.querySelector("a");
      if (first) { event.preventDefault(); first.click(); }
    });
    dialog.addEventListener("toggle", fill);
    fill();
  }
  dialog.querySelector("input").value = "";
  dialog.showModal();
}
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    palette();
  }
});
