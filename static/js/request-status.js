// <request-status>: says when something was not sent, and keeps the room as it is then: neither
// a sign-in page nor an error page takes its place. A sign-in in another tab makes the
// page's tokens old; the room is fetched anew then, so that a second try succeeds.
// While a deed of one's own is under way its answer brings the room: news wait for it.
// Words: data-lost, data-signed-out.
class RequestStatus extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const on = (name, deed) => document.addEventListener(name, deed, { signal });
    on("htmx:before:response", (event) => this.#redirected(event));
    on("htmx:after:request", (event) => this.#answered(event));
    on("htmx:error", ({ detail }) => this.#asked(detail.ctx) && this.#say("lost"));
    on("htmx:after:swap", ({ detail }) => this.#swapped(detail.ctx));
    on("htmx:before:request", ({ detail }) => this.#sent(detail.ctx, 1));
    on("htmx:finally:request", ({ detail }) => this.#sent(detail.ctx, -1));
    document.addEventListener("room-changed", (event) => this.#hold(event), { signal, capture: true });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  #asked(ctx) {
    const form = ctx?.sourceElement;
    return form?.matches("form") && !form.hidden;
  }

  #sent(ctx, more) {
    if (!this.#asked(ctx)) return;
    this.underWay = (this.underWay ?? 0) + more;
    if (this.underWay || !this.held) return;
    const shown = Number(document.querySelector("#panels")?.dataset.version);
    if (this.held.detail.version > shown) this.held.target.dispatchEvent(new CustomEvent("room-changed", this.held));
    this.held = null;
  }

  #hold(event) {
    if (!this.underWay || !event.detail?.version) return;
    event.stopPropagation();
    this.held = { target: event.target, detail: event.detail };
  }

  #redirected(event) {
    if (!event.detail.ctx.response.raw.redirected) return;
    event.preventDefault();
    this.#say("signedOut");
  }

  #answered(event) {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    const refused = status === 403 && !ctx.text.includes('id="panels"');
    if (refused) event.preventDefault();
    if ((refused || status >= 500) && this.#asked(ctx)) this.#say("lost");
    if (refused) document.querySelector("room-stream")?.dispatchEvent(new CustomEvent("room-changed"));
  }

  #swapped(ctx) {
    if (this.word === "signedOut" || this.#asked(ctx)) this.#say("");
  }

  #say(word) {
    this.word = word;
    const text = word ? this.dataset[word] : "";
    if (this.textContent !== text) this.textContent = text;
  }
}
customElements.define("request-status", RequestStatus);
