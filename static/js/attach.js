// With what someone writes: a voice note recorded here, or a drawing drawn by finger, in the place of a file that is chosen.
// Without this, and where a browser can do neither, the field for a file does the same. Nothing leaves the page before the form is sent.
//
// <details data-attach …> holds the three fields `attached`, `attached_kind` and `alt_text`, with a prefix or without one; its data-attach-* are the sentences, translated.

const LONGEST = 10 * 60 * 1000;
const MOST_BYTES = 7_900_000; // with the words beside it, what the server takes
const TYPES = ["audio/webm;codecs=opus", "audio/mp4"];
const INK = "#221d18";

class Attach {
  constructor(fold) {
    this.fold = fold;
    this.says = fold.dataset;
    this.form = fold.closest("form");
    this.file = fold.querySelector('input[type="file"]');
    this.kind = fold.querySelector('[name$="attached_kind"]');
    this.alt = fold.querySelector('[name$="alt_text"]');
    if (!canSetFiles()) return;

    this.state = made("p", { className: "k-soft" });
    this.state.setAttribute("role", "status");
    this.tools = made("div", { className: "k-attach-tools" });
    if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder && recordedAs()) this.offerRecording();
    this.offerDrawing();
    this.tools.append(this.state);
    this.file.closest(".govuk-form-group").before(this.tools);
    this.file.addEventListener("change", () => this.chosen());
    this.form.addEventListener("submit", (event) => this.check(event));
    for (const link of this.form.querySelectorAll("[data-draft-later]")) link.addEventListener("click", (event) => this.warn(event));
  }

  // What is kept for later are the words: said once, then it is theirs to leave.
  warn(event) {
    if (this.isWarned || !(this.recorder || this.file.files.length)) return;
    event.preventDefault();
    this.isWarned = true;
    this.fold.open = true;
    this.say(this.says.attachNotKept);
    this.state.scrollIntoView({ block: "center" });
  }

  // Asked before it goes: what was recorded would be lost with the answer that asks for it.
  check(event) {
    if (event.submitter?.name === "keep") return;
    if (this.recorder) {
      event.preventDefault();
      this.stop();
      this.recordButton.focus();
      return;
    }
    if (!this.file.files.length || (this.alt.value.trim() && this.kind.value)) return;
    event.preventDefault();
    this.fold.open = true;
    this.say(this.says.attachSay);
    (this.kind.value ? this.alt : this.kind).focus();
  }

  put(blob, name, kind) {
    const carried = new DataTransfer();
    carried.items.add(new File([blob], name, { type: blob.type }));
    this.file.files = carried.files;
    this.kind.value = kind;
    this.kind.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Another file was chosen: what was made here is gone. What is too much to be sent would take the words beside it along.
  chosen() {
    this.forget();
    const isTooMuch = this.file.files[0]?.size > MOST_BYTES;
    if (isTooMuch) this.file.value = "";
    this.say(isTooMuch ? this.says.attachTooMuch : "");
  }

  // Only one thing goes: what is not sent does not stay before one's eyes.
  forget() {
    this.heard?.remove();
    this.putAway?.();
  }

  say(text) {
    this.state.textContent = text;
  }

  // Recording ---------------------------------------------------------------------------------------------------------

  offerRecording() {
    this.recordButton = button(this.says.attachRecord, () => (this.recorder ? this.stop() : this.record()));
    this.tools.append(this.recordButton);
  }

  async record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.say(this.says.attachNoMicrophone);
      return;
    }
    const parts = [];
    this.recorder = new MediaRecorder(stream, { mimeType: recordedAs(), audioBitsPerSecond: 32000 });
    this.recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
    this.recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      clearTimeout(this.limit);
      this.recorder = null;
      this.recordButton.textContent = this.says.attachRecord;
      this.listen(new Blob(parts, { type: recordedAs().split(";")[0] }));
    });
    this.limit = setTimeout(() => this.stop(this.says.attachTooLong), LONGEST);
    this.recorder.start(1000);
    this.recordButton.textContent = this.says.attachStop;
    this.said = "";
    this.say(this.says.attachRecording);
  }

  stop(why = "") {
    this.said = why;
    this.recorder?.stop();
  }

  listen(blob) {
    this.put(blob, blob.type.includes("mp4") ? "voice-note.m4a" : "voice-note.webm", "audio");
    this.forget();
    this.heard = made("audio", { controls: true, src: URL.createObjectURL(blob) });
    this.heard.setAttribute("aria-label", this.says.attachRecorded);
    this.state.after(this.heard);
    this.say(this.said || this.says.attachRecorded);
  }

  // Drawing -----------------------------------------------------------------------------------------------------------

  offerDrawing() {
    const open = button(this.says.attachDraw, () => {
      open.hidden = true;
      this.paper(open);
    });
    this.tools.append(open);
  }

  paper(open) {
    const canvas = made("canvas", { width: 800, height: 600, className: "k-attach-paper" });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", this.says.attachCanvas);
    const pen = canvas.getContext("2d");
    const clear = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
    };
    clear();
    Object.assign(pen, { strokeStyle: INK, lineWidth: 6, lineCap: "round", lineJoin: "round" });
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
    };
    let isDown = false;
    canvas.addEventListener("pointerdown", (event) => {
      isDown = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...at(event));
      pen.lineTo(...at(event));
      pen.stroke();
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!isDown) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    const done = () => {
      if (!isDown) return;
      isDown = false;
      canvas.toBlob((blob) => {
        this.put(blob, "drawing.png", "drawing");
        this.heard?.remove();
        this.say("");
      }, "image/png");
    };
    canvas.addEventListener("pointerup", done);
    canvas.addEventListener("pointercancel", done);
    const anew = button(this.says.attachClear, () => {
      clear();
      this.file.value = "";
    });
    this.state.before(canvas, anew);
    this.putAway = () => {
      canvas.remove();
      anew.remove();
      open.hidden = false;
    };
  }
}

function recordedAs() {
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type));
}

// Old browsers let no page put a file into its field.
function canSetFiles() {
  try {
    return Boolean(new DataTransfer().items.add(new File([], "a")));
  } catch {
    return false;
  }
}

function made(name, facts) {
  return Object.assign(document.createElement(name), facts);
}

function button(text, does) {
  const one = made("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: text });
  one.addEventListener("click", does);
  return one;
}

for (const fold of document.querySelectorAll("[data-attach]")) new Attach(fold);
