// On a big screen: the arrow keys go where the links “Next” and “Back” go. Without this the links do.

const right = document.documentElement.dir === "rtl" ? "prev" : "next";
const left = right === "next" ? "prev" : "next";
const leads = { ArrowRight: right, ArrowLeft: left };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.key in leads)) return;
  const link = document.querySelector(`a[rel="${leads[event.key]}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
