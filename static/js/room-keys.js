/**
 * <room-keys>: lets one key press the button that names it, while nobody is typing:
 *   <button aria-keyshortcuts="h">I’d like to ask</button>
 * Only a button that can be seen, and only the key alone.
 */
const TYPING = "input, textarea, select, [contenteditable], dialog *";

class RoomKeys extends HTMLElement {
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
    const button = [...document.querySelectorAll("[aria-keyshortcuts]")].find(
      (each) => each.getAttribute("aria-keyshortcuts") === key.toLowerCase() && each.checkVisibility(),
    );
    if (!button) return;
    event.preventDefault();
    button.click();
  }
}

customElements.define("room-keys", RoomKeys);
