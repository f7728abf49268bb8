// On the form of a conversation: in each scale a row for each who is ticked as having been there, and one for who writes.
// Without this the server makes the rows, at *Keep this, and give me room*. A row in which something was chosen or written stays.
//
// [data-scales] holds [data-scale="key"] with [data-scale-rows], and <template data-scale-spare="numbers|faces|me">.

const fold = document.querySelector("[data-scales]");
const form = fold?.closest("form");
const listed = (name) => new Set((fold.dataset[name] || "").split(" ").filter(Boolean));

const isTouched = (row) =>
  [...row.querySelectorAll("input, textarea")].some((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim()));

function rowOf(block, who, name, kind, isChilds) {
  const row = fold.querySelector(`template[data-scale-spare="${kind}"]`).content.firstElementChild.cloneNode(true);
  const says = { __scale__: block.dataset.scale, __who__: who, __name__: name, ...ends(block, isChilds) };
  const filled = (text) => text.replace(/__(scale|who|name|low|high)__/g, (one) => says[one]);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of element.attributes) if (attribute.value.includes("__")) attribute.value = filled(attribute.value);
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.data.includes("__")) node.data = filled(node.data);
    }
  }
  row.dataset.who = who;
  return row;
}

// Of a new scale they are what stands in its boxes.
function ends(block, isChilds) {
  const typed = (name) => block.querySelector(`[name="scale-${block.dataset.scale}-${name}"]`)?.value.trim();
  const low = (isChilds && typed("child_zero")) || typed("zero_means");
  const high = (isChilds && typed("child_ten")) || typed("ten_means");
  const { low: itsLow, high: itsHigh, childLow, childHigh } = block.dataset;
  return {
    __low__: low ? `0: ${low}` : isChilds ? childLow : itsLow,
    __high__: high ? `10: ${high}` : isChilds ? childHigh : itsHigh,
  };
}

function asked() {
  const there = [...form.querySelectorAll('input[name="people"]:checked')];
  const young = listed("scalesYoung");
  const children = listed("scalesChildren");
  const rows = there.map((one) => {
    const name = one.closest("label").querySelector(".k-pick__face").lastChild.data.trim();
    return { who: one.value, name, kind: young.has(one.value) ? "faces" : "numbers", isChilds: children.has(one.value) };
  });
  if (rows.length && "scalesMe" in fold.dataset) rows.push({ who: "me", name: "", kind: "me", isChilds: false });
  return rows;
}

function fit(block) {
  const area = block.querySelector("[data-scale-rows]");
  const wanted = asked();
  for (const row of [...area.children]) {
    if (!wanted.some((one) => one.who === row.dataset.who) && !isTouched(row)) row.remove();
  }
  for (const { who, name, kind, isChilds } of wanted) {
    const there = [...area.children].find((row) => row.dataset.who === who);
    if (!there) area.append(rowOf(block, who, name, kind, isChilds));
  }
  block.querySelector("[data-scale-none]").hidden = area.children.length > 0;
}

function sayEnds(block) {
  const children = listed("scalesChildren");
  for (const row of block.querySelectorAll("[data-scale-row]")) {
    const { __low__: low, __high__: high } = ends(block, children.has(row.dataset.who));
    for (const said of row.querySelectorAll(".k-scale__ends")) {
      said.firstElementChild.textContent = low;
      said.lastElementChild.textContent = high;
    }
  }
}

if (fold && form) {
  const blocks = [...fold.querySelectorAll("[data-scale]")];
  const fitOpen = () => blocks.filter((block) => block.open).forEach(fit);
  for (const block of blocks) block.addEventListener("toggle", fitOpen);
  form.addEventListener("change", (event) => event.target.name === "people" && fitOpen());
  fold.addEventListener("change", (event) => {
    const block = event.target.closest("[data-scale]");
    if (block && !event.target.closest("[data-scale-row]")) sayEnds(block);
  });
  fitOpen();
  blocks.forEach(sayEnds); // a draft brings back what the ends of a new scale are
}
