/**
 * <typed-words data-person sign-out>: what somebody types into the forms of the page
 * stays in this tab until the server has taken it: a reload, an ended session, a refused
 * form or a lost line costs no word. What is back says so beside it. Where the server has
 * something newer by now, that stays, and the words are shown above (`words-left`,
 * unsent-text.js). Signing out, and another person who signs in, forget everything. The
 * last script: what it brings back is told to the other elements.
 */
const WRONG = "main :is([aria-invalid=true], .error-summary, .errorlist, .messages .warning)";

class TypedWords extends customElements.get("word-store") {
  #shown = [];

  connectedCallback() {
    super.connectedCallback();
    this.on("input", ({ target }) => target.form && this.#keep(target.form));
    this.on("change", ({ target }) => target.form && this.#keep(target.form));
    this.on("words-kept", ({ target, detail }) => this.#kept(target.form, detail));
    this.on("formdata", ({ target, formData }) => this.#send(target, formData));
    this.on("submit", ({ target }) => target.getAttribute("action") === this.getAttribute("sign-out") && this.forget());
    this.on("click", ({ target }) => this.#discard(target));
    this.entries().forEach((each) => this.#bring(each));
  }

  /* What came back with a refused form is its default by now, and keeps its first base. */
  #keep(form) {
    if (!this.holds(form)) return;
    const [entry, words] = [this.entry(form), {}];
    for (const [name, field] of this.fields(form)) {
      const [typed, old] = [this.state(field), entry.words[name]];
      const base = old?.typed === typed ? old.base : this.base(field);
      if (typed !== base) words[name] = { base, typed, text: this.isText(field) };
    }
    const any = entry.left || Object.values(words).some(({ text }) => text);
    any ? this.write({ ...entry, words }) : this.drop(entry);
  }

  #kept(form, body) {
    this.learn(form, body);
    this.write({ ...this.entry(form), words: {} });
    this.#keep(form);
  }

  /* The server names what it has taken in a cookie; a form that saves itself needs none. */
  #send(form, body) {
    if (!this.holds(form) || form.closest("autosave-form[src]")) return;
    this.#keep(form);
    const entry = this.entries().find(({ place }) => place === this.entry(form).place);
    if (!entry) return;
    body.set("typed", entry.id);
    this.write({ ...entry, sent: true });
  }

  #bring(entry) {
    const form = this.formOf(entry);
    if (form) this.#restore(form, entry);
    else if (entry.sent) this.#leave(entry, this.texts(entry.words));
  }

  #restore(form, { words, ...entry }) {
    const [fields, back, newer] = [new Map(this.fields(form)), [], {}];
    for (const [name, each] of Object.entries(words)) {
      const field = fields.get(name);
      if (field && this.base(field) === each.typed) continue;
      if (field && this.base(field) === each.base) back.push([field, each.typed]);
      else newer[name] = each;
    }
    const left = [entry.left, this.texts(newer)].filter(Boolean).join("\n\n");
    Object.keys(newer).forEach((name) => delete words[name]);
    const next = { ...entry, left, words };
    if (left) this.#leave(next, left);
    else if (back.length || document.querySelector(WRONG)) this.write({ ...next, sent: false });
    else return this.drop(entry);
    back.forEach(([field, typed]) => this.put(field, typed));
    if (back.length) this.#say(form);
  }

  #leave(entry, detail) {
    this.#shown.push(entry);
    this.write({ ...entry, sent: false });
    document.dispatchEvent(new CustomEvent("words-left", { detail }));
  }

  #say(form) {
    form.prepend(this.querySelector("template").content.cloneNode(true));
    for (let each = form.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    form.querySelector(".typed-words").scrollIntoView({ block: "nearest" });
  }

  #discard(button) {
    if (button.closest("[data-let-go]")) this.#shown.forEach((each) => this.drop(each));
    const form = button.closest("[data-discard]")?.form;
    if (!form) return;
    this.drop(this.entry(form));
    for (const [, field] of this.fields(form)) this.put(field, this.base(field));
    form.querySelector(".typed-words").remove();
  }
}

customElements.define("typed-words", TypedWords);
