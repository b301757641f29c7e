// Elements in one line: h("button", {class: "x", onclick: f}, "text", child).

import {jsonText} from "./exact.js";

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A parsed value as text for a person: one line where it is short, else indented. */
export function prettyJson(value, width = 74, indent = "") {
  const short = jsonText(value);
  if (short === undefined) return "nothing";
  if (short.length + indent.length <= width || value === null || typeof value !== "object") return short;
  const deeper = indent + "  ";
  if (Array.isArray(value)) {
    if (value.every((each) => each === null || typeof each !== "object")) return wrapped(value, width, deeper) + "]";
    return "[\n" + value.map((each) => deeper + prettyJson(each, width, deeper)).join(",\n") + "\n" + indent + "]";
  }
  return "{\n" + Object.entries(value).map(([key, each]) => deeper + jsonText(key) + ": " + prettyJson(each, width, deeper)).join(",\n") + "\n" + indent + "}";
}

function wrapped(values, width, indent) {
  let text = "[", length = indent.length;
  values.forEach((value, i) => {
    const word = jsonText(value) + (i + 1 < values.length ? ", " : "");
    if (length + word.length > width) {
      text += "\n" + indent;
      length = indent.length;
    }
    text += word;
    length += word.length;
  });
  return text;
}
