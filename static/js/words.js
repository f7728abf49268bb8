// Says beside a box, at a pause, where another word may be better. It stops nothing, and the server keeps nothing of what it looks
// through. Without it the form has a button for it.
//
// [data-words="/address/"] with a [role=status] in it, [data-words-for="name of a box"] for what is said about that box.

const PAUSE = 1200;
const words = document.querySelector("[data-words]");
const form = words?.closest("form");
let timer = 0;
let asking = false;
let again = false;

function show(answer) {
  const places = [...form.querySelectorAll("[data-words-for]")];
  const had = places.some((place) => place.firstElementChild);
  for (const place of places) {
    const found = answer.querySelector(`[data-words-for="${place.dataset.wordsFor}"]`);
    if (place.innerHTML.trim() !== (found?.innerHTML.trim() ?? "")) place.replaceChildren(...(found?.childNodes ?? []));
  }
  const has = places.some((place) => place.firstElementChild);
  // Said once, when there is something where there was nothing: not at every pause.
  if (has !== had) words.querySelector("[role=status]").textContent = has ? words.dataset.wordsSome : "";
}

async function ask(ignored) {
  clearTimeout(timer);
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const said = new URLSearchParams(new FormData(form));
  said.delete("sent_as"); // nothing is sent by this
  if (ignored) said.set("ignore", ignored);
  try {
    const answer = await fetch(words.dataset.words, { method: "POST", body: said, credentials: "same-origin", redirect: "manual" });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // No signal: what it would have said can wait.
  }
  asking = false;
  if (again) {
    again = false;
    ask();
  }
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-words-for] button[name=ignore]");
    if (!button) return;
    event.preventDefault();
    const box = form.elements[button.closest("[data-words-for]").dataset.wordsFor];
    ask(button.value);
    box?.focus();
  });
  // Typed on a slow line, before this was here.
  if ([...form.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue)) timer = setTimeout(ask, PAUSE);
}
