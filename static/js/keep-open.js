// <keep-open>: what somebody unfolded stays unfolded when the room's news arrive, until
// they fold it again or the server has taken what they sent from inside it.
class KeepOpen extends HTMLElement {
  #open = new Set();

  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("click", (event) => this.#turned(event), { signal });
    document.addEventListener("htmx:after:request", (event) => this.#sent(event), { signal });
    this.watching = new MutationObserver((changes) => this.#restore(changes));
    const what = { subtree: true, attributes: true, attributeFilter: ["open"] };
    this.watching.observe(document.body, what);
  }

  disconnectedCallback() {
    this.listening.abort();
    this.watching.disconnect();
  }

  // A click comes before the browser unfolds or folds; Enter and Space click as well.
  #turned(event) {
    const details = event.target.closest?.("summary")?.parentElement;
    if (!details?.id) return;
    if (details.open) this.#open.delete(details.id);
    else this.#open.add(details.id);
  }

  #sent(event) {
    const details = event.target.closest?.("details");
    if (details && event.detail.ctx.response?.raw.ok) this.#open.delete(details.id);
  }

  #restore(changes) {
    for (const { target } of changes) {
      if (target.matches("details") && !target.open && this.#open.has(target.id)) target.open = true;
    }
  }
}
customElements.define("keep-open", KeepOpen);
