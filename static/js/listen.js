// Listen to a page, or to the words that are marked in it: the browser's own speech, and only by a voice of the device itself.
// A voice from the network would send what stands here to whoever owns it: where there is no other, there is no button.
const button = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
let voice;
let isSpeaking = false;

function ownVoice() {
  const language = document.documentElement.lang.split("-")[0];
  const own = speech.getVoices().filter((one) => one.localService && one.lang.startsWith(language));
  return own.find((one) => one.default) || own[0];
}

// A piece for each line: some browsers fall silent within a long one.
function lines() {
  const marked = String(window.getSelection()).trim();
  const said = marked || document.getElementById("main").innerText;
  return said.split(/\n+/).map((line) => line.trim()).filter(Boolean);
}

function show(isNow) {
  isSpeaking = isNow;
  button.querySelector("span").textContent = isSpeaking ? button.dataset.stop : button.dataset.listen;
}

function stop() {
  speech.cancel();
  show(false);
}

function speak() {
  const pieces = lines().map((line) => Object.assign(new SpeechSynthesisUtterance(line), { voice, lang: voice.lang, rate: 0.9 }));
  if (!pieces.length) return;
  pieces[pieces.length - 1].addEventListener("end", () => show(false));
  show(true);
  pieces.forEach((piece) => speech.speak(piece));
}

function offer() {
  voice = ownVoice();
  button.hidden = !voice;
}

if (button && speech) {
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("mousedown", (event) => event.preventDefault()); // what is marked stays marked
  button.addEventListener("click", () => (isSpeaking ? stop() : speak()));
  window.addEventListener("pagehide", stop);
}
