// Keeps a draft of a form on the server while someone writes. The form works without it.
//
// <form data-draft-url="…" data-draft-version="0" data-draft-people="present"> and, near it, [data-draft-state] (role=status),
// [data-draft-time] and [data-draft-choice]. Every sentence comes from the form's data-draft-* attributes, translated there.
//
// Signed out, it says so, asks for the dialog of sign-in-again.js by "kith:signed-out", and saves at "kith:signed-in", unless the
// page then belongs to someone else: <body data-who="…"> is compared.
//
// PUT {"fields": {name: value | [values]}, "people": [ids], "sent_as": this open form, "turn": n}, If-Match: "<version>"
//   200 {"version": n, "saved_at": "15:42"} · 409 or 412 {"version": n}: someone else wrote · 409 {"saved": address}: this very form was
//   saved already, though the answer never came · 401, 403 or a redirect: signed out
//
// Throttled, never debounced: at the first keystroke, then at most every 3 seconds while the text changes, and once more when
// the page is hidden. One request at a time. Nothing here blocks typing or tells anyone; the form goes once its words are kept.
//
// Where the page has [data-kept-here], the device keeps a copy too, every 200 ms, until the server has it (kept-here.js). What someone wanted
// to send goes by itself once the server is back: from here while the page is open, from keep.js afterwards; by its name, once.

const EVERY = 3000;
const EVERY_HERE = 200;
const LONGEST_WAIT = 30000;
const LONGEST_SAVE = 10000;
const NEVER = ["csrfmiddlewaretoken", "sent_as"];
const KEEPALIVE_LIMIT = 60000; // browsers refuse more than 64 KiB in a request that outlives its page

