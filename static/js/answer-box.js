/**
 * Saves the form it holds while somebody types: a second after the last key, at the
 * latest every two and a half, one save after the other. While somebody types, what the
 * room sends does not touch it (`hx-morph-skip`); at rest it follows the room again.
 * The server's answer replaces everything beside the text: the name of the text that a
 * next save starts from, or what somebody else wrote meanwhile.
 */
const REST = 1000;
const AT_MOST = 2500;

class AnswerBox extends HTMLElement {
  #timer; #since; #saving = false; #conflict = false;

  connectedCallback() {
    for (const name of ["focusin", "focusout", "input", "submit"]) this.addEventListener(name, this);
    this.saved = this.text.value;
  }

  get form() { return this.querySelector("form"); }
  get text() { return this.querySelector("textarea"); }
  get dirty() { return this.text.value !== this.saved; }

  handleEvent(event) {
    this[event.type](event);
  }

  focusin() {
    if (!this.dirty && !this.#conflict) this.saved = this.text.value;
    this.setAttribute("hx-morph-skip", "");
  }

  focusout() {
    if (this.dirty) this.#save();
    else this.#rest();
  }

  input() {
    this.#since ??= Date.now();
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(REST, this.#since + AT_MOST - Date.now()));
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  submit(event) {
    event.preventDefault();
    this.#conflict = false;
    this.#save(event.submitter);
  }

  async #save(submitter) {
    if (this.#saving || this.#conflict) return;
    this.#saving = true;
    this.#since = undefined;
    const text = this.text.value;
    const body = new URLSearchParams(new FormData(this.form, submitter));
    if (submitter?.name) body.set(submitter.name, submitter.value);
    await this.#send(body, text);
    this.#saving = false;
    if (this.dirty && !this.#conflict) this.input();
    else this.#rest();
  }

  async #send(body, text) {
    try {
      const headers = { "X-Part": "answer", "HX-Request": "true" };
      const answer = await fetch(this.form.action, { method: "POST", body, headers });
      if (!answer.ok && answer.status !== 409) return;
      if (answer.redirected) return;
      this.querySelector(`#${this.text.getAttribute("aria-describedby")}`).innerHTML = await answer.text();
      this.#conflict = answer.status === 409;
      if (!this.#conflict) this.saved = text;
    } catch {
      // Kept here; the next key, or going on to another field, tries again.
    }
  }

  #rest() {
    const busy = this.contains(document.activeElement) || this.dirty || this.#conflict;
    if (!busy) this.removeAttribute("hx-morph-skip");
  }
}

customElements.define("answer-box", AnswerBox);
