/** Follows a room, and says how it hears of it:
 *   <room-stream src="/meetings/<code>/events" data-version="7" role="status"
 *     data-live="…" data-polling="…" data-lost="…"></room-stream>
 * Dispatches `room-changed` on itself when the room is at a newer version than the page
 * shows, and every 5 s while no signals arrive (then detail.version is null). What it shows
 * is `data-version` of the element that `data-shown` selects, else what was told last.
 * `data-state` is live, polling or lost; the attribute of that name holds the words.
 * A browser gives a stream up for good on any answer but 200, so a lost one is made anew
 * after a random while. A hidden tab keeps its stream: the video call lies in front of it.
 */

const TICK = 5000; // ms between two looks at the room without signals
const SILENCE = 25000; // ms without a heartbeat (due within 10 s): the stream is dead
const BACK_OFF = { first: 1000, longest: 10000, from: 8 }; // ms ± a random half; from which try

class RoomStream extends HTMLElement {
  #stream; #listening; #ticker; #retry; #told; #heard;
  #tries = 0;

  connectedCallback() {
    this.#told = Number(this.dataset.version);
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal };
    document.addEventListener("visibilitychange", () => this.#wake(), options);
    addEventListener("online", () => this.#wake(), options);
    addEventListener("pageshow", () => this.#wake(), options);
    addEventListener("pagehide", () => this.#close(), options);
    this.#ticker = setInterval(() => this.#tick(), TICK);
    this.#open();
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearInterval(this.#ticker);
    this.#close();
  }

  #open() {
    this.#close();
    this.#heard = Date.now();
    this.#stream = new EventSource(this.getAttribute("src"));
    this.#stream.addEventListener("version", (event) => this.#hear("live", event));
    this.#stream.addEventListener("alone", (event) => this.#hear("polling", event));
    this.#stream.addEventListener("error", () => this.#lose());
  }

  #close() {
    clearTimeout(this.#retry);
    this.#stream?.close();
    this.#stream = null;
  }

  #hear(state, event) {
    this.#heard = Date.now();
    this.#tries = 0;
    this.#show(state);
    const version = Number(event.lastEventId);
    if (version > this.#shown) this.#tell(version);
  }

  #lose() {
    this.#close();
    this.#show("lost");
    const wait = Math.min(BACK_OFF.longest, BACK_OFF.first * 2 ** Math.max(0, this.#tries++ - BACK_OFF.from));
    this.#retry = setTimeout(() => this.#open(), wait * (0.5 + Math.random()));
  }

  #tick() {
    if (this.#stream && this.#silent) this.#lose();
    if (this.dataset.state !== "live") this.#tell(null);
  }

  #wake() {
    if (document.hidden || (this.#stream && !this.#silent)) return;
    this.#tries = 0;
    this.#open();
  }

  get #silent() {
    return Date.now() - this.#heard > SILENCE;
  }

  get #shown() {
    const panel = this.dataset.shown && document.querySelector(this.dataset.shown);
    return Number(panel?.dataset.version ?? this.#told);
  }

  #tell(version) {
    if (version) this.#told = version;
    this.dispatchEvent(new CustomEvent("room-changed", { detail: { version } }));
  }

  #show(state) {
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    this.textContent = this.dataset[state] ?? "";
  }
}

customElements.define("room-stream", RoomStream);
