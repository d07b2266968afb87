/* One decision of the gate, in words. */

import { h } from "./dom.js";
import { ago, figure } from "./format.js";

const ACTIONS = {
  PROMOTE: "Promote",
  CANARY: "Canary",
  SHADOW: "Shadow",
  ROLL_BACK: "Roll back",
  SET_POLICY: "Policy",
};

export function decisionItem(decision, now) {
  const figures = Object.entries(decision.figures ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return h(
    "li",
    { class: "decision", "data-accepted": String(decision.accepted) },
    h(
      "p",
      { class: "decision-head" },
      h("span", { class: "verdict", text: decision.accepted ? "✓ accepted" : "✕ refused" }),
      h("b", { text: decision.deletes ? "Delete" : (ACTIONS[decision.action] ?? decision.action) }),
      h("span", { class: "model", text: decision.model }),
      h("time", { datetime: decision.at, title: decision.at, text: ago(decision.at, now) }),
    ),
    decision.version && h("p", { class: "version", text: decision.version }),
    h("p", { class: "reason", text: decision.reason }),
    figures.length > 0 && figuresOf(figures),
    h("p", { class: "note", text: `by ${decision.by} · revision ${decision.revision}` }),
  );
}

function figuresOf(figures) {
  return h(
    "details",
    {},
    h("summary", { text: `${figures.length} figures` }),
    h("dl", {}, ...figures.flatMap(([name, value]) => [h("dt", { text: name }), h("dd", { text: figure(value) })])),
  );
}
