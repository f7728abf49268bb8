// Who stands in which circle of a new support map, moved by mouse or finger. The rows of the form say the same, and are what is sent:
// a name that is dropped in a circle chooses it in its row; a row that changes moves its name. Keyboards use the rows.
//
// [data-board-of="ties"] holds the drawing: <svg data-board="across,down …" data-waiting="…"> with <g data-node="ties-0">.
// [data-board-add] holds an input and its button, and a button [data-board-who] for each person who may be put on: a row by one step.
// Each row: <details data-row="ties-0"> with selects …-who and …-circle, inputs …-other_name and …-own_word, and [data-row-off].

const SVG = "http://www.w3.org/2000/svg";
const HALF_HEIGHT = 14;
const PADDING = 11;
const STEP = 38;
const board = document.querySelector("[data-board-of]");
const picture = board?.querySelector("svg[data-board]");
const rows = board && document.querySelector(`[data-rows-prefix="${board.dataset.boardOf}"]`);

const field = (row, name) => row.querySelector(`[name="${row.dataset.row}-${name}"]`);
const nodeOf = (row) => picture.querySelector(`[data-node="${row.dataset.row}"]`);
const radii = () => picture.dataset.board.split(" ").map((pair) => pair.split(",").map(Number));
const circles = () => [...field(rows.querySelector("[data-row]"), "circle").options].filter((option) => option.value);

function nameOf(row) {
  const who = field(row, "who");
  const known = who.value ? who.selectedOptions[0].textContent.trim() : "";
  return field(row, "own_word").value.trim() || known || field(row, "other_name").value.trim();
}

// The circle at a point, counted from the middle; beyond the last it is the last.
function circleAt(x, y) {
  const found = radii().findIndex(([across, down]) => (x / across) ** 2 + (y / down) ** 2 <= 1);
  return found < 0 ? radii().length - 1 : found;
}

// Between its circle and the one within, in the direction in which it stood; someone new goes where fewest are near.
function placeIn(circle, node) {
  const [across, down] = radii()[circle];
  const [inX, inY] = circle ? radii()[circle - 1] : [across * 0.35, down * 0.35];
  const [x, y] = [(across + inX) / 2, (down + inY) / 2];
  const others = [...picture.querySelectorAll("[data-node]")].filter((other) => other !== node).map(placeOf);
  const free = ([left, top]) =>
    Math.min(...others.map(([right, low]) => Math.hypot((left - right) / 2, top - low)), Math.hypot(0, top + down) * 2);
  const around = Array.from({ length: 24 }, (_, step) => (step / 24) * 2 * Math.PI);
  const places = around.map((angle) => [x * Math.sin(angle), -y * Math.cos(angle)]);
  return places.reduce((best, place) => (free(place) > free(best) + 0.5 ? place : best));
}

function placeOf(node) {
  const { e, f } = node.transform.baseVal.consolidate().matrix;
  return [e, f];
}

function move(node, x, y) {
  node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}

// Beneath the circles, and beneath whoever waits there already; the sheet grows with them.
function waitBeneath(node) {
  const first = Number(picture.dataset.waiting);
  const waiting = [...picture.querySelectorAll("[data-node]")].map((other) => placeOf(other)[1]).filter((y) => y >= first);
  const y = waiting.length ? Math.max(...waiting) + STEP : first;
  const sheet = picture.viewBox.baseVal;
  const height = Math.max(sheet.height, y + STEP - sheet.y);
  picture.setAttribute("viewBox", [sheet.x, sheet.y, sheet.width, height].join(" "));
  picture.setAttribute("height", height);
  picture.querySelector("rect").setAttribute("height", height);
  move(node, 0, y);
}

function drawn(row) {
  const node = document.createElementNS(SVG, "g");
  node.dataset.node = row.dataset.row;
  const place = document.createElementNS(SVG, "rect");
  const look = { fill: "#e3f1ec", stroke: "#1f1a16", "stroke-width": "1.4", rx: HALF_HEIGHT, y: -HALF_HEIGHT, height: 2 * HALF_HEIGHT };
  for (const [name, value] of Object.entries(look)) place.setAttribute(name, value);
  const words = document.createElementNS(SVG, "text");
  const lettering = { "text-anchor": "middle", y: "5", "font-size": "14.5", "font-weight": "650", fill: "#1f1a16" };
  for (const [name, value] of Object.entries(lettering)) words.setAttribute(name, value);
  node.append(place, words);
  waitBeneath(node);
  picture.append(node);
  draggable(node);
  return node;
}

