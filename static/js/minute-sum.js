// <minute-sum>: says while somebody types whether the minutes of all phases add up to the
// length of the meeting. The words come from the page: data-fits, data-over, data-under,
// with {given} for the sum and {n} for the difference. Without JavaScript the server says
// so when the form is sent.
class MinuteSum extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.#say());
    this.#say();
  }

  #say() {
    const output = this.querySelector("output");
    const length = this.#number(this.querySelector("[name=length]"));
    const minutes = [...this.querySelectorAll("[name$='-minutes']")];
    const given = minutes.reduce((sum, field) => sum + this.#number(field), 0);
    const words = given === length ? "fits" : given > length ? "over" : "under";
    this.dataset.state = given === length ? "fits" : "off";
    const said = this.dataset[words].replace("{given}", given).replace("{n}", Math.abs(given - length));
    if (output.textContent !== said) output.textContent = said;
  }

  #number(field) {
    return Number.parseInt(field?.value, 10) || 0;
  }
}
customElements.define("minute-sum", MinuteSum);
