/**
 * What typed-words is built on: what was typed into the forms of a page, kept in this tab
 * alone (sessionStorage), by person and by the address that the form is sent to, for a day
 * at most. docs/threat-model.md#typing
 */
const A_DAY = 24 * 60 * 60 * 1000;
const KEY = "typed-";

class WordStore extends customElements.get("word-fields") {
  connectedCallback() {
    this.listening = new AbortController();
    this.tabs = new BroadcastChannel("typed-words");
    this.tabs.onmessage = clear;
  }

  disconnectedCallback() {
    this.listening.abort();
    this.tabs.close();
  }

  on(name, act) {
    document.addEventListener(name, act, { signal: this.listening.signal });
  }

  /* Everything of this person in this tab. What another left, is old or taken, goes. */
  entries() {
    const taken = /(?:^|; )taken=([^;]*)/.exec(document.cookie)?.[1].split(".") ?? [];
    return keys().map((key) => JSON.parse(sessionStorage.getItem(key))).filter((each) => {
      const stays = each.person === this.dataset.person && each.at > Date.now() - A_DAY && !taken.includes(each.id);
      if (!stays) this.drop(each);
      return stays;
    });
  }

  entry(form) {
    const id = Math.random().toString(36).slice(2, 12);
    const known = JSON.parse(sessionStorage.getItem(key(this.dataset.person, place(form))));
    return known ?? { id, person: this.dataset.person, place: place(form), words: {}, left: "" };
  }

  /* A browser without room, or one that keeps nothing, is as it was before. */
  write(entry) {
    try {
      sessionStorage.setItem(key(entry.person, entry.place), JSON.stringify({ ...entry, at: Date.now() }));
    } catch {}
  }

  drop(entry) {
    sessionStorage.removeItem(key(entry.person, entry.place));
  }

  /* What its writer typed, as one text to read and copy. */
  texts(words) {
    const typed = Object.values(words).filter(({ text }) => text).map((each) => each.typed.trim());
    return typed.filter(Boolean).join("\n\n");
  }

  /* At sign-out: in this tab, and in the others of this browser. */
  forget() {
    clear();
    this.tabs.postMessage("signed out");
  }

  formOf(entry) {
    return [...document.forms].find((form) => this.holds(form) && place(form) === entry.place);
  }
}

const keys = () => Object.keys(sessionStorage).filter((each) => each.startsWith(KEY));
const clear = () => keys().forEach((each) => sessionStorage.removeItem(each));
const key = (person, where) => `${KEY}${person} ${where}`;
const path = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

/* Several forms of a page that go to one address are told apart by their order. */
function place(form) {
  const alike = [...document.forms].filter((each) => path(each) === path(form));
  return `${path(form)} ${alike.indexOf(form)}`;
}

customElements.define("word-store", WordStore);
