/* Posts its form behind the page's back and names the answer: kept, wrong, conflict,
   signedOut, gone or trouble. A token that a new sign-in made old is fetched anew. */

const ASKED = { Accept: "application/json" };

class PatientForm extends HTMLElement {
  get form() {
    return this.querySelector("form");
  }

  async send(url, again = true) {
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const response = await fetch(url, { method: "POST", body, headers: ASKED, redirect: "manual" });
      if (response.status !== 403 || !again) return named(response, await told(response));
      const met = await this.reach();
      return met.state === "kept" ? this.send(url, false) : met;
    } catch {
      return { state: "trouble", told: {} };
    }
  }

  /* Asks whether the form's page can still be reached, and takes its fresh token. */
  async reach() {
    try {
      const response = await fetch(location.href, { redirect: "manual" });
      const answer = named(response, {});
      if (answer.state === "kept") this.renew(await response.text());
      return answer;
    } catch {
      return { state: "trouble", told: {} };
    }
  }

  renew(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
    if (fresh) this.form.elements.csrfmiddlewaretoken.value = fresh.value;
  }
}

async function told(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? response.json() : {};
}

function named(response, told) {
  if (response.type === "opaqueredirect") return { state: "signedOut", told };
  const states = { 404: "gone", 409: "conflict", 422: "wrong" };
  return { state: response.ok ? "kept" : (states[response.status] ?? "trouble"), told };
}

customElements.define("patient-form", PatientForm);
