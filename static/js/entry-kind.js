// Shows, for each entry of a conversation, or the one that is added, only the questions that its kind needs. Without this, all of them show.

const NEEDS = {
  child_view: ["how_told"],
  professional_view: ["because"],
  reported: ["source_name"],
};
const ASKED = ["because", "source_name", "how_told"];

function fit(row) {
  const kind = row.querySelector('select[name$="kind"]');
  if (!kind) return;
  for (const name of ASKED) {
    const field = row.querySelector(`[name$="${name}"]`);
    const group = field?.closest(".govuk-form-group");
    if (group) group.hidden = !(NEEDS[kind.value] || []).includes(name) && !field.value;
  }
}

for (const area of document.querySelectorAll("[data-entry-kinds]")) {
  area.querySelectorAll("[data-row]").forEach(fit);
  area.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("kind")) fit(event.target.closest("[data-row]"));
  });
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.matches?.("[data-row]")) fit(node);
    }
  }).observe(area, { childList: true, subtree: true });
}
