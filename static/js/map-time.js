// A slider that moves between the maps of one drawer. Without JavaScript the dates beneath it are links, and lead to the same.
//
// <div data-map> holds [data-map-slide hidden] with input[data-map-slider] and [data-map-day], and the dates as links in .k-seg.
// Each stop of the slider reads the page of that map, which notes that it was looked at, and puts its [data-map] in place.

function bind(map) {
  const slider = map.querySelector("[data-map-slider]");
  if (!slider) return;
  const links = [...map.querySelectorAll(".k-seg a")];
  const day = map.querySelector("[data-map-day]");
  const say = () => {
    const words = links[Number(slider.value)].textContent.trim();
    day.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  };

  map.querySelector("[data-map-slide]").hidden = false;
  say();
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => show(map, links[Number(slider.value)].href, slider.value));
}

async function show(map, address, stop) {
  map.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (map.querySelector("[data-map-slider]").value !== stop) return; // moved on meanwhile
    const there = document.adoptNode(page.querySelector("[data-map]"));
    map.replaceWith(there);
    bind(there);
    there.querySelector("[data-map-slider]").focus({ preventScroll: true });
  } catch {
    window.location.assign(address);
  }
}

for (const map of document.querySelectorAll("[data-map]")) bind(map);
