// <keep-typing>: empties the form it holds once the server has taken it, so that what was
// just said is not said twice. Until then the room's news leave typed text alone; a form
// that came back with a word beside it (`hx-morph-skip`) stays until it is sent again.
class KeepTyping extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:after:request", (event) => {
      const { ctx } = event.detail;
      if (!event.target.matches("form")) return;
      this.removeAttribute("hx-morph-skip");
      if (ctx.response?.raw.ok) event.target.reset();
    });
  }
}
customElements.define("keep-typing", KeepTyping);