class Draft {
  constructor(form) {
    this.form = form;
    this.says = form.dataset;
    this.url = form.dataset.draftUrl;
    this.version = form.dataset.draftVersion || "0";
    this.state = "";
    this.changed = false; // text newer than the last answer
    this.sending = null; // AbortController of the request under way
    this.parting = null; // a last request, sent while another was under way
    this.lastSent = 0;
    this.failures = 0;
    this.timer = 0;
    this.stopped = false; // the form itself is on its way
    this.sends = null; // the button by which someone wants to send it, until the server has answered
    this.cleared = false; // it has: the next submit goes through
    this.isCutOff = false; // the last request did not reach the server
    this.patience = 0;
    this.turn = 0;
    this.isHere = false; // the device holds what stands in the form now
    this.hereTimer = 0;
    this.hereLast = Promise.resolve();
    this.beginAnew();

    const near = (name) => form.querySelector(`[${name}]`) || document.querySelector(`[${name}]`);
    this.stateElement = near("data-draft-state");
    this.timeElement = near("data-draft-time");
    this.choiceElement = near("data-draft-choice");

    // The link leaves what this keeps; without JavaScript a button stands in its place.
    for (const link of form.querySelectorAll("[data-draft-later]")) link.hidden = false;

    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    // On the window, to hear of it after everyone else: a submit stopped by another listener does not stop the draft.
    window.addEventListener("submit", (event) => {
      if (event.target === form && !event.defaultPrevented) this.submit(event);
    });
    window.addEventListener("online", () => this.retry());
    document.addEventListener("kith:signed-in", () => this.retry());
    window.addEventListener("focus", () => this.state === "signed-out" && this.retry());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.resume();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else if (this.state === "signed-out" || this.state === "unsaved") this.retry();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.changed && !this.stopped && !this.isHere && this.state !== "" && this.state !== "saved") event.preventDefault();
    });
    if (!isBackAgain() && [...form.elements].some(isWritten)) this.touch(); // typed on a slow line, before this was here
  }

  // Its name, by which it is saved once.
  beginAnew() {
    this.name = uuid();
    const input = this.form.elements.sent_as || this.form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "sent_as" }));
    input.value = this.name;
    this.here = keeping().then((here) => {
      here?.hold(this.name);
      return here;
    });
  }

  // What is written -------------------------------------------------------------------------------------------------

  body() {
    const fields = Object.create(null);
    const many = new Set();
    const seen = new Map();
    for (const element of this.form.elements) {
      const { name, type } = element;
      if (!name || ["file", "password", "submit", "button", "reset", "fieldset"].includes(type)) continue;
      if (type === "select-multiple" || (type === "checkbox" && seen.get(name) === "checkbox")) many.add(name);
      seen.set(name, type);
    }
    for (const [name, value] of new FormData(this.form)) {
      if (NEVER.includes(name) || typeof value !== "string" || !seen.has(name)) continue;
      if (name in fields) fields[name] = [].concat(fields[name], value);
      else fields[name] = many.has(name) ? [value] : value;
    }
    for (const name of many) fields[name] ??= [];

    const named = (this.form.dataset.draftPeople || "").split(/\s+/).filter(Boolean);
    const people = [...this.form.elements]
      .filter((element) => element.type === "checkbox" && element.checked)
      .filter((element) => named.includes(element.name) || "draftPeople" in element.dataset)
      .map((element) => element.value);
    return { fields, people: [...new Set(people)] };
  }

  // On this device ----------------------------------------------------------------------------------------------------

  keepSoon() {
    this.isHere = false;
    this.hereTimer ||= setTimeout(() => this.keepHere(), EVERY_HERE);
  }

  // One after the other, so that the last stays. True when the device holds what stands in the form now.
  keepHere() {
    clearTimeout(this.hereTimer);
    this.hereTimer = 0;
    this.hereLast = this.hereLast.then(async () => {
      try {
        const here = await this.here;
        this.isHere = this.hereTimer === 0;
        if (!(await here?.keep(this.name, document.body.dataset.who, this.words()))) this.isHere = false;
      } catch {
        this.isHere = false; // the device has no room, or the browser keeps nothing in private windows
      }
      return this.isHere;
    });
    return this.hereLast;
  }

  forgetHere() {
    clearTimeout(this.hereTimer);
    this.hereTimer = 0;
    this.isHere = false;
    const { name } = this;
    this.hereLast = this.hereLast.then(async () => (await this.here)?.forget(name)).catch(() => {});
  }

  // What someone typed, for them to look at: without what they ticked or chose.
  typed() {
    const boxes = [...this.form.elements].filter(({ type }) => ["textarea", "text", "email", "tel", "url", "search"].includes(type));
    return boxes.map((box) => box.value.trim()).filter(Boolean);
  }

  words() {
    const hasFile = [...this.form.elements].some((element) => element.type === "file" && element.files.length);
    const { action } = this.form;
    let wants = null;
    if (this.sends && !hasFile) {
      const pairs = [...new FormData(this.form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
      if (this.sends.name) pairs.push([this.sends.name, this.sends.value]);
      wants = { action, pairs };
    }
    const { pathname, search } = window.location;
    return { url: this.url, page: pathname + search, title: document.title.split(" – ")[0], typed: this.typed(), version: this.version, turn: this.turn, body: this.body(), wants };
  }

  // When it is sent ---------------------------------------------------------------------------------------------------

  touch() {
    this.changed = true;
    this.sends = null; // still writing: what was to be sent is pressed for anew
    this.keepSoon();
    if (this.state === "waits") this.show("kept");
    this.stopped = false; // still typing after a submit: the page is still here
    this.plan();
  }

  plan(wait = Math.max(0, this.lastSent + EVERY - Date.now())) {
    if (this.timer || this.sending || this.stopped || this.held()) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.send();
    }, wait);
  }

  // Sent as it was found: there is nothing to keep, and no draft is left behind.
  hasNothing() {
    return this.version === "0" && ![...this.form.elements].some(isWritten);
  }

  // Nothing is sent before someone has chosen, nor in another's name.
  held() {
    return ["conflict", "someone-else", "sent"].includes(this.state);
  }

  retry() {
    if (!this.changed || this.stopped || this.sending || this.held()) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.send();
  }

  resume() {
    this.stopped = false;
    if (this.changed) this.retry();
  }

  leave() {
    if (this.hereTimer) this.keepHere();
    if (!this.changed || this.stopped || this.held() || this.hasNothing()) return;
    if (!this.sending) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.send();
    } else if (!this.parting) {
      // The answer to the request under way may never reach us; it will have made the next version.
      this.changed = false;
      this.parting = this.request(String(Number(this.version) + 1))
        .then(async (answer) => {
          if (!answer.ok) throw answer;
          this.reached((await answer.json()).version);
        })
        .catch(() => {
          this.changed = true;
        });
    }
  }

  // The words are on the server before the page goes: a form sent into a dead line would end on the browser's error page.
  submit(event) {
    if (this.state === "someone-else") {
      event.preventDefault();
      return;
    }
    if (this.cleared || this.state === "conflict" || this.state === "sent" || (!this.sending && this.hasNothing())) {
      this.cleared = false;
      this.stopped = true;
      clearTimeout(this.timer);
      this.timer = 0;
      return;
    }
    event.preventDefault();
    this.stopped = false; // pressed again: an earlier sending was stopped, or is stopped by this
    this.sends = event.submitter || true;
    this.changed = true;
    this.patience ||= setTimeout(() => this.outOfPatience(), LONGEST_SAVE);
    this.retry();
    if (this.state === "signed-out") this.askToSignIn();
  }

  outOfPatience() {
    this.patience = 0;
    this.sending?.abort();
  }

  // The server has answered, or not: what someone wanted to send goes now, or they are told and press again.
  async goOn() {
    const { sends } = this;
    const isJustPressed = this.patience !== 0;
    clearTimeout(this.patience);
    this.patience = 0;
    const isHere = await this.keepHere(); // with what is wanted: should the answer never come, the device asks again
    if (this.sends !== sends) return; // typed meanwhile
    if (!(this.isCutOff && isHere)) this.sends = null; // else it goes as soon as it can
    if (this.isCutOff || ["signed-out", "someone-else", "conflict", "sent"].includes(this.state)) {
      if (isJustPressed) this.stateElement?.scrollIntoView({ block: "nearest" });
      return;
    }
    this.sends = null;
    this.cleared = true;
    this.form.requestSubmit(sends === true ? undefined : sends);
  }

  // Sending -----------------------------------------------------------------------------------------------------------

  request(version, signal) {
    this.turn += 1;
    const body = JSON.stringify({ ...this.body(), sent_as: this.name, turn: this.turn });
    return fetch(this.url, {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken?.value || "",
        "If-Match": `"${version}"`,
      },
      body,
      signal,
      credentials: "same-origin",
      redirect: "manual",
      keepalive: new Blob([body]).size < KEEPALIVE_LIMIT,
    });
  }

  async send() {
    if (this.hasNothing()) {
      this.changed = false;
      return;
    }
    this.sending = new AbortController();
    this.lastSent = Date.now();
    this.changed = false;
    let wait;
    try {
      if (this.state === "signed-out" && !(await this.freshToken())) {
        this.changed = true;
        this.sending = null;
        return;
      }
      const answer = await this.request(this.version, this.sending.signal);
      this.isCutOff = false;
      wait = await this.understand(answer);
    } catch {
      this.isCutOff = true;
      wait = await this.failed();
    }
    if (this.parting) {
      await this.parting;
      this.parting = null;
    }
    this.sending = null;
    if (this.sends && this.changed && this.state === "saved") {
      this.send(); // typed, or pressed, while that was under way
      return;
    }
    if (this.sends) await this.goOn();
    if (this.changed) this.plan(wait);
  }

  async understand(answer) {
    if (answer.ok) {
      const { version, saved_at: savedAt } = await answer.json();
      this.reached(version);
      this.failures = 0;
      if (!this.changed && !this.sends) this.forgetHere();
      this.show("saved", savedAt);
      return undefined;
    }
    if (answer.status === 409 || answer.status === 412) {
      const { version, saved } = await answer.json().catch(() => ({}));
      this.changed = true;
      this.theirs = version;
      this.savedAt = saved;
      this.show(saved ? "sent" : "conflict");
      return undefined;
    }
    if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
      this.changed = true;
      this.show("signed-out");
      return 15000;
    }
    const after = Number(answer.headers.get("Retry-After"));
    return Math.max((await this.failed()) || 0, after > 0 ? Math.min(after, 600) * 1000 : 0);
  }

  // Answers can overtake each other.
  reached(version) {
    if (!(Number(version) < Number(this.version))) this.version = String(version);
  }

  async failed() {
    if (this.stopped) return undefined;
    this.changed = true;
    this.failures += 1;
    const isHere = await this.keepHere();
    if (!isHere) this.show("unsaved");
    else this.show(this.sends ? "waits" : "kept");
    return Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures);
  }

  // Signing in again makes a new token: ask this page for it, and give it to the form too, so that sending the form works.
  // False when it is someone else who is signed in now.
  async freshToken() {
    const page = await fetch(window.location.href, { credentials: "same-origin", cache: "no-store" });
    const there = new DOMParser().parseFromString(await page.text(), "text/html");
    const { who } = there.body.dataset;
    if (who && who !== document.body.dataset.who) {
      this.show("someone-else");
      return false;
    }
    const token = there.querySelector("form[data-draft-url] input[name=csrfmiddlewaretoken]")?.value;
    if (token) for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    return true;
  }

  askToSignIn() {
    document.dispatchEvent(new CustomEvent("kith:signed-out"));
  }

  // Saying so ---------------------------------------------------------------------------------------------------------

  // The status is rewritten only when the state changes, so that a screen reader is not told "saved" every three seconds.
  // The time stands beside it, outside the live region.
  show(state, savedAt = "") {
    if (this.timeElement) this.timeElement.textContent = state === "saved" ? clock(savedAt) : "";
    if (state === this.state) return;
    this.state = state;
    const words = {
      saved: this.says.draftSaved,
      unsaved: this.says.draftUnsaved,
      kept: isPhone() ? this.says.draftKept : this.says.draftKeptDesk,
      waits: isPhone() ? this.says.draftWaits : this.says.draftWaitsDesk,
      sent: this.says.draftSent,
      conflict: this.says.draftConflict,
      "signed-out": this.says.draftSignedOut,
      "someone-else": this.says.draftSomeoneElse,
    };
    if (this.stateElement) {
      this.stateElement.textContent = words[state] || "";
      this.stateElement.dataset.draftState = state;
    }
    this.choiceElement?.replaceChildren(...this.choices(state));
    if (state === "signed-out") this.askToSignIn();
  }

  choices(state) {
    if (state === "conflict") {
      const mine = button(this.says.draftMine, () => this.keepMine());
      return [mine, " ", opensBeside(window.location.href, this.says.draftOther)];
    }
    if (state === "sent") {
      const anew = button(this.says.draftSentAnew, () => this.keepAsAnother());
      return [opensBeside(this.savedAt, this.says.draftSentSee), " ", anew];
    }
    if (state === "signed-out") return [button(this.says.draftSignIn, () => this.askToSignIn())];
    return [];
  }

  // What was saved stays saved; what stands here since is another.
  async keepAsAnother() {
    this.forgetHere();
    await this.hereLast;
    this.beginAnew();
    this.version = "0";
    this.state = "";
    this.touch();
  }

  async keepMine() {
    if (this.theirs !== undefined) this.version = String(this.theirs);
    this.state = "";
    await this.send();
    this.form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }
}

