/**
 * What autosave-form is built on: posts its form to `src` and shows the answer. `post` and
 * `reach` name it: kept, wrong, conflict, late (the server shows something else by now),
 * signedOut, gone or trouble. `told` is JSON or a part of the page. An old token is fetched anew.
 */
const JSON_ONLY = { Accept: "application/json" };
const PART = { "X-Part": "answer", "HX-Request": "true" }; // what the room asks for
const STATES = { 404: "gone", 409: "conflict", 422: "wrong" };

class FormPost extends HTMLElement {
  get form() {
    return this.querySelector("form");
  }

  get src() {
    return this.getAttribute("src");
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken;
  }

  async post(body, again = true) {
    body.set(this.token.name, this.token.value);
    try {
      const headers = this.hasAttribute("in-place") ? PART : JSON_ONLY;
      const response = await fetch(this.src, { method: "POST", body, headers, redirect: "manual" });
      if (response.status !== 403 || !again) return this.#met(body, named(response, await told(response)));
      const met = await this.reach();
      return met.state === "kept" ? this.post(body, false) : met;
    } catch {
      return { state: "trouble", told: {} };
    }
  }

  /* What the server has by now need not be kept by typed-words any more. */
  #met(detail, met) {
    const event = new CustomEvent("words-kept", { bubbles: true, detail });
    return (met.state !== "kept" || this.dispatchEvent(event)) && met;
  }

  /* Asks whether the form's page can still be reached, and takes its fresh token. */
  async reach() {
    try {
      const response = await fetch(location.href, { redirect: "manual" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector(`[name=${this.token.name}]`);
      if (response.ok && fresh) this.token.value = fresh.value;
      return named(response, {});
    } catch {
      return { state: "trouble", told: {} };
    }
  }

  /* Shows in [data-part] what came along, and returns whether this text is done with. */
  take(state, { version, part = "" }) {
    if (state === "late") this.leave();
    if (state === "kept" && version) this.querySelector("input[name=version]").value = version;
    const place = this.querySelector("[data-part]");
    if (place && (part || state === "kept")) place.innerHTML = part;
    return state === "kept" || state === "late";
  }

  /* What comes too late to be saved is told to unsent-text, which shows it to its writer. */
  leave() {
    const detail = this.querySelector("textarea").value;
    document.dispatchEvent(new CustomEvent("words-left", { detail }));
  }

  /* Starts the next save from the version that a button of the part names. */
  choose(button) {
    if (button) this.querySelector(`input[name=${button.name}]`).value = button.value;
    return button;
  }

  /* Says in [data-stamp] how it went: in the server's words, else in those of the page. */
  say(state, { stamp }) {
    const place = this.querySelector("[data-stamp]");
    const words = stamp ?? this.dataset[state];
    if (!place || !words) return;
    place.ariaLive = state === "kept" ? "off" : "polite";
    place.textContent = words;
  }
}

/* A part holds the name of the text that the next save starts from; a whole page does not. */
async function told(response) {
  const text = await response.text();
  if (response.headers.get("Content-Type")?.startsWith("application/json")) return JSON.parse(text);
  return text.includes('name="seen"') && !text.includes('id="panels"') ? { part: text } : null;
}

function named(response, told) {
  if (response.type === "opaqueredirect") return { state: "signedOut", told: {} };
  const state = response.ok ? "kept" : (STATES[response.status] ?? "trouble");
  const without = { kept: "late", conflict: "late", wrong: "trouble" };
  return { state: told ? state : (without[state] ?? state), told: told ?? {} };
}

customElements.define("form-post", FormPost);
