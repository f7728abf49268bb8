// Signing in again over the page, when the session has run out while someone writes. The page beneath keeps its text.
//
// <dialog data-sign-in-again> with an iframe[data-src], a [data-later] button and a link that opens beside. Listens for
// "kith:signed-out" on the document, and says "kith:signed-in" there when the frame has come to the page that says who it is.
const dialog = document.querySelector("dialog[data-sign-in-again]");

if (dialog?.showModal) {
  const frame = dialog.querySelector("iframe");

  document.addEventListener("kith:signed-out", () => {
    if (dialog.open) return;
    frame.src = frame.dataset.src;
    dialog.showModal();
  });
  frame.addEventListener("load", () => {
    let there = null;
    try {
      there = frame.contentDocument;
    } catch {
      return; // a page of someone else's, such as the sign-in at work
    }
    if (!there?.querySelector("[data-signed-in]")) return;
    dialog.close();
    document.dispatchEvent(new CustomEvent("kith:signed-in"));
  });
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => frame.removeAttribute("src"));
}
