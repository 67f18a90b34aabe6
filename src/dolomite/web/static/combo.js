// A field with a list as a combobox (ARIA Authoring Practices: editable, list autocomplete, first option ready).
// Type, Enter takes the first of the list, Enter adds it. Escape closes. Without script the field is a plain one.
for (const form of document.querySelectorAll("form[data-find]")) combine(form);

function combine(form) {
const input = form.querySelector(".combo input");
const chosen = form.querySelector("[name=food_id]") ?? document.createElement("input");
const list = document.createElement("ul");
list.id = `${input.id}-list`;
list.role = "listbox";
list.ariaLabel = input.labels[0].textContent;
list.hidden = true;
const status = document.createElement("p");
status.className = "away";
status.role = "status";
input.after(list, status);
Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
input.setAttribute("aria-controls", list.id);

let at = -1, asking = null, timer = 0, asked = 0;
const SOON = 40; // ms between two questions while somebody types fast; the first letter asks at once

function close() {
  clearTimeout(timer);
  asking?.abort();
  list.hidden = true;
  input.ariaExpanded = "false";
  input.removeAttribute("aria-activedescendant");
  at = -1;
}

function point(index) {
  const options = list.children;
  if (!options.length) return;
  options[at]?.setAttribute("aria-selected", "false");
  at = (index + options.length) % options.length;
  options[at].setAttribute("aria-selected", "true");
  options[at].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[at].id);
}

function take(option) {
  input.value = option.dataset.name;
  chosen.value = option.dataset.id;
  close();
  input.focus();
}

function show(foods) {
  list.replaceChildren(...foods.map((food, index) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${index}`;
    option.role = "option";
    option.setAttribute("aria-selected", "false");
    option.dataset.id = food.id;
    option.dataset.name = food.name;
    const name = document.createElement("span"), hint = document.createElement("span");
    name.textContent = food.name;
    hint.className = "hint num";
    hint.textContent = food.hint;
    option.append(name, hint);
    return option;
  }));
  status.textContent = foods.length ? `${foods.length} found` : "Nothing is called so";
  if (!foods.length) return close();
  list.hidden = false;
  input.ariaExpanded = "true";
  at = -1;
  point(0);
}

async function ask(text) {
  asking?.abort();
  asking = new AbortController();
  asked = performance.now();
  try {
    const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(text)}`, { signal: asking.signal });
    if (answer.ok && input.value.trim() === text) show(await answer.json());
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
}

input.addEventListener("input", () => {
  chosen.value = "";
  const text = input.value.trim();
  // An amount in front ("2 eggs", "1/2 tin beans") is read by the app itself, with the whole line; a line that says
  // more than a food's name ("a bowl of porridge with milk") is offered first as it was written, any other last.
  const words = text.replace(/^[\d.,/½¼¾\s]+/, "");
  if (words.length < 2 || words !== text) return close();
  clearTimeout(timer);
  const wait = SOON - (performance.now() - asked);
  if (wait <= 0) ask(text);
  else timer = setTimeout(() => ask(text), wait);
});
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const open = !list.hidden;
  if (event.key === "ArrowDown") { open ? point(at + 1) : input.value.trim() && ask(input.value.trim()); event.preventDefault(); }
  else if (event.key === "ArrowUp" && open) { point(at - 1); event.preventDefault(); }
  else if (event.key === "Escape") { if (open) event.preventDefault(); close(); }
  else if (event.key === "Enter" && open && at >= 0) {
    const option = list.children[at];
    take(option);
    if (option.dataset.id) event.preventDefault(); // a line as it was written is added at once
  }
});
input.addEventListener("blur", () => setTimeout(close, 150));
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  take(option);
  if (!option.dataset.id && form.method === "post") form.requestSubmit();
});
}
