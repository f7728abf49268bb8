// What is done a few rows at a time goes on by itself. Without JavaScript there is a button.
for (const form of document.querySelectorAll("form[data-keep-going]")) {
  setTimeout(() => form.requestSubmit(), 700);
}
