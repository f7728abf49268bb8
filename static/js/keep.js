// On every page of someone signed in: brings home what this device kept without a signal, lets it keep more where the organisation does,
// and takes all of it away when they sign out, after 72 hours, or when the organisation keeps nothing any more (docs/adr/0030).
//
// <div data-kept-here="kept-here.js" data-keeps="yes | no" data-kept-keys="address" data-kept-worker="address" role="status"> and its
// sentences, translated, as data-kept-*. Each of what is kept is sent under the name that its form had, so once, however often it is tried.

const place = document.querySelector("[data-kept-here]");
const says = place?.dataset;
const { who } = document.body.dataset;
const AFTERWARDS = 1000; // later than whatever the page itself still sent as it was closed
let kept;

// The cookie says which form the server has answered, and whether it saved it.
function answered() {
  const [name, not] = (/(?:^|; )kith_sent=([\w.-]+)/.exec(document.cookie)?.[1] || "").split(".");
  return { name, isSaved: Boolean(name) && !not };
}

async function begin() {
  kept = await import(says.keptHere);
  if (!kept.isAble) return;
  await kept.forgetOld();
  const { name } = answered();
  if (name) await kept.forget(name);
  if (says.keeps === "yes") await prepare();
  window.addEventListener("online", bring);
  window.addEventListener("submit", stay);
  for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", leave);
  await settle();
  if (says.keeps === "yes") return;
  await kept.retire();
  if (!(await kept.all()).length) await kept.empty(); // else it waits for its writer, for 72 hours at most
}

// What locks is another each day, and another's for whoever else signs in here.
async function prepare() {
  navigator.serviceWorker.register(says.keptWorker, { scope: "/", updateViaCache: "all" }).catch(() => {});
  const with_ = await kept.lock();
  if (with_?.who === who && with_.day === Math.floor(Date.now() / 86_400_000)) return;
  const said = await kept.ask(says.keptKeys).catch(() => null);
  if (said?.lock) await kept.setLock({ who, day: said.day, lock: said.lock });
}

// Bringing home ---------------------------------------------------------------------------------------------------------

const patience = [500, 2000, 10000];
let bringing;
let keys;

function bring() {
  bringing ??= bringAll().finally(() => (bringing = undefined));
  return bringing;
}

async function bringAll() {
  const mine = (await kept.of(who)).sort((one, other) => one.at - other.at); // what ends something comes after what began it
  if (!mine.length) return false;
  listening();
  let isHeld = false;
  for (const { id } of mine) {
    // Free when no page has it open, and only one brings it.
    const brings = kept.whenFree(id, () => bringOne(id));
    isHeld ||= (await brings.catch((trouble) => console.warn(trouble))) === false; // what failed, the next page tries again
  }
  return isHeld;
}

// A page that is closing lets go of its own a little later.
async function settle() {
  while ((await bring()) && patience.length) await new Promise((resolve) => setTimeout(resolve, patience.shift()));
}

async function bringOne(id) {
  const entry = await kept.find(id);
  if (!entry) return true;
  keys ??= (await kept.ask(says.keptKeys))?.keys;
  const words = keys && (await kept.open(entry, keys));
  if (words) await deliver(entry, words);
  else if (keys) await kept.forget(id); // of a day whose key is gone
  return true;
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

function put(id, words, version, turn) {
  return fetch(words.url, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "If-Match": `"${version}"` },
    body: JSON.stringify({ ...words.body, sent_as: id, turn }),
    credentials: "same-origin",
    redirect: "manual",
  });
}

async function deliver(entry, words) {
  const { id } = entry;
  if (words.press) {
    await deliverPress(entry, words);
    return;
  }
  const answer = await put(id, words, words.version, words.turn + AFTERWARDS);
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status >= 500) return; // later
  const said = await answer.json().catch(() => ({}));
  if (said.saved) await done(id, says.keptSaved, said.saved, says.keptSee);
  else if (answer.status === 409 || answer.status === 412) tellOfBoth(entry, words, said.version);
  else if (words.wants && (await isOurs(words))) await send(entry, words, answer.ok);
  else if (!answer.ok) tellOfBoth(entry, words, null);
  else if (isHere(words) && isUntouched()) {
    await kept.forget(id);
    window.location.reload(); // it stands in the form then
  } else await done(id, says.keptBegun, words.page, says.keptSee);
}

// A press of a button that waited for a signal (just-us.js): only one that stands on the page where it was pressed.
async function deliverPress(entry, { page, press }) {
  const there = await fetch(page, { credentials: "same-origin", redirect: "manual" });
  if (there.type === "opaqueredirect" || there.status >= 500) return; // signed out, or later
  const isPage = there.ok && (there.headers.get("Content-Type") || "").startsWith("text/html") && press.action.startsWith(page);
  const seen = isPage && new DOMParser().parseFromString(await there.text(), "text/html").querySelector("[data-presses]");
  const isThere = seen && seen.dataset.presses.split(" ").includes(press.action);
  if (!isThere) {
    await done(entry.id, says.keptRefused, page, says.keptSee);
    return;
  }
  const said = new URLSearchParams([...press.pairs, ["csrfmiddlewaretoken", token()]]);
  const answer = await fetch(press.action, { method: "POST", body: said, credentials: "same-origin", redirect: "manual" });
  const { name, isSaved } = answered();
  if (name === entry.id && isSaved) await done(entry.id, says.keptSaved, page, says.keptSee);
  else if (answer.type !== "opaqueredirect" && answer.status < 500) await done(entry.id, says.keptRefused, page, says.keptSee);
}

