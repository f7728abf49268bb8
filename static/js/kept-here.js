// What this device keeps until it can be sent: words that only their writer can read again, and only signed in (docs/adr/0030).
//
// Locked with the half of a key that stands here; the half that opens is asked of the server. In IndexedDB, for 72 hours:
//   device: {name: "lock", who, kind, day, lock} · kept: {id, who, day, at, half, iv, sealed}
// All else of what is kept is inside `sealed`. Another module imports it by the address in [data-kept-here].

const NAME = "kith-kept-here";
const LONGEST = 72 * 60 * 60 * 1000;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();

export const isAble = Boolean(window.indexedDB && window.crypto?.subtle && navigator.locks && navigator.serviceWorker);

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("device", { keyPath: "name" });
      asked.result.createObjectStore("kept", { keyPath: "id" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => close(); // it is thrown away in another window
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function close() {
  const there = await opened;
  opened = undefined;
  there?.close();
}

// One step in one store, on the disk before it counts.
async function step(store, mode, does) {
  const done = (await database()).transaction(store, mode, { durability: "strict" });
  const asked = does(done.objectStore(store));
  return new Promise((resolve, reject) => {
    done.oncomplete = () => resolve(asked?.result);
    done.onerror = done.onabort = () => reject(done.error);
  });
}

// The device -----------------------------------------------------------------------------------------------------------

export const lock = () => step("device", "readonly", (store) => store.get("lock"));
export const setLock = (said) => step("device", "readwrite", (store) => store.put({ name: "lock", ...said }));

// What the server says to whoever is signed in: what locks today, if this device may keep anything, and what opens, by its day.
export async function ask(address) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual" });
  return answer.ok ? answer.json() : null;
}

// Nothing of it stays: words and keys; the worker and its page.
export async function wipe() {
  await empty();
  await retire();
}

export async function empty() {
  await close();
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}

export async function retire() {
  for (const name of await caches.keys()) if (name.startsWith("kith-")) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

// What is kept ---------------------------------------------------------------------------------------------------------

export const all = () => step("kept", "readonly", (store) => store.getAll());
export const forget = (id) => step("kept", "readwrite", (store) => store.delete(id));
export const find = (id) => step("kept", "readonly", (store) => store.get(id));
export const of = async (who) => (await all()).filter((entry) => entry.who === who);

export async function forgetOld() {
  for (const entry of await all()) if (!(Date.now() - entry.at < LONGEST)) await forget(entry.id);
}

const bytes = (said) => Uint8Array.from(atob(said), (one) => one.charCodeAt(0));

async function shared(mine, theirs, half, use) {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
  const base = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: half, info: text.encode("kith kept on a device") };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

let sealing; // one for as long as a page lasts, and its lock

async function sealer(with_) {
  if (sealing?.lock !== with_.lock) {
    const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const half = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const theirs = await crypto.subtle.importKey("raw", bytes(with_.lock), CURVE, false, []);
    sealing = { lock: with_.lock, half, key: await shared(pair.privateKey, theirs, half, "encrypt") };
  }
  return sealing;
}

const bound = (entry) => text.encode(`${entry.id} ${entry.who} ${entry.day}`);

// Keep these words under this id, in the place of what stood there. False where this device keeps nothing for them.
export async function keep(id, who, words) {
  const with_ = await lock();
  if (!with_ || with_.who !== who) return false;
  const { half, key } = await sealer(with_);
  const entry = { id, who, day: with_.day, at: Date.now(), half, iv: crypto.getRandomValues(new Uint8Array(12)) };
  const how = { name: "AES-GCM", iv: entry.iv, additionalData: bound(entry) };
  entry.sealed = await crypto.subtle.encrypt(how, key, text.encode(JSON.stringify(words)));
  await step("kept", "readwrite", (store) => store.put(entry));
  return true;
}

// The words again; null when no key opens them any more.
export async function open(entry, keys) {
  const said = keys[entry.day];
  if (!said) return null;
  const mine = await crypto.subtle.importKey("jwk", { ...said, ext: false }, CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", entry.half, CURVE, false, []);
  const key = await shared(mine, theirs, entry.half, "decrypt");
  const how = { name: "AES-GCM", iv: entry.iv, additionalData: bound(entry) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, entry.sealed)));
}

// A page holds what it keeps for as long as it is open: nobody else sends it meanwhile.
export const hold = (id) => void navigator.locks.request(`kith ${id}`, () => new Promise(() => {})).catch(() => {});
export const whenFree = (id, does) => navigator.locks.request(`kith ${id}`, { ifAvailable: true }, (free) => (free ? does() : false));
