// <unsent-text>: empties the form it holds once the server has taken it, so that what was
// just said is not said twice. Until then the room's news leave typed text alone; a form
// that came back with a word beside it (`hx-morph-skip`) stays until it is sent again.
// Where the room takes the form away, the text that was not sent stays in sight in the
// page's [data-unsent], until its writer presses [data-let-go]. Nobody else has seen it.
// Other elements hand over their text by the event `words-left` (form-post.js).
class UnsentText extends HTMLElement {
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
    show(typed.filter(Boolean).join(" · "));
  }
}

function show(text) {
  const notice = document.querySelector("[data-unsent]");
  if (!notice || !text) return;
  notice.querySelector("[data-text]").textContent = text;
  notice.hidden = false;
}

document.addEventListener("words-left", ({ detail }) => show(detail));
document.addEventListener("click", ({ target }) => {
  const notice = target.closest("[data-let-go]")?.closest("[data-unsent]");
  if (!notice) return;
  notice.hidden = true;
  notice.querySelector("[data-text]").textContent = "";
});
customElements.define("unsent-text", UnsentText);
