// <wake-lock>: while this page is seen, the screen that shows it does not go dark.
class WakeLock extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("visibilitychange", () => this.#ask(), { signal });
    this.#ask();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.lock?.release();
  }

  // A browser lets go by itself of a page that is hidden, and may refuse on low battery.
  async #ask() {
    if (document.visibilityState !== "visible") return;
    this.lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }
}

customElements.define("wake-lock", WakeLock);
