// On the page for when there is no signal: what was kept too long ago goes here too; and if a family is on its own just now, its clock stands here.
const { dataset } = document.querySelector("[data-offline]");
const kept = await import(dataset.offline);
if (kept.isAble) kept.forgetOld().catch(() => {});

const place = document.querySelector("[data-just-us]");
const { keepPress, name, remember, running, tick } = await import(place.dataset.justUs);
const now = running();
if (now && window.location.pathname === now.day) {
  place.hidden = false;
  tick(place.querySelector("[data-clock]"), now.begun, now.ahead);
  place.querySelector("button").addEventListener("click", () => end().catch(() => {}));
}

async function end() {
  const lock = await kept.lock();
  const said = { id: name(), at: new Date(Date.now() + now.ahead).toISOString(), action: `${now.day}just-us/end/` };
  const isKept = lock && (await keepPress(kept, lock.who, now.day, said));
  if (!isKept) return;
  remember(null);
  place.querySelector("[data-while]").hidden = true;
  place.querySelector("[data-waits]").hidden = false;
}
