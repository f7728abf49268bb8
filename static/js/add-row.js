// "Add another", and an event "add-row" by another script (which then moves no focus): copies the <template> of a formset and counts it. Without JavaScript the server's spare rows are there.
// [data-row-enter] is the button that Enter presses: without JavaScript it asks for more rows. Here the draft is kept already, and it does nothing.
for (const rows of document.querySelectorAll("[data-rows]")) {
  const total = rows.querySelector(`input[name="${rows.dataset.rowsPrefix}-TOTAL_FORMS"]`);
  const most = rows.querySelector(`input[name="${rows.dataset.rowsPrefix}-MAX_NUM_FORMS"]`);
  const template = rows.querySelector("template[data-row-template]");
  const button = rows.querySelector("[data-row-add]");
  if (!total || !template || !button) continue;

  button.hidden = false;
  rows.closest("form")?.querySelector("[data-row-enter]")?.addEventListener("click", (event) => event.preventDefault());
  const add = () => {
    const index = Number(total.value);
    const row = template.content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        if (attribute.value.includes("__prefix__")) {
          attribute.value = attribute.value.replaceAll("__prefix__", index);
        }
      }
    }
    button.before(row);
    total.value = index + 1;
    if (most && most.value && index + 1 >= Number(most.value)) button.hidden = true;
  };
  rows.addEventListener("add-row", () => button.hidden || add());
  button.addEventListener("click", () => {
    add();
    const added = rows.querySelectorAll("[data-row]");
    added[added.length - 1].querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}
