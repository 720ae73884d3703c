// <text-count data-near data-over data-cut>: says below a field that has room for so many
// characters ([data-most]) how many it holds, once little room is left. The server refuses
// what is too long, with every word in its place: a browser's own `maxlength` would cut a
// paste without a word. Where that is needed (a field that saves itself), the cut is told.
// The words come from the page, with {count} and {most}.
class TextCount extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const on = (name, act) => document.addEventListener(name, act, { signal: this.listening.signal });
    on("input", ({ target }) => target.dataset?.most && this.#count(target));
    on("paste", (event) => this.#paste(event));
    document.querySelectorAll("[data-most]").forEach((each) => each.value && this.#count(each));
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /* As the server counts: without blanks around it, a line break as one. */
  #count(field) {
    const [count, most] = [[...field.value.trim()].length, Number(field.dataset.most)];
    const words = count > most ? "over" : count > most * 0.9 ? "near" : "";
    this.#say(field, words, { count, most });
  }

  #paste({ target, clipboardData }) {
    if (!(target.maxLength > 0)) return;
    const chosen = target.selectionEnd - target.selectionStart;
    const count = target.value.length - chosen + clipboardData.getData("text").replaceAll("\r\n", "\n").length;
    this.#say(target, count > target.maxLength ? "cut" : "", { count, most: target.maxLength });
  }

  #say(field, words, numbers) {
    let place = field.nextElementSibling?.matches(".text-count") ? field.nextElementSibling : null;
    if (!place && !words) return;
    if (!place) field.after((place = document.createElement("p")));
    const number = new Intl.NumberFormat(document.documentElement.lang);
    place.className = words === "near" ? "note text-count" : "text-count over";
    place.setAttribute("role", words === "near" ? "none" : "status");
    const said = this.dataset[words]?.replace(/\{(\w+)\}/g, (_, name) => number.format(numbers[name])) ?? "";
    if (place.textContent !== said) place.textContent = said;
  }
}

customElements.define("text-count", TextCount);
