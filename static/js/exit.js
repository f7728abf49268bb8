// Leave quickly: the link works without this. With it, the page is blanked at once, does not stay in the browser's history,
// and pressing Escape three times within two seconds does the same as the link.
const link = document.querySelector("a[data-exit]");
let presses = [];

function leave() {
  document.body.hidden = true;
  document.title = "…";
  window.location.replace(link.href);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
  // Coming back with the browser's own button must not show the page from memory.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
