// A drawing that is wider than the screen begins at the person around whom it is drawn. Without JavaScript a link leads there.
for (const scroll of document.querySelectorAll("[data-centre]")) {
  const centre = document.getElementById(scroll.dataset.centre);
  if (!centre || scroll.scrollWidth <= scroll.clientWidth) continue;
  const person = centre.getBoundingClientRect();
  const frame = scroll.getBoundingClientRect();
  scroll.scrollLeft += person.left + person.width / 2 - (frame.left + frame.width / 2);
}