// What the device keeps, where it may; the page says where that stands.
async function keeping() {
  const said = document.querySelector("[data-kept-here][data-keeps=yes]");
  const here = said && (await import(said.dataset.keptHere).catch(() => null));
  return here?.isAble ? here : null;
}

function isPhone() {
  return matchMedia("(pointer: coarse), (max-width: 40em)").matches;
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const said = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return said.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function button(text, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text || "";
  made.addEventListener("click", does);
  return made;
}

function opensBeside(href, text) {
  const link = document.createElement("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = text || "";
  return link;
}

// Another than the page came with.
function isWritten(element) {
  const { type } = element;
  if (type === "checkbox" || type === "radio") return element.checked !== element.defaultChecked;
  if (type === "select-one") return !([...element.options].find((option) => option.defaultSelected) || element.options[0])?.selected;
  return element.defaultValue !== undefined && element.value !== element.defaultValue;
}

// The browser fills in again what stood here when the page was left: that was kept then, or sent.
function isBackAgain() {
  return performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

// "15:42" as people here write it; anything else the server says stays as it is.
function clock(time) {
  const parts = /^(\d\d):(\d\d)$/.exec(time || "");
  if (!parts || !document.documentElement.lang.startsWith("en")) return time || "";
  const hour = Number(parts[1]);
  return `${hour % 12 || 12}.${parts[2]} ${hour < 12 ? "am" : "pm"}`;
}

for (const form of document.querySelectorAll("form[data-draft-url]")) new Draft(form);
