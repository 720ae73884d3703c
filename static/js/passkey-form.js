// <passkey-form>: lets the browser make or show a passkey before its form is sent, and says
// in [role=alert] what went wrong. What the server asks for is in the JSON it holds, or
// at `src`. The words come from the page: data-not-used, data-known, data-trouble.
const WHY = { NotAllowedError: "notUsed", AbortError: "notUsed", InvalidStateError: "known" };

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[role=alert]");
    this.form.addEventListener("submit", (event) => this.sent(event));
  }

  async sent(event) {
    event.preventDefault();
    this.note.hidden = true;
    try {
      const credential = await this.ask(await this.asked());
      this.form.elements.credential.value = JSON.stringify(credential);
      this.form.submit();
    } catch (error) {
      this.note.textContent = this.dataset[WHY[error.name] ?? "trouble"];
      this.note.hidden = false;
    }
  }

  async asked() {
    const kept = this.querySelector("script[type='application/json']");
    if (kept) return JSON.parse(kept.textContent);
    const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" } });
    return answer.json();
  }

  ask({ creation_options: made, request_options: shown }) {
    if (shown) {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(shown.publicKey);
      return navigator.credentials.get({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(made.publicKey);
    publicKey.authenticatorSelection = this.kind(publicKey.authenticatorSelection);
    return navigator.credentials.create({ publicKey });
  }

  /* A passkey that signs in alone must be kept by the device and ask for its person. */
  kind(selection) {
    const alone = this.form.elements.passwordless?.checked;
    return {
      ...selection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : selection.userVerification,
    };
  }
}
customElements.define("passkey-form", PasskeyForm);
