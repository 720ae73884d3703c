// <print-page data-label="…">: a button in place of the words that ask for it.
class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn go";
    button.textContent = this.dataset.label;
    button.addEventListener("click", () => print());
    this.replaceChildren(button);
  }
}
customElements.define("print-page", PrintPage);
