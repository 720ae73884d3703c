/**
 * <autosave-form src="…" [in-place] data-trouble data-signed-out data-gone>: saves the form
 * it holds to `src` while somebody types: a second after the last key, at the latest every
 * two and a half, one save after the other. [data-stamp] says how it went, [data-part] holds
 * what came with it; on a conflict [data-keep] and [data-take] decide. A submit sends the
 * form once its text is saved; with `in-place` it only saves. Without `src` it only asks
 * before typed text is left. The room leaves typed text alone (`hx-morph-skip`); an element
 * that the room takes away goes on until its text is saved. Nothing is kept in storage.
 */
const [REST, AT_MOST, LONGEST] = [1000, 2500, 30_000]; // ms; the last between two tries

class AutosaveForm extends customElements.get("form-post") {
  #typed = 0; #kept = 0; #fails = 0; #running = Promise.resolve();
  #timer; #since; #unanswered; #held; #sure; #listening;

  connectedCallback() {
    if (this.#listening) return; // it was here already, and has only moved
    this.#listening = new AbortController();
    const on = (where, name, act) => where.addEventListener(name, act, { signal: this.#listening.signal });
    on(this, "focusin", () => this.setAttribute("hx-morph-skip", ""));
    on(this, "focusout", () => this.#fails || this.#now());
    on(this, "input", () => this.#type());
    on(this, "submit", (event) => this.#submit(event));
    on(this, "click", ({ target }) => this.choose(target.closest("[data-keep]")) && this.#save());
    on(this, "click", ({ target }) => target.closest("[data-take]") && (this.#kept = this.#typed));
    on(window, "beforeunload", (event) => this.#unsaved && !this.#sure && event.preventDefault());
    on(window, "online", () => this.#now());
    on(document, "visibilitychange", () => this.#now());
  }

  disconnectedCallback() {
    queueMicrotask(() => this.#rest());
  }

  get #unsaved() { return this.#typed !== this.#kept; }

  #type() {
    this.#typed += 1;
    this.#since ??= Date.now();
    if (!this.#fails) this.#later(Math.min(REST, this.#since + AT_MOST - Date.now()));
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), wait);
  }

  #now() {
    if (!this.#unsaved) this.#rest();
    else if (this.src && !this.#held) this.#save();
  }

  /* One at a time, so that an older text never overtakes a newer one. */
  #save() {
    clearTimeout(this.#timer);
    this.#since = undefined;
    return (this.#running = this.#running.then(() => this.#send()));
  }

  /* A text that nobody answered is sent once more as it was: the same twice is no conflict. */
  async #send() {
    const again = this.#unanswered;
    const [typed, body] = again ?? [this.#typed, new URLSearchParams(new FormData(this.form))];
    const { state, told } = await this.post(body);
    this.#unanswered = state === "trouble" ? [typed, body] : undefined;
    if (this.take(state, told)) this.#kept = typed;
    return again && state === "kept" && this.#unsaved ? this.#send() : this.#show(state, told);
  }

  #show(state, told) {
    this.#held = state === "gone" || state === "conflict";
    this.#fails = state === "signedOut" || state === "trouble" ? this.#fails + 1 : 0;
    this.say(state, told);
    if (this.#fails) this.#later(Math.min(LONGEST, REST * 2 ** this.#fails) * (0.75 + Math.random() / 2));
    else if (state === "kept") this.#unsaved ? this.#later(REST) : this.#rest();
    return state;
  }

  /* Saves the text first: a form sent without a session would be lost at the server's door. */
  async #submit(event) {
    if (this.#sure) return;
    event.preventDefault();
    if (this.hasAttribute("in-place")) return this.#save();
    const saves = this.src && this.#unsaved;
    const state = saves ? await this.#save() : this.#show((await this.reach()).state, {});
    if (state !== "kept" && state !== "wrong") return;
    this.#sure = true;
    this.form.requestSubmit(event.submitter);
  }

  #rest() {
    if (this.#unsaved) return;
    this.#fails = 0;
    if (this.contains(document.activeElement)) return;
    this.removeAttribute("hx-morph-skip");
    if (!this.isConnected) this.#listening = this.#listening?.abort();
  }
}

customElements.define("autosave-form", AutosaveForm);
