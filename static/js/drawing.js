// A drawing that is wider than the screen begins at the person around whom it is drawn. Without JavaScript a link leads there.
// Where a part of it lies outside, a sentence above says so: a telephone shows no scroll bar.
// One that fits at first is made larger by the <details> before it, or by a tap on the picture itself.
function begin(scroll) {
  const centre = document.getElementById(scroll.dataset.centre);
  if (!centre || scroll.scrollWidth <= scroll.clientWidth) return;
  const person = centre.getBoundingClientRect();
  const frame = scroll.getBoundingClientRect();
  scroll.scrollLeft += person.left + person.width / 2 - (frame.left + frame.width / 2);
}

const watch = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const outside = target.parentElement.querySelector("[data-outside]");
    if (outside) outside.hidden = target.scrollWidth <= target.clientWidth;
  }
});

for (const scroll of document.querySelectorAll("[data-centre]")) {
  begin(scroll);
  watch.observe(scroll);
}

// On the document: another map may be put in the place of this one (map-time.js).
const larger = "details.k-larger + [data-centre]";
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.nextElementSibling?.matches(larger)) begin(target.nextElementSibling);
  },
  true,
);
document.addEventListener("click", ({ target }) => {
  const scroll = target.closest("svg")?.closest(larger);
  if (scroll && !target.closest("a")) scroll.previousElementSibling.open = true;
});
