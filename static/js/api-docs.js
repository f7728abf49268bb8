// Starts the API's interactive pages from the description that we serve ourselves.
const place = document.getElementById("swagger-ui");

// The page has its own first heading: Swagger UI's title stands below it, in a part of the page that has a name.
new MutationObserver(() => {
  place.querySelectorAll("h1").forEach((heading) => heading.setAttribute("aria-level", "2"));
  place.querySelectorAll(".information-container").forEach((part) => {
    part.setAttribute("role", "region");
    part.setAttribute("aria-label", document.title);
  });
}).observe(place, { childList: true, subtree: true });

window.SwaggerUIBundle({ url: place.dataset.description, domNode: place, validatorUrl: null });
