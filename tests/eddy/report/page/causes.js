// The list of what was found, each a way to its place in the diagram.

import {h} from "./html.js";
import {plural} from "./text.js";

const most_shown = 4;

export function causeList(findings, actions) {
  if (findings.length === 0) return null;
  const counting = findings.filter((finding) => finding.counts), beyond = findings.filter((finding) => !finding.counts);
  return h("section", {class: "causes", "aria-label": "Findings"},
      counting.length > 0 ? group("What is wrong", counting, findings, actions) : null,
      beyond.length > 0 ? h("details", {class: "beyond"}, h("summary", {}, plural(beyond.length, "finding") + " beyond Maelstrom\u2019s verdict (--strict counts them)"),
          h("ol", {}, beyond.map((finding) => item(finding, findings.indexOf(finding), actions)))) : null);
}

function group(title, some, all, actions) {
  const items = some.map((finding) => item(finding, all.indexOf(finding), actions));
  const rest = items.slice(most_shown);
  return h("div", {}, h("h2", {}, title), h("ol", {}, items.slice(0, most_shown)),
      rest.length > 0 ? h("details", {}, h("summary", {}, plural(rest.length, "more finding")), h("ol", {start: most_shown + 1}, rest)) : null);
}

function item(finding, number, actions) {
  return h("li", {}, h("button", {type: "button", class: "cause", "data-finding": number, onclick: () => actions.showFinding(number)},
      h("b", {}, finding.title), " ", h("span", {}, finding.plain ? finding.plain.line : finding.text)),
  finding.plain ? h("ul", {class: "evidence"}, [finding.text, ...finding.plain.evidence].map((text) => h("li", {}, text))) : null);
}
