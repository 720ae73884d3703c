// <keep-typing>: empties the form it holds once the server has taken it, so that what was
// just said is not said twice. Until then the room's news leave typed text alone; a form
// that came back with a word beside it (`hx-morph-skip`) stays until it is sent again.
// Where the room takes the form away, what was not sent is told as `words-left`.
class KeepTyping extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("htmx:after:request", (event) => this.#answered(event), { signal });
  }

  // What is only moved is connected again at once.
  disconnectedCallback() {
    this.listening.abort();
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  #answered({ target, detail }) {
    if (!target.matches("form")) return;
    this.removeAttribute("hx-morph-skip");
    if (detail.ctx.response?.raw.ok) target.reset();
  }

  #leave() {
    const fields = [...this.querySelectorAll("input:not([type=hidden]), textarea")];
    const typed = fields.filter((each) => each.value !== each.defaultValue).map((each) => each.value.trim());
    const detail = typed.filter(Boolean).join(" · ");
    if (detail) document.dispatchEvent(new CustomEvent("words-left", { detail }));
  }
}
customElements.define("keep-typing", KeepTyping);
