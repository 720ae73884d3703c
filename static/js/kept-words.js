// <kept-words>: what somebody was still typing when the room moved on and took the form
// away (keep-typing.js) stays in sight until they let it go, in an element of class `say`.
// It is in this page only: it was not sent, and nobody else has seen it.
class KeptWords extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("words-left", ({ detail }) => this.#keep(detail), { signal });
    this.querySelector("button").addEventListener("click", () => this.#keep(""), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  #keep(words) {
    this.querySelector(".say").textContent = words;
    this.hidden = !words;
  }
}
customElements.define("kept-words", KeptWords);
