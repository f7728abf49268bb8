// On the page of the day: its clock, and its presses where there is no signal (just-us.js).

import { keepPress, name, remember, running, tick } from "./just-us.js";

const LONGEST = 10000; // as a form with a draft waits

const place = document.querySelector("[data-just-us]");
const { justUs: day, begun, now } = place.dataset;
const ahead = now ? Date.parse(now) - Date.now() : 0;
const waits = place.querySelector("[data-waits]");

function show(since) {
  for (const one of place.querySelectorAll("[data-while]")) one.hidden = (one.dataset.while === "just-us") !== Boolean(since);
  const clock = place.querySelector("[data-clock]");
  if (since && clock) tick(clock, since, ahead);
}

// Sent at once where the server can be reached; else kept, under the same name: should the answer alone have been lost, it counts once.
async function press(event) {
  const form = event.target;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.pressed) return;
  form.dataset.pressed = "yes";
  const said = { id: name(), at: new Date(Date.now() + ahead).toISOString(), action: form.getAttribute("action") };
  if (await isSent(form, said)) {
    window.location.assign(day);
    return;
  }
  delete form.dataset.pressed;
  const kept = await import(document.querySelector("[data-kept-here]")?.dataset.keptHere).catch(() => null);
  const isKept = kept?.isAble && (await keepPress(kept, document.body.dataset.who, day, said).catch(() => false));
  waits.hidden = false;
  waits.textContent = isKept ? waits.dataset.kept : waits.dataset.notKept;
  if (!isKept) return;
  const isBegun = form.dataset.press === "begin";
  remember(isBegun ? { day, begun: said.at, ahead } : null);
  show(isBegun ? said.at : "");
}

async function isSent(form, { id, at }) {
  const pairs = [...new FormData(form), ["sent_as", id], ["pressed_at", at]];
  const how = { method: "POST", body: new URLSearchParams(pairs), credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(LONGEST) };
  return fetch(form.action, how).then((answer) => answer.status < 500, () => false);
}

for (const form of place.querySelectorAll("form")) if (form.dataset.press) form.addEventListener("submit", press);
if (begun) remember({ day, begun, ahead });
else if (navigator.onLine && running()?.day === day) remember(null);
if (begun) show(begun);