function say(node, name) {
  const short = name.length > 17 ? `${name.slice(0, 16)}…` : name;
  const [words, ...more] = node.querySelectorAll("text");
  if (!more.length && words.textContent === short) return;
  for (const line of more) line.remove();
  words.textContent = short;
  words.setAttribute("y", "5");
  const half = words.getComputedTextLength() / 2 + PADDING;
  const place = node.querySelector("rect");
  const size = { x: -half, width: 2 * half, y: -HALF_HEIGHT, height: 2 * HALF_HEIGHT };
  for (const [side, value] of Object.entries(size)) place.setAttribute(side, value);
}

function sayCircle(row) {
  const circle = field(row, "circle");
  row.querySelector("[data-row-circle]").textContent = circle.value ? circle.selectedOptions[0].textContent : "";
}

function follow(row, changed) {
  const name = nameOf(row);
  for (const heading of row.querySelectorAll("[data-row-name]")) heading.textContent = name || heading.dataset.nobody;
  let node = nodeOf(row);
  if (!name) {
    node?.remove();
    return;
  }
  const isNew = !node;
  node ??= drawn(row);
  if (isNew || changed !== "circle") say(node, name);
  sayCircle(row);
  const chosen = circles().findIndex((option) => option.value === field(row, "circle").value);
  if (chosen >= 0 && (isNew || changed === "circle")) move(node, ...placeIn(chosen, node));
}

function draggable(node) {
  let from = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());

  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const [x, y] = placeOf(node);
    const point = at(event);
    from = { x: x - point.x, y: y - point.y };
    node.setPointerCapture(event.pointerId); // not moved to the front meanwhile: the pointer would be lost
  });
  node.addEventListener("pointermove", (event) => {
    if (!from) return;
    const point = at(event);
    move(node, point.x + from.x, point.y + from.y);
  });
  const drop = (event) => {
    if (!from) return;
    from = null;
    const circle = field(rows.querySelector(`[data-row="${node.dataset.node}"]`), "circle");
    const chosen = circles()[circleAt(...placeOf(node))].value;
    if (event.type === "pointercancel" || circle.value === chosen) return;
    circle.value = chosen;
    sayCircle(circle.closest("[data-row]"));
    // As if it had been chosen there: the draft hears of it; the name stays where it was put.
    circle.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "dropped" }));
  };
  node.addEventListener("pointerup", drop);
  node.addEventListener("pointercancel", drop);
}

// Whoever is on the map is not offered again.
function offer() {
  const on = new Set([...rows.querySelectorAll("[data-row]")].map((row) => field(row, "who").value));
  for (const button of document.querySelectorAll("[data-board-who]")) button.hidden = on.has(button.dataset.boardWho);
}

// A row with this in it: one that is free, or a new one. Closed: its name waits on the board.
function put(name, value) {
  const free = () => [...rows.querySelectorAll("[data-row]")].find((row) => !nameOf(row));
  if (!free()) rows.dispatchEvent(new Event("add-row"));
  const row = free();
  if (!row) return false; // no room for more
  field(row, name).value = value;
  field(row, name).dispatchEvent(new Event("change", { bubbles: true }));
  row.open = false;
  return true;
}

function listenToNames() {
  const names = document.querySelector("[data-board-add]");
  const typed = names.querySelector("input");
  names.hidden = false;
  const putTyped = () => {
    if (typed.value.trim() && put("other_name", typed.value.trim())) typed.value = "";
  };
  names.addEventListener("click", ({ target }) => {
    if (target.matches("[data-board-who]")) put("who", target.dataset.boardWho);
    if (!target.matches("[data-board-put]")) return;
    putTyped();
    typed.focus();
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    putTyped();
  });
  rows.closest("form").addEventListener("submit", putTyped); // a name that still stands there is not lost
  offer();
}

function listen() {
  listenToNames();
  document.querySelector("[data-board-help]").hidden = false;
  for (const node of picture.querySelectorAll("[data-node]")) draggable(node);
  const changed = (event) => {
    const row = event.target.closest("[data-row]");
    const name = event.target.name?.split("-").pop();
    if (row && event.detail !== "dropped" && ["who", "other_name", "own_word", "circle"].includes(name)) follow(row, name);
    if (name === "who") offer();
  };
  rows.addEventListener("input", changed);
  rows.addEventListener("change", changed);
  rows.addEventListener("click", (event) => {
    const off = event.target.closest("[data-row-off]");
    if (!off) return;
    event.preventDefault();
    const row = off.closest("[data-row]");
    const beside = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
    nodeOf(row)?.remove();
    row.remove(); // a row that is not there says nothing: it is nobody
    rows.dispatchEvent(new Event("change", { bubbles: true }));
    offer();
    beside?.querySelector("select, input")?.focus();
  });
}

if (picture && rows) listen();