// What lies on a device anybody may have put there: only a form that keeps a draft is sent by itself, and only to where it stands.
async function isOurs({ page, url, wants }) {
  const answer = await fetch(page, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return false;
  const there = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { origin, pathname, search } = new URL(wants.action, window.location.href);
  const isThere = origin === window.location.origin && pathname + search === page;
  return isThere && [...there.querySelectorAll("form[data-draft-url]")].some((form) => form.dataset.draftUrl === url);
}

async function send(entry, words, isDraft) {
  const said = new URLSearchParams([...words.wants.pairs, ["csrfmiddlewaretoken", token()]]);
  const answer = await fetch(words.wants.action, { method: "POST", body: said, credentials: "same-origin", redirect: "manual" });
  const { name, isSaved } = answered();
  if (name === entry.id && isSaved) await done(entry.id, says.keptSaved, "", "");
  else if (answer.type === "opaqueredirect" || answer.status >= 500) return; // signed out meanwhile, or later
  else if (isDraft) await done(entry.id, says.keptNeeds, words.page, says.keptSee);
  else tellOfBoth(entry, words, null);
}

const isHere = (words) => words.page === window.location.pathname + window.location.search;
const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const isOther = (one) => (isTicked(one) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);
const isUntouched = () => ![...document.querySelectorAll("form[data-draft-url] :is(input:not([type=hidden]), textarea)")].some(isOther);

// Saying so -------------------------------------------------------------------------------------------------------------

async function done(id, sentence, address, name) {
  await kept.forget(id);
  const link = address && Object.assign(document.createElement("a"), { href: address, textContent: name, className: "govuk-link" });
  say([sentence, link && " ", link]);
}

// There before anything is said in it, so that it is read out.
function listening() {
  place.setAttribute("role", "status");
}

function made(kind, className, ...inside) {
  const one = Object.assign(document.createElement(kind), { className });
  one.append(...inside);
  return one;
}

function say(parts) {
  const note = made("div", "k-note k-note--plain", made("p", "", ...parts.filter(Boolean)));
  place.append(note);
  return note;
}

// It was changed elsewhere, or can't be kept where it was meant for: both stand, and its writer says which.
function tellOfBoth(entry, words, version) {
  if (document.querySelector(`[data-kept="${entry.id}"]`)) return;
  const isElsewhere = version !== null;
  const link = Object.assign(document.createElement("a"), { href: words.page, textContent: says.keptSee, className: "govuk-link" });
  // Closed: whoever looks on, as this page opens, reads nothing of it.
  const list = made("details", "", made("summary", "", says.keptWhat));
  list.append(made("ul", "govuk-list govuk-list--bullet", ...words.typed.map((line) => made("li", "", line))));
  const buttons = made("p", "k-buttons");
  if (isElsewhere) buttons.append(button(says.keptUse, () => use(entry, words, version)));
  buttons.append(button(says.keptThrow, () => throwAway(entry)));
  say([isElsewhere ? says.keptBoth : says.keptRefused, " ", link]).dataset.kept = entry.id;
  const choice = made("div", "k-w k-no-print", made("div", "k-kept", list, buttons));
  choice.dataset.kept = entry.id;
  place.after(choice);
}

async function use(entry, words, version) {
  const answer = await put(entry.id, words, version, words.turn + 2 * AFTERWARDS).catch(() => null);
  if (!answer?.ok) return;
  await kept.forget(entry.id);
  window.location.assign(words.page);
}

async function throwAway(entry) {
  await kept.forget(entry.id);
  for (const one of document.querySelectorAll(`[data-kept="${entry.id}"]`)) one.remove();
  document.querySelector("main")?.focus();
}

function button(text, does) {
  const one = Object.assign(made("button", "govuk-button govuk-button--secondary", text), { type: "button" });
  one.addEventListener("click", does);
  return one;
}

// A form that keeps no draft, sent into a dead line, would end on the browser's own page, and what stands in it with it.
function stay(event) {
  if (navigator.onLine || event.defaultPrevented || event.target.method !== "post" || event.target.dataset.draftUrl) return;
  event.preventDefault();
  listening();
  const note = place.querySelector("[data-not-sent]") || say([says.keptNotSent]);
  note.dataset.notSent = "";
  note.scrollIntoView({ block: "nearest" });
}

// Signing out -----------------------------------------------------------------------------------------------------------

let isSure = false;

async function leave(event) {
  const form = event.target;
  if (form.dataset.leaving) return; // nothing of theirs is here any more
  event.preventDefault();
  listening();
  await bring().catch(() => {});
  const left = await kept.of(who).catch(() => []);
  if (left.length && !isSure) {
    isSure = true; // pressed once more, it goes, and nothing of it stays
    say([says.keptLeaving]).scrollIntoView({ block: "nearest" });
    return;
  }
  await leaveNothing(form).catch(() => {});
  form.dataset.leaving = "yes";
  form.requestSubmit();
}

// What another wrote here waits for them: their session ran out, and they have not signed out.
async function leaveNothing(form) {
  if (!(await kept.all()).some((entry) => entry.who !== who)) {
    await kept.wipe();
    return;
  }
  for (const { id } of await kept.of(who)) await kept.forget(id);
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "others_wait", value: "yes" }));
}

if (place) begin().catch(() => {}); // a browser that keeps nothing: the pages go on without
