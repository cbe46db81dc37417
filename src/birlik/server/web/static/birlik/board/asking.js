// Questions to the server: JSON back, or what went wrong.

export class Asking {
  #addresses;
  #token;

  constructor(addresses, token) {
    this.#addresses = addresses;
    this.#token = token;
  }

  address(name, key = "") {
    return this.#addresses[name].replace("KEY", encodeURIComponent(key));
  }

  async get(name, query = {}, key = "", signal = undefined) {
    const address = new URL(this.address(name, key), location);
    for (const [field, value] of Object.entries(query)) address.searchParams.set(field, value);
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  // The answer's content with `ok`, also where the server refuses.
  async post(name, fields) {
    const body = new URLSearchParams(fields);
    const answer = await fetch(this.address(name), {
      method: "POST",
      headers: { "X-CSRFToken": this.#token, Accept: "application/json" },
      body,
      redirect: name === "undo" ? "follow" : "error",
    });
    if (name === "undo") return { ok: answer.ok };
    const content = await answer.json();
    return { ok: answer.ok, ...content };
  }
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
