// <confirm-dialog>: holds a form and asks, in a dialog, before the form is sent and
// something is lost. Without JavaScript the form is sent at once. The words come from
// the page: data-ask (the question), data-why, data-yes, data-no.
class ConfirmDialog extends HTMLElement {
  #sure = false;

  connectedCallback() {
    this.addEventListener("submit", this, true);
    this.addEventListener("click", this, true);
  }

  handleEvent(event) {
    if (event.type === "click" && !event.target.closest("a.btn")) return;
    if (this.#sure || event.target.closest("dialog")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#ask(event);
  }

  #ask(event) {
    const dialog = this.#dialog();
    this.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "yes") this.#go(event);
    });
    dialog.showModal();
  }

  #go(event) {
    if (event.type === "click") {
      location.assign(event.target.closest("a").href);
      return;
    }
    this.#sure = true;
    event.target.requestSubmit(event.submitter);
    this.#sure = false;
  }

  #dialog() {
    const dialog = document.createElement("dialog");
    const form = this.#element("form", "");
    form.method = "dialog";
    const heading = this.#element("h2", this.dataset.ask);
    heading.id = `ask-${crypto.randomUUID?.() ?? Date.now()}`;
    dialog.setAttribute("aria-labelledby", heading.id);
    const acts = this.#element("div", "");
    acts.className = "button-row";
    acts.append(
      this.#button(this.dataset.no, "no", "btn"),
      this.#button(this.dataset.yes, "yes", "btn risk"),
    );
    form.append(heading, this.#element("p", this.dataset.why ?? ""), acts);
    dialog.append(form);
    return dialog;
  }

  #element(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  #button(text, value, className) {
    const button = this.#element("button", text);
    button.value = value;
    button.className = className;
    return button;
  }
}
customElements.define("confirm-dialog", ConfirmDialog);
