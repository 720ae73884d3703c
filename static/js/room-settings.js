/**
 * <room-settings>: holds the checkboxes `sound` and `still`, and keeps them in this browser.
 * Both are off until somebody wants them. With `sound`, a clock that runs short (the event
 * `time-short`, turn-timer.js) is heard as one soft tone, and felt on a phone; with `still`
 * the page has `data-still`. Less motion by the system's own setting is kept too.
 */
const TONE = { soon: 0, last: 392, over: 330 }; // Hz; a fifth of the time left is only said

class RoomSettings extends HTMLElement {
  #audio;

  connectedCallback() {
    this.addEventListener("change", this);
    document.addEventListener("time-short", this);
    for (const box of this.#boxes) box.checked = localStorage.getItem(`room-${box.name}`) === "on";
    this.#still();
  }

  disconnectedCallback() {
    document.removeEventListener("time-short", this);
  }

  handleEvent(event) {
    if (event.type === "time-short") {
      this.#sound(TONE[event.detail]);
      return;
    }
    const { name, checked } = event.target;
    localStorage.setItem(`room-${name}`, checked ? "on" : "off");
    if (name === "still") this.#still();
    else this.#sound(TONE.last); // so that one hears what one chose
  }

  get #boxes() {
    return this.querySelectorAll("input[type=checkbox]");
  }

  #isOn(name) {
    return [...this.#boxes].some((box) => box.name === name && box.checked);
  }

  #still() {
    document.documentElement.toggleAttribute("data-still", this.#isOn("still"));
  }

  /* A browser is silent until somebody has touched the page; then nothing is missed but a tone. */
  #sound(pitch) {
    if (!pitch || !this.#isOn("sound")) return;
    navigator.vibrate?.(40);
    this.#audio ??= new AudioContext();
    this.#audio.resume();
    const [tone, gain, now] = [this.#audio.createOscillator(), this.#audio.createGain(), this.#audio.currentTime];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, now);
    gain.gain.exponentialRampToValueAtTime(0.08, now + 0.08);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + 1.2);
    tone.connect(gain).connect(this.#audio.destination);
    tone.start(now);
    tone.stop(now + 1.2);
  }
}

customElements.define("room-settings", RoomSettings);
