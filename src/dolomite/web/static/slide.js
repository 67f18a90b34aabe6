// Sliders beside fields of numbers: what they move is asked for again, the newest question wins, nothing loses focus.
// Without script the fields and their button do the same.
for (const form of document.querySelectorAll("form[data-slides]")) follow(form);

function follow(form) {
  const into = document.getElementById(form.dataset.into);
  let asking = null, waiting = false;
  for (const one of form.querySelectorAll(".unscripted")) one.hidden = true;
  for (const slider of form.querySelectorAll("input[type=range]")) {
    const field = form.elements[slider.dataset.for];
    slider.hidden = false;
    slider.addEventListener("input", () => { field.value = slider.value; ask(); });
    field.addEventListener("change", () => { slider.value = field.value; });
  }
  form.addEventListener("change", ask);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });

  async function ask() {
    if (asking) { waiting = true; return; } // one at a time: the last position is asked for when the first is there
    asking = new URLSearchParams(new FormData(form));
    form.ariaBusy = "true";
    try {
      const answer = await fetch(`${form.dataset.slides}?${asking}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const open = [...into.querySelectorAll("details[open][id]")].map((one) => one.id);
      into.replaceChildren(...page.body.childNodes);
      for (const id of open) into.querySelector(`#${id}`)?.setAttribute("open", "");
      if (answer.ok) history.replaceState(null, "", `?${asking}`);
    } catch { /* offline or ended: the page keeps what it shows */ }
    form.ariaBusy = "false";
    asking = null;
    if (waiting) { waiting = false; ask(); }
  }
}
