/**
 * What unsent-text is built on: knows what each form it holds has sent and what was typed
 * since, and lets a button that is pressed meanwhile wait for the answer, since the form needs
 * the id that the answer brings. The same press twice is one.
 */
const FIELDS = "input:not([type=hidden]), textarea, select";

class WaitingForm extends HTMLElement {
  #underWay = new Map(); // a form: what it has sent

  connectedCallback() {
    this.listening = new AbortController();
    this.on(this, "submit", (event) => this.#pressed(event), true);
    this.on(this, "htmx:before:request", ({ target, detail }) => this.#sent(target, detail.ctx.request));
    this.on(this, "htmx:before:swap", ({ target, detail }) => this.#answered(target, detail));
    this.on(this, "htmx:finally:request", ({ target }) => this.#over(target));
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  on(where, name, act, capture = false) {
    where.addEventListener(name, act, { signal: this.listening.signal, capture });
  }

  fields(place = this) {
    return [...place.querySelectorAll(FIELDS)];
  }

  /* What was typed into these fields and differs from what the page came with, in words. */
  words(place = this) {
    return this.typed(place).map((each) => each.value.trim()).filter(Boolean).join(" · ");
  }

  typed(place = this) {
    return this.fields(place).filter(
      (each) => !isMark(each) && each.matches("input, textarea") && each.value !== each.defaultValue,
    );
  }

  #sent(form, { submitter }) {
    const states = new Map(this.fields(form).map((each) => [each, state(each)]));
    this.#underWay.set(form, { submitter, states, words: this.words(form) });
  }

  #since(form) {
    const { states } = this.#underWay.get(form);
    return this.fields(form).filter((each) => states.get(each) !== state(each));
  }

  #pressed(event) {
    const { target, submitter } = event;
    const sent = this.#underWay.get(target);
    if (!sent) return;
    event.preventDefault();
    event.stopPropagation();
    if (sent.submitter !== submitter || this.#since(target).length) sent.next = submitter;
  }

  #answered(form, { ctx, tasks }) {
    const sent = this.#underWay.get(form);
    if (!sent) return;
    sent.isTaken = ctx.response.raw.ok && !this.isBack(tasks);
    this.removeAttribute("hx-morph-skip");
    if (sent.isTaken) this.taken(form, new Set(this.#since(form)));
  }

  /* Where fields hold other words by now, what was refused or lost is shown beside them. */
  #over(form) {
    const sent = this.#underWay.get(form);
    if (!sent) return;
    if (!sent.isTaken && this.#since(form).length) this.leave(sent.words);
    this.#underWay.delete(form);
    queueMicrotask(() => press(sent.next, form)); // htmx is done with the former one by then
  }
}

function press(button, form) {
  if (button?.isConnected && button.form === form) form.requestSubmit(button);
}

function isMark({ type }) {
  return type === "radio" || type === "checkbox";
}

function state(field) {
  return isMark(field) ? field.checked : field.value;
}

customElements.define("waiting-form", WaitingForm);
