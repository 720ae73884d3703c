// <kept-fold name="…">: holds a <details> that the server unfolds or folds at first. What
// somebody chose with a tap is kept in this browser and holds from then on, wherever a
// fold of that name is shown, and whatever the server sends.
class KeptFold extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    document.addEventListener("htmx:after:swap", this);
    this.#fold();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  // A click comes before the browser unfolds or folds; Enter and Space click as well.
  handleEvent(event) {
    if (event.type === "htmx:after:swap") this.#fold();
    else if (event.target.closest("summary")) {
      localStorage.setItem(this.#key, this.#details.open ? "folded" : "open");
    }
  }

  get #key() {
    return `fold-${this.getAttribute("name")}`;
  }

  get #details() {
    return this.querySelector("details");
  }

  #fold() {
    const chosen = localStorage.getItem(this.#key);
    if (chosen) this.#details.open = chosen === "open";
  }
}

customElements.define("kept-fold", KeptFold);
