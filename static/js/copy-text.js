// <copy-text>: adds a button that copies the text it holds. The words come from the
// page: data-copy (the button), data-copied (what it says for two seconds).
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const text = this.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = this.dataset.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = this.dataset.copied;
      setTimeout(() => (button.textContent = this.dataset.copy), 2000);
    });
    this.append(" ", button);
  }
}
customElements.define("copy-text", CopyText);
