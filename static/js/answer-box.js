/**
 * Saves the form it holds while somebody types: a second after the last key, at the
 * latest every two and a half, one save after the other. While somebody types, what the
 * room sends does not touch it (`hx-morph-skip`); at rest it follows the room again.
 * The server's answer replaces everything beside the text: the name of the text that a
 * next save starts from, or what somebody else wrote meanwhile. A box that the room
 * takes away goes on until what it holds is saved.
 */
const REST = 1000;
const AT_MOST = 2500;
const HEADERS = { "X-Part": "answer", "HX-Request": "true" };

class AnswerBox extends HTMLElement {
  #timer; #since; #unheard; #saving = false; #conflict = false;

  connectedCallback() {
    if (this.saved !== undefined) return; // it was here already, and has only moved
    for (const name of ["focusin", "focusout", "input", "submit"]) this.addEventListener(name, this);
    this.saved = this.text.value;
  }

  get form() { return this.querySelector("form"); }
  get text() { return this.querySelector("textarea"); }
  get state() { return this.querySelector(".row"); }
  get dirty() { return this.text.value !== this.saved; }

  handleEvent(event) { this[event.type](event); }

  focusin() {
    if (!this.dirty && !this.#conflict) this.saved = this.text.value;
    this.setAttribute("hx-morph-skip", "");
  }

  focusout() {
    this.dirty ? this.#save() : this.#rest();
  }

  input() {
    this.#since ??= Date.now();
    clearTimeout(this.#timer);
    const left = this.#since + AT_MOST - Date.now();
    const wait = left > AT_MOST ? left : Math.min(REST, left);
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
    const text = this.#unheard ?? this.text.value;
    const body = new URLSearchParams(new FormData(this.form, submitter));
    if (submitter?.name) body.set(submitter.name, submitter.value);
    body.set("text", text);
    await this.#send(body, text);
    this.#saving = false;
    this.dirty && !this.#conflict ? this.input() : this.#rest();
  }

  async #send(body, text) {
    body.set("csrfmiddlewaretoken", this.#token);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: HEADERS });
      const taken = (answer.ok && !answer.redirected) || answer.status === 409;
      if (!taken) return this.#lose(answer.status >= 500 ? text : this.#unheard);
      this.#unheard = undefined;
      this.state.innerHTML = await answer.text();
      this.#conflict = answer.status === 409;
      if (!this.#conflict) this.saved = text;
    } catch {
      this.#lose(text);
    }
  }

  /* The room is fetched anew, and with it a token that counts. What nobody answered is
     sent once more as it was: the same twice is no conflict. */
  #lose(unheard) {
    this.#unheard = unheard;
    const note = this.state.querySelector(".note");
    if (note) note.textContent = this.dataset.lost;
    document.querySelector("live-link")?.dispatchEvent(new CustomEvent("room-changed"));
    this.#since = Date.now() + 2 * AT_MOST; // try again, but leave the server some time
  }

  get #token() {
    return document.querySelector("[name=csrfmiddlewaretoken]:not(answer-box *)")?.value ?? "";
  }

  #rest() {
    const busy = this.contains(document.activeElement) || this.dirty || this.#conflict;
    if (!busy) this.removeAttribute("hx-morph-skip");
  }
}

customElements.define("answer-box", AnswerBox);
