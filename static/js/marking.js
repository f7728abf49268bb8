// A sentence of the note becomes what someone said, what one saw, was told or thinks: it stays where it is, and its row stands below.
// The row says the same words and where they stand ("at"), for as long as they stand there. Without this the rows are filled in by hand.
//
// [data-mark] holds buttons [data-mark-kind="said"]; [data-mark-rows] is the fold with the [data-rows] of the entries.

const NEXT = { said: "person", child_view: "person", reported: "source_name", professional_view: "because" };
const SENTENCE = /[^.!?…\n]+[.!?…]*["”’»)\]]*|[.!?…]+/g;
const TYPED = ["because", "source_name"];
const tools = document.querySelector("[data-mark]");
const box = tools?.closest("form").elements.note;
const fold = document.querySelector("[data-mark-rows]");
const state = document.querySelector("[data-mark-state]");
const marks = new Map(); // row: { start, end }
let former = box?.value ?? "";

const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const rowsOf = () => [...fold.querySelectorAll("[data-row]")];

function say(text) {
  state.textContent = text;
}

// What is chosen without the space around it, or the sentence in which one stands.
function passage() {
  let { selectionStart: start, selectionEnd: end } = box;
  const text = box.value;
  if (start === end) {
    const all = [...text.matchAll(SENTENCE)];
    const found = all.findLast((one) => one.index <= start && one[0].trim()) ?? all.find((one) => one[0].trim());
    if (!found) return null;
    start = found.index;
    end = found.index + found[0].length;
  }
  const words = text.slice(start, end);
  start += words.length - words.trimStart().length;
  end -= words.length - words.trimEnd().length;
  return start < end ? { start, end } : null;
}

function emptyRow() {
  const isEmpty = (row) => !marks.has(row) && ["body", ...TYPED].every((name) => !field(row, name).value);
  const spare = rowsOf().find(isEmpty);
  if (spare) return spare;
  fold.querySelector("[data-rows]").dispatchEvent(new Event("add-row"));
  const last = rowsOf().at(-1);
  return isEmpty(last) ? last : null;
}

function tell(row) {
  field(row, "kind").dispatchEvent(new Event("change", { bubbles: true }));
}

// The row as it looks while its words stand in the note.
function dress(row) {
  const body = field(row, "body");
  body.readOnly = true;
  row.dataset.marked = field(row, "kind").value;
  if (row.querySelector("[data-mark-undo]")) return;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "k-as-link";
  undo.dataset.markUndo = "";
  undo.textContent = tools.dataset.markOff;
  undo.addEventListener("click", () => {
    release(row, { empty: true });
    say(tools.dataset.markGone);
    box.focus();
  });
  body.closest(".govuk-form-group").append(undo);
}

function release(row, { empty }) {
  marks.delete(row);
  field(row, "at").value = "";
  field(row, "body").readOnly = false;
  delete row.dataset.marked;
  row.querySelector("[data-mark-undo]")?.remove();
  if (empty) for (const name of ["body", ...TYPED, "how_told", "person"]) field(row, name).value = "";
  tell(row);
}

function follow(row) {
  const { start, end } = marks.get(row);
  field(row, "body").value = box.value.slice(start, end);
  field(row, "at").value = String(start);
}

function mark(kind) {
  const found = passage();
  if (!found) {
    say(tools.dataset.markNone);
    return;
  }
  const words = box.value.slice(found.start, found.end);
  const there = [...marks].find(([, one]) => one.start < found.end && found.start < one.end)?.[0];
  const row = there ?? emptyRow();
  if (!row) {
    say(tools.dataset.markFull);
    return;
  }
  if (!there) {
    marks.set(row, found);
    follow(row);
  }
  field(row, "kind").value = kind;
  dress(row);
  tell(row);
  fold.open = true;
  const name = tools.querySelector(`[data-mark-kind="${kind}"]`).textContent.trim();
  say(`${there ? tools.dataset.markAgain : tools.dataset.markDone}“${there ? field(row, "body").value : words}”, ${name}.`);
  const next = NEXT[kind] && field(row, NEXT[kind]);
  if (next) {
    next.focus();
    return;
  }
  box.focus();
  box.setSelectionRange(found.end, found.end);
}

// Where the text changed: between what both begin with and what both end with.
function changed() {
  const now = box.value;
  const most = Math.min(now.length, former.length);
  let from = 0;
  while (from < most && now[from] === former[from]) from += 1;
  let after = 0;
  while (after < most - from && now.at(-1 - after) === former.at(-1 - after)) after += 1;
  return { from, until: former.length - after, by: now.length - former.length };
}

function shift() {
  const { from, until, by } = changed();
  former = box.value;
  for (const [row, one] of [...marks]) {
    if (until <= one.start) {
      one.start += by;
      one.end += by;
    } else if (from < one.end) {
      // Written over its beginning or its end, it keeps what is left of it.
      const start = from < one.start ? until + by : one.start;
      const end = until > one.end ? from : one.end + by;
      Object.assign(one, { start, end });
    }
    if (box.value.slice(one.start, one.end).trim() && one.start < one.end) follow(row);
    else release(row, { empty: TYPED.every((name) => !field(row, name).value) });
  }
}

// What a draft brought back: marked where its words still stand.
function takeUp(row) {
  const at = field(row, "at").value;
  const words = field(row, "body").value;
  if (at === "" || !words) return;
  const start = box.value.startsWith(words, Number(at)) ? Number(at) : box.value.indexOf(words);
  if (start < 0) {
    field(row, "at").value = "";
    return;
  }
  marks.set(row, { start, end: start + words.length });
  dress(row);
}

if (tools && box && fold) {
  tools.hidden = false;
  rowsOf().forEach(takeUp);
  box.addEventListener("input", shift);
  // Not taken by the button: on a phone the choice in the text would be lost with the focus.
  tools.addEventListener("pointerdown", (event) => event.target.closest("[data-mark-kind]") && event.preventDefault());
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark-kind]");
    if (button) mark(button.dataset.markKind);
  });
  fold.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row?.dataset.marked && event.target.name.endsWith("-kind")) row.dataset.marked = event.target.value;
  });
}
