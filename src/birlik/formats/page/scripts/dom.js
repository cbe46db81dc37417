// Elements of the page. All text goes in as text: nothing is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

// Sets what an element has: `class`, `text`, `on` (listeners), `style`, `data`; else an attribute or,
// for true and false, its presence.
function dress(node, options) {
  for (const [name, value] of Object.entries(options || {})) {
    if (value === undefined || value === null) continue;
    if (name === "class") node.setAttribute("class", value);
    else if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, f] of Object.entries(value)) node.addEventListener(event, f);
    else if (name === "style") for (const [key, v] of Object.entries(value)) node.style.setProperty(key, v);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false) node.setAttribute(name, String(value));
  }
  return node;
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function element(name, options, ...children) {
  return fill(dress(document.createElement(name), options), children);
}

function shape(name, options, ...children) {
  return fill(dress(document.createElementNS(SVG, name), options), children);
}

function emptied(node) {
  node.replaceChildren();
  return node;
}

// A button; `pressed` makes it a switch.
function button(label, press, options) {
  return element("button", { type: "button", on: { click: press }, ...options }, label);
}

// Keeps one element for each key between two drawings, so that focus and scrolling stay.
function keeper(parent) {
  let kept = new Map();
  let fresh = new Map();
  return {
    keep(key, make) {
      let node = kept.get(key);
      if (!node) {
        node = make();
        parent.append(node);
      }
      fresh.set(key, node);
      return node;
    },
    done() {
      for (const [key, node] of kept) if (!fresh.has(key)) node.remove();
      kept = fresh;
      fresh = new Map();
    },
    clear() {
      for (const node of kept.values()) node.remove();
      kept = new Map();
      fresh = new Map();
    },
    find: (key) => kept.get(key),
    // Adds an element between two drawings; the next one decides whether it stays.
    add(key, make) {
      const node = make();
      parent.append(node);
      kept.set(key, node);
      return node;
    },
  };
}

// Calls `f` once before the next frame, however often it is asked to.
function soon(f) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      f();
    });
  };
}

const limited = (value, least, most) => Math.min(most, Math.max(least, value));

const narrow = matchMedia("(max-width: 720px)");
