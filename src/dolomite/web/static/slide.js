// Controls that the page answers at once: sliders beside fields of numbers, ticks and choices. What they decide is asked
// for again, the newest question wins, nothing loses focus. Without script the form and its button do the same.
for (const form of document.querySelectorAll("form[data-slides]")) follow(form);

function follow(form) {
  const parts = form.dataset.into.split(" "), posts = form.method === "post";
  let asking = null, waiting = false;
  for (const one of form.querySelectorAll(".unscripted")) one.hidden = true;
  for (const slider of form.querySelectorAll("input[type=range]")) {
    const field = form.elements[slider.dataset.for];
    slider.hidden = false;
    slider.addEventListener("input", () => { field.value = slider.value; ask(); });
    field.addEventListener("change", () => { slider.value = field.value; });
  }
  form.addEventListener("change", (event) => { if (!event.target.matches("textarea, [type=file]")) ask(); });
  if (!posts) form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });

  async function ask() {
    if (asking) { waiting = true; return; } // one at a time: the last position is asked for when the first is there
    asking = new FormData(form);
    form.ariaBusy = "true";
    try {
      const query = new URLSearchParams([...asking].filter(([, value]) => typeof value === "string"));
      const answer = await (posts ? fetch(form.dataset.slides, { method: "POST", body: asking }) : fetch(`${form.dataset.slides}?${query}`));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of parts) {
        const into = document.getElementById(id), from = page.getElementById(id) ?? (page.querySelector("main") ? null : page.body);
        if (from) put(into, from.childNodes);
        else if (!answer.ok) into.replaceChildren(...page.querySelectorAll("#faults"));
      }
      if (answer.ok && !posts) history.replaceState(null, "", `?${query}`);
    } catch { /* offline or ended: the page keeps what it shows */ }
    form.ariaBusy = "false";
    asking = null;
    if (waiting) { waiting = false; ask(); }
  }
}

// What somebody had opened stays open.
function put(into, nodes) {
  const named = (one) => one.id || one.querySelector("summary").textContent;
  const open = new Set([...into.querySelectorAll("details[open]")].map(named));
  into.replaceChildren(...nodes);
  for (const one of into.querySelectorAll("details")) if (open.has(named(one))) one.open = true;
}
