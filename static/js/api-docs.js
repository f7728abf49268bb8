// Starts the API's interactive pages from the description that we serve ourselves.
const place = document.getElementById("swagger-ui");
window.SwaggerUIBundle({ url: place.dataset.description, domNode: place, deepLinking: true, validatorUrl: null });
