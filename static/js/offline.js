// On the page for when there is no signal: what was kept too long ago goes here too.
const { dataset } = document.querySelector("[data-offline]");
const kept = await import(dataset.offline);
if (kept.isAble) kept.forgetOld().catch(() => {});
