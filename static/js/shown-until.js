/**
 * Shows what it holds from one instant to another, and then no more:
 *   <shown-until data-from="1795514390000" data-until="1795514400000">…</shown-until>
 * Instants are of the server's clock, in milliseconds; without `data-from` it begins at
 * once. The nearest ancestor with `data-now` says what that clock showed when the page was
 * made. So what lasts a moment ends in every browser by itself.
 */
class ShownUntil extends HTMLElement {
  #ticker; #made; #anchor;

  connectedCallback() {
    this.#ticker = setInterval(() => this.#tick(), 250);
    document.addEventListener("htmx:after:swap", this);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#ticker);
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent() {
    this.#tick(); // before the browser paints what the server wrote
  }

  #tick() {
    const now = this.#serverNow;
    const isOn = now >= Number(this.dataset.from ?? 0) && now < Number(this.dataset.until);
    if (this.hidden === isOn) this.hidden = !isOn;
  }

  get #serverNow() {
    const made = Number(this.closest("[data-now]")?.dataset.now ?? Date.now());
    if (made !== this.#made) {
      this.#made = made;
      this.#anchor = Date.now();
    }
    return made + Date.now() - this.#anchor;
  }
}

customElements.define("shown-until", ShownUntil);
