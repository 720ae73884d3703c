/**
 * Counts down what it holds: an element of class `time`, and the arc of a round.
 *   <turn-timer data-ends="1795514400000" | data-left="90000" data-total="240000"
 *     data-over="over by {time}" data-soon="…" data-last="…" data-done="…">
 * `data-ends` is an instant of the server's clock; the nearest ancestor with `data-now`
 * says what that clock showed when the page was made. With `data-left` it stands still.
 * It is silent: only a role=status inside it speaks, as the time comes to a fifth, to a
 * twentieth and to its end; it then dispatches `time-short` with that state as detail.
 * Over time it counts on. It never does anything else.
 */
const NEAR = [[0, "over"], [0.05, "last"], [0.2, "soon"]]; // share of the time left
const JUMP = 30000; // ms: who slept through a threshold is not told of it

class TurnTimer extends customElements.get("server-clock") {
  #before; #clock;

  tick() {
    const left = this.#left;
    const total = Number(this.dataset.total);
    const time = this.querySelector(".time");
    if (time) this.#write(time, left);
    this.#draw(this.querySelector(".round-arc"), `${this.#share(left, total)} 1000`);
    const state = NEAR.find(([limit]) => left <= limit * total)?.[1] ?? "calm";
    this.#speak(left, state);
    if (this.dataset.state !== state) this.dataset.state = state;
  }

  get #left() {
    if (this.dataset.ends === undefined) return Number(this.dataset.left);
    return Number(this.dataset.ends) - this.serverNow;
  }

  #write(time, left) {
    const seconds = left < 0 ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const text = left < 0 ? this.dataset.over.replace("{time}", clock) : clock;
    if (time.textContent !== text) time.textContent = text;
  }

  /* A thousandth is less than a pixel: no transition, which would paint sixty times a second. */
  #draw(arc, dashes) {
    if (arc && arc.getAttribute("stroke-dasharray") !== dashes) arc.setAttribute("stroke-dasharray", dashes);
  }

  #share(left, total) {
    return Math.round(1000 * Math.min(1, Math.max(0, left / total)));
  }

  /* Speaks when a threshold is crossed on one and the same clock, not when it is met. */
  #speak(left, state) {
    const { ends, total } = this.dataset;
    const isSame = this.#clock === `${ends} ${total}` && this.#before - left < JUMP;
    const crossed = isSame && state !== "calm" && state !== this.dataset.state;
    this.#clock = `${ends} ${total}`;
    this.#before = left;
    const voice = this.querySelector("[role=status]");
    if (!voice || !crossed) return;
    voice.textContent = this.dataset[state === "over" ? "done" : state] ?? "";
    this.dispatchEvent(new CustomEvent("time-short", { bubbles: true, detail: state }));
  }
}

customElements.define("turn-timer", TurnTimer);
