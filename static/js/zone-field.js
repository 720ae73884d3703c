// <zone-field>: fills the time zone it holds from the browser where none is chosen yet,
// and offers the browser's zone once where another is. Without JavaScript it is the
// plain field. The words come from the page: data-offer="… {zone} …"; with data-send
// what is chosen is sent at once.
class ZoneField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input, select");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!field || !zone || field.value === zone) return;
    if (!this.dataset.offer) {
      field.value = zone;
      return;
    }
    if (this.#knows(field, zone)) this.#offer(field, zone);
  }

  #knows(field, zone) {
    const options = field.list?.options ?? field.options;
    return !options || [...options].some((option) => option.value === zone);
  }

  #offer(field, zone) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = this.dataset.offer.replace("{zone}", zone.replaceAll("_", " "));
    button.addEventListener("click", () => {
      field.value = zone;
      button.remove();
      if ("send" in this.dataset) field.form.requestSubmit();
      else field.focus();
    });
    this.append(button);
  }
}
customElements.define("zone-field", ZoneField);
