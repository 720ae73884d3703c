// <unsent-text>: empties the forms it holds once the server has taken them, so that what was
// just said is not said twice; what was typed while that was under way stays. Until then the
// room's news leave typed text alone; a form that came back with a word beside it
// (`hx-morph-skip`) stays until it is sent again.
// Where the room takes the form away, the text that was not sent stays in sight in the
// page's [data-unsent], until its writer presses [data-let-go]. Nobody else has seen it.
// Other elements hand over their text by the event `words-left` (form-post.js).
class UnsentText extends customElements.get("waiting-form") {
  connectedCallback() {
    super.connectedCallback();
    this.on(document, "htmx:before:swap", ({ detail }) => detail.tasks.forEach(({ fragment }) => this.#keep(fragment)));
  }

  // What is only moved is connected again at once.
  disconnectedCallback() {
    super.disconnectedCallback();
    queueMicrotask(() => this.isConnected || this.leave(this.words()));
  }

  // The answer has this form with what was sent, and a word beside it: nothing is stored.
  isBack(tasks) {
    return this.id && tasks.some(({ fragment }) => fragment.querySelector(`#${this.id}[hx-morph-skip]`));
  }

  taken(form, since) {
    if (since.size) this.fields(form).filter((each) => !since.has(each)).forEach(empty);
    else form.reset();
  }

  // A morph sets a field's value where its default has changed; a typed one keeps its own.
  #keep(fragment) {
    for (const field of this.typed()) {
      const twin = field.id && fragment.querySelector(`#${CSS.escape(field.id)}`);
      if (twin) field.defaultValue = twin.defaultValue;
    }
  }

  leave(text) {
    show(text);
  }
}

function empty(field) {
  if (field.matches("select")) for (const each of field.options) each.selected = each.defaultSelected;
  else if (!field.matches("[type=radio], [type=checkbox]")) field.value = field.defaultValue;
}

function show(text) {
  const notice = document.querySelector("[data-unsent]");
  if (!notice || !text) return;
  notice.querySelector("[data-text]").textContent = text;
  notice.hidden = false;
}

document.addEventListener("words-left", ({ detail }) => show(detail));
document.addEventListener("click", ({ target }) => {
  const notice = target.closest("[data-let-go]")?.closest("[data-unsent]");
  if (!notice) return;
  notice.hidden = true;
  notice.querySelector("[data-text]").textContent = "";
});
customElements.define("unsent-text", UnsentText);
