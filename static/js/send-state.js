// <send-state>: says when something was not sent, and keeps the room as it is then: a
// sign-in page never takes its place. Words: data-lost, data-signed-out.
class SendState extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const on = (name, deed) => document.addEventListener(name, deed, { signal });
    on("htmx:before:response", (event) => this.#check(event));
    on("htmx:response:error", ({ detail }) => detail.ctx.response.status >= 500 && this.#say("lost"));
    on("htmx:error", ({ detail }) => detail.ctx && this.#say("lost"));
    on("htmx:after:swap", () => this.#say(""));
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  #check(event) {
    const { raw } = event.detail.ctx.response;
    if (!raw.redirected) return;
    event.preventDefault();
    this.#say("signedOut");
  }

  #say(word) {
    const text = word ? this.dataset[word] : "";
    if (this.textContent !== text) this.textContent = text;
  }
}
customElements.define("send-state", SendState);
