/**
 * Shows what it holds from one instant to another, and then no more:
 *   <shown-until data-from="1795514390000" data-until="1795514400000">…</shown-until>
 * Instants are of the server's clock, in milliseconds; without `data-from` it begins at
 * once. The nearest ancestor with `data-now` says what that clock showed when the page was
 * made. So what lasts a moment ends in every browser by itself.
 */
class ShownUntil extends customElements.get("server-clock") {
  tick() {
    const now = this.serverNow;
    const isOn = now >= Number(this.dataset.from ?? 0) && now < Number(this.dataset.until);
    if (this.hidden === isOn) this.hidden = !isOn;
  }
}

customElements.define("shown-until", ShownUntil);
