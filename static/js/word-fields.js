/**
 * What word-store is built on: the fields of a form whose words are worth keeping, what the
 * server has of each (`base`) and what it holds now (`state`). Passwords and codes are none.
 */
const TEXT = "textarea, input:is([type=text], [type=url], [type=email], :not([type]))";
const CHOICE = "input:is([type=radio], [type=checkbox], [type=date], [type=time], [type=number]), select:not([multiple])";

class WordFields extends HTMLElement {
  #known = new WeakMap(); // a field: what the server has had of it since the page came

  /* Whether the words of a form are kept. The room's own elements look after theirs. */
  holds(form) {
    return form.method === "post" && form.querySelector(TEXT) && !form.closest("unsent-text, [in-place]");
  }

  /* Each field by name and place among those of that name. */
  fields(form) {
    const seen = {};
    const kept = [...form.elements].filter((each) => each.name && each.matches(`${TEXT}, ${CHOICE}`));
    return kept.filter(({ autocomplete }) => !/one-time-code|password/.test(autocomplete)).map((each) => {
      seen[each.name] = (seen[each.name] ?? -1) + 1;
      return [`${each.name} ${seen[each.name]}`, each];
    });
  }

  isText(field) {
    return field.matches(TEXT);
  }

  base(field) {
    return this.#known.get(field) ?? sent(field);
  }

  /* The server has what `body` holds: what is typed from now on starts from there. */
  learn(form, body) {
    for (const [name, field] of this.fields(form)) {
      const values = body.getAll(field.name);
      const mark = values.includes(field.value) ? "on" : "";
      this.#known.set(field, isMark(field) ? mark : (values[name.split(" ").at(-1)] ?? ""));
    }
  }

  state(field) {
    return isMark(field) ? (field.checked ? "on" : "") : field.value;
  }

  put(field, state) {
    if (isMark(field)) field.checked = state === "on";
    else field.value = state;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

const isMark = ({ type }) => type === "radio" || type === "checkbox";

function sent(field) {
  if (isMark(field)) return field.defaultChecked ? "on" : "";
  if (!field.matches("select")) return field.defaultValue;
  return ([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.value;
}

customElements.define("word-fields", WordFields);
