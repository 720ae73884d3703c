/**
 * The meeting's minutes against its plan, counted on by itself:
 *   <budget-bar data-started data-scale data-due data-end data-ends | data-left data-all
 *     data-minute="…" data-behind="…" data-saved="…" data-fair="…" data-misfit="…">
 * Instants and spans are milliseconds of the server's clock; the nearest ancestor with
 * `data-now` says what that clock showed when the page was made. `due` is when the present
 * phase should end, `end` when the last may. It is silent: what it says stands there.
 */
const MINUTE = 60000;

class BudgetBar extends customElements.get("server-clock") {
  static every = 1000;

  tick() {
    const { started, scale, due, all } = this.dataset;
    const now = this.serverNow;
    const end = this.#runsTo(now);
    const gone = Math.max(now - started, 0);
    this.#write(".minute", "minute", { minute: Math.floor(gone / MINUTE) + 1, all });
    this.#say(end - due);
    this.#mark(Math.min(1000, Math.round((1000 * gone) / scale)));
    this.#hatch(end);
  }

  #runsTo(now) {
    if (this.dataset.ends === undefined) return now + Math.max(Number(this.dataset.left), 0);
    return Math.max(Number(this.dataset.ends), now);
  }

  #say(late) {
    const behind = Math.round(late / MINUTE);
    const saved = Math.floor(-late / MINUTE);
    if (behind > 0) this.#write(".pace", "behind", { n: behind });
    else if (saved > 0) this.#write(".pace", "saved", { n: saved });
    else this.#write(".pace", "fair", {});
    const state = behind > 0 ? "behind" : "fair";
    if (this.dataset.state !== state) this.dataset.state = state;
  }

  #mark(x) {
    const line = this.querySelector(".budget-hand line");
    if (!line || line.getAttribute("x1") === String(x)) return;
    for (const name of ["x1", "x2"]) line.setAttribute(name, x);
  }

  #hatch(end) {
    const names = [];
    for (const rect of this.querySelectorAll("rect[data-after]")) {
      const late = end + Number(rect.dataset.after) > this.dataset.end;
      rect.classList.toggle("late", late);
      if (late) names.push(rect.dataset.title);
    }
    if (names.length) this.#write(".misfit", "misfit", { names: names.join(", ") });
    else this.#write(".misfit", "", {});
  }

  #write(where, words, facts) {
    const place = this.querySelector(where);
    const text = (this.dataset[words] ?? "").replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    if (place && place.textContent !== text) place.textContent = text;
  }
}

customElements.define("budget-bar", BudgetBar);
