// <remember-open>: what somebody unfolded stays unfolded when the room's news arrive, until
// they fold it again or the server has taken what they sent from inside it. A <details>
// needs an id for that. With `data-remember="name"` what they chose, open or folded, is
// kept in this browser, and holds wherever a <details> of that name is shown.
class RememberOpen extends HTMLElement {
  #open = new Set();

  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("click", (event) => this.#turned(event), { signal });
    document.addEventListener("htmx:after:request", (event) => this.#sent(event), { signal });
    document.addEventListener("htmx:after:swap", () => this.#recall(), { signal });
    this.watching = new MutationObserver((changes) => changes.forEach(({ target }) => this.#restore(target)));
    this.watching.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["open"] });
    this.#recall();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.watching.disconnect();
  }

  // A click comes before the browser unfolds or folds; Enter and Space click as well.
  #turned(event) {
    const details = event.target.closest?.("summary")?.parentElement;
    if (details?.dataset.remember) localStorage.setItem(key(details), details.open ? "folded" : "open");
    else if (details?.open) this.#open.delete(details.id);
    else if (details?.id) this.#open.add(details.id);
  }

  #sent(event) {
    const details = event.target.closest?.("details");
    if (details && event.detail.ctx.response?.raw.ok) this.#open.delete(details.id);
  }

  #recall() {
    document.querySelectorAll("details[data-remember]").forEach((each) => this.#restore(each));
  }

  #restore(details) {
    if (!details.matches("details")) return;
    const chosen = details.dataset.remember && localStorage.getItem(key(details));
    if (chosen && details.open !== (chosen === "open")) details.open = chosen === "open";
    else if (!details.open && this.#open.has(details.id)) details.open = true;
  }
}

function key(details) {
  return `fold-${details.dataset.remember}`;
}

customElements.define("remember-open", RememberOpen);
