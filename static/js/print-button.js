// <print-button data-label="…">: a button in place of the words that ask for it.
class PrintButton extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn go";
    button.textContent = this.dataset.label;
    button.addEventListener("click", () => print());
    this.replaceChildren(button);
  }
}
customElements.define("print-button", PrintButton);
