// <keep-typing>: empties the form it holds once the server has taken it, so that what was
// just said is not said twice. Until then the room's news leave typed text alone.
class KeepTyping extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:after:request", (event) => {
      const { ctx } = event.detail;
      if (ctx.response?.raw.ok && event.target.matches("form")) event.target.reset();
    });
  }
}
customElements.define("keep-typing", KeepTyping);
