// The family's own time on the day of its meeting: a clock of minutes that is right after a telephone was locked, and two presses that wait
// for a signal. On the page of the day, and on the page for when there is no signal, which shows the clock should the browser have let go of the other.
//
// <div data-just-us="address of the day" data-begun="ISO time or empty" data-now="ISO time of the server"> holds [data-clock] with its sentence as
// data-minutes ("{minutes}"), and forms [data-press="begin | end"] with pressed_at and sent_as. Of what is said nothing can stand in any of it.
// On the device: localStorage "kith just us" {day, begun, ahead}: an address and times, and no name.

const PLACE = "kith just us";
const EVERY = 5000;

export const running = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) || null;
  } catch {
    return null;
  }
};

export function remember(said) {
  try {
    if (said) localStorage.setItem(PLACE, JSON.stringify(said));
    else localStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing: the clock stands on its page alone.
  }
}

// Worked out from the time at each look, so that it is right however long the page slept.
export function tick(clock, begun, ahead = 0) {
  const say = () => {
    const minutes = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(begun)) / 60000));
    const words = clock.dataset.minutes.replace("{minutes}", minutes);
    if (clock.textContent !== words) clock.textContent = words;
  };
  say();
  document.addEventListener("visibilitychange", say);
  window.addEventListener("pageshow", say);
  setInterval(say, EVERY);
}

export const name = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const said = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return said.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// A press without a signal is kept with the moment at which it was pressed, and goes once, when the signal is back.
export async function keepPress(kept, who, day, { id, at, action }) {
  const pairs = [["sent_as", id], ["pressed_at", at]];
  return kept.keep(id, who, { page: day, title: "", typed: [], press: { action, pairs } });
}
