// <send-state>: says when something was not sent, and keeps the room as it is then: neither
// a sign-in page nor an error page takes its place. A sign-in in another tab makes the
// page's tokens old; the room is fetched anew then, so that a second try succeeds.
// Words: data-lost, data-signed-out.
class SendState extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const on = (name, deed) => document.addEventListener(name, deed, { signal });
    on("htmx:before:response", (event) => this.#redirected(event));
    on("htmx:after:request", (event) => this.#answered(event));
    on("htmx:error", ({ detail }) => this.#asked(detail.ctx) && this.#say("lost"));
    on("htmx:after:swap", ({ detail }) => this.#swapped(detail.ctx));
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  #asked(ctx) {
    const form = ctx?.sourceElement;
    return form?.matches("form") && !form.hidden;
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
    if (refused) document.querySelector("live-link")?.dispatchEvent(new CustomEvent("room-changed"));
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
customElements.define("send-state", SendState);
