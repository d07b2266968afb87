/* Builds elements. Data reaches the page as text or attribute values only, so that no record can bring markup along. */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; "text" is its text, "on" its listeners, everything else an attribute; null and false leave it out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Changes the text only where it differs: screen readers repeat what is written again. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** An empty state: what is happening, and what comes next. */
export function empty(text) {
  return h("p", { class: "empty", text });
}

/** The heading of a panel. */
export function heading(id, text, ...extra) {
  return h("div", { class: "head" }, h("h2", { id, text }), ...extra);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") {
      element.textContent = value;
    } else if (name === "on") {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
