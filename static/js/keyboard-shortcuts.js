/**
 * <keyboard-shortcuts>: lets one key press the button that names it, while nobody is typing:
 *   <button aria-keyshortcuts="h">I’d like to ask</button>
 * Only a button that can be seen, and only the key alone. "Space" and "Plus" are named as
 * aria-keyshortcuts has them; on something that Space itself would press it stays Space.
 * Where the button opens a sheet, the first thing in it has the focus, and the page again
 * when it is closed.
 */
const NAMES = { " ": "Space", "+": "Plus" };
const TYPING = "input, textarea, select, [contenteditable], dialog *";
const PRESSED = "button, a, summary, label, [tabindex]:not([tabindex='-1'])";

class KeyboardShortcuts extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (target.closest?.(TYPING) || document.querySelector("[popover]:popover-open")) return;
    if (key === " " && target.closest?.(PRESSED)) return;
    const name = NAMES[key] ?? key.toLowerCase();
    const button = [...document.querySelectorAll("[aria-keyshortcuts]")].find(
      (each) => each.getAttribute("aria-keyshortcuts") === name && each.checkVisibility(),
    );
    if (!button) return;
    event.preventDefault();
    button.click();
    button.popoverTargetElement?.querySelector("button, input:not([type=hidden])")?.focus();
  }
}

customElements.define("keyboard-shortcuts", KeyboardShortcuts);
