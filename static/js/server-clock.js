/**
 * What elements have in common that show the time of the server's clock: they `tick()`
 * every `constructor.every` ms and whenever the page was changed, and ask `serverNow`.
 * The nearest ancestor with `data-now` says what that clock showed when the page was made.
 * Each page made was on its way for a while, so each shows that clock a little slow: the
 * least slow of the last few counts, and a page that came late sets no clock back.
 */
const PAGES = 8;
const ahead = []; // ms, of the server's clock before ours, as the last pages showed it
let newest = -Infinity;

class ServerClock extends HTMLElement {
  static every = 250;
  #ticker;

  connectedCallback() {
    this.#ticker = setInterval(() => this.tick(), this.constructor.every);
    document.addEventListener("htmx:after:swap", this);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.#ticker);
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent() {
    this.tick(); // before the browser paints what the server wrote
  }

  get serverNow() {
    this.#learn(Number(this.closest("[data-now]")?.dataset.now ?? -Infinity));
    return Date.now() + (ahead.length ? Math.max(...ahead) : 0);
  }

  #learn(made) {
    if (made <= newest) return;
    newest = made;
    ahead.push(made - Date.now());
    if (ahead.length > PAGES) ahead.shift();
  }
}

customElements.define("server-clock", ServerClock);
