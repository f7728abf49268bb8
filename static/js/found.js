// Where what was looked for stands, once it was found: marked by the browser itself, so that the words stay as they were written.
const found = document.querySelector("[data-found]");
const LEAST_LETTERS = 3;
const ENDS = /(ing|ed|es|s|ly|er)$/;

function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

// As the search does, without the ends of words: "walking" finds "walked".
function wanted(asked) {
  const words = fold(asked).replace(/(^|\s)-\S+/gu, " ").match(/[\p{L}\p{N}]+/gu) || [];
  return words.map((word) => (word.replace(ENDS, "").length < LEAST_LETTERS ? word : word.replace(ENDS, "")));
}

function* ranges(root, words) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const part of node.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (!words.some((word) => fold(part[0]).startsWith(word))) continue;
      const range = new Range();
      range.setStart(node, part.index);
      range.setEnd(node, part.index + part[0].length);
      yield range;
    }
  }
}

if (found && window.Highlight) {
  const words = wanted(found.dataset.found);
  if (words.length) CSS.highlights.set("found", new Highlight(...ranges(found, words)));
}
