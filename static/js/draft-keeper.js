/* Keeps what is typed: saves the form to `src` a second after the last key, says how it
   went in [data-stamp], and asks before unsaved text is left. Without `src` it only
   guards. Its words are data attributes named after the answers of patient-form; the
   server words the stamp. Nothing goes into browser storage
   (docs/threat-model.md#drafts). */

const QUIET = 1000;
const LONGEST = 30_000;
const RETRIED = new Set(["signedOut", "trouble"]);

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.src = this.getAttribute("src");
    this.post = this.querySelector("patient-form");
    this.form = this.querySelector("form");
    this.stamp = this.querySelector("[data-stamp]");
    this.panel = this.querySelector("[data-conflict]");
    this.typed = this.kept = this.fails = 0;
    this.running = Promise.resolve();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.panel.addEventListener("click", (event) => this.decided(event));
    this.leaving = (event) => this.unsaved && event.preventDefault();
    this.now = () => this.unsaved && !this.held && this.src && this.save();
    window.addEventListener("beforeunload", this.leaving);
    window.addEventListener("online", this.now);
    document.addEventListener("visibilitychange", this.now);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.leaving);
    window.removeEventListener("online", this.now);
    document.removeEventListener("visibilitychange", this.now);
  }

  get unsaved() {
    return this.typed !== this.kept;
  }

  changed() {
    this.typed += 1;
    if (this.src && !this.fails) this.later(QUIET);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.now, wait);
  }

  /* One at a time, so that an older text never overtakes a newer one. */
  save() {
    clearTimeout(this.timer);
    this.running = this.running.then(async () => {
      const upTo = this.typed;
      const { state, told } = await this.post.send(this.src);
      if (state === "kept") {
        this.kept = upTo;
        this.form.elements.version.value = told.version;
      }
      return this.show(state, told);
    });
    return this.running;
  }

  show(state, told) {
    this.held = state === "gone" || state === "conflict";
    this.fails = RETRIED.has(state) ? this.fails + 1 : 0;
    this.stamp.ariaLive = state === "kept" ? "off" : "polite";
    this.stamp.textContent = told.stamp ?? this.dataset[state] ?? "";
    if (told.part) this.panel.innerHTML = told.part;
    const wait = Math.min(LONGEST, QUIET * 2 ** this.fails) * (0.75 + Math.random() / 2);
    if (this.fails) this.later(wait);
    else if (state === "kept" && this.unsaved) this.later(QUIET);
    return state;
  }

  /* Keeps the text first: a form posted without a session would be lost at its door. */
  async submitted(event) {
    if (this.sure) return;
    event.preventDefault();
    const saves = this.src && this.unsaved;
    const state = saves ? await this.save() : (await this.post.reach()).state;
    if (state !== "kept" && state !== "wrong") return saves || this.show(state, {});
    this.sure = true;
    this.kept = this.typed;
    this.form.requestSubmit(event.submitter);
  }

  decided(event) {
    const keep = event.target.closest("[data-keep]");
    if (!keep) return;
    this.form.elements.version.value = keep.dataset.keep;
    this.panel.replaceChildren();
    this.save();
  }
}

customElements.define("draft-keeper", DraftKeeper);
