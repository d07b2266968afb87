/* What users get, of each model; why; and the operator's word about it. */

import { empty, h, heading, setText } from "./dom.js";
import { createModelCard } from "./rollout-card.js";
import { decisionItem } from "./decisions.js";

const DECISIONS = 40;
const REASONS_PREFIX = "rollout-";

export function createRolloutPanel(host, store) {
  const cards = h("div", { class: "cards" });
  const nothing = empty("Nothing is rolled out yet. A model's first checkpoint rolls out by itself; later ones must be measurably better.");
  const list = h("ul", { class: "decisions" });
  const none = empty("The gate has decided nothing yet.");
  const log = h(
    "div",
    { class: "scroll log", tabindex: "0", role: "region", "aria-labelledby": `${REASONS_PREFIX}why` },
    list,
    none,
  );
  host.append(heading("rollout-title", "Roll-out"), nothing, cards, h("h3", { id: `${REASONS_PREFIX}why`, text: "Why: the latest decisions" }), log);
  const known = new Map();
  let drawn = "";

  return function draw() {
    const rollouts = store.known.rollouts.values().sort((a, b) => a.model.localeCompare(b.model));
    nothing.hidden = rollouts.length > 0;
    drawCards(cards, known, rollouts, store);
    drawn = drawDecisions(list, store, drawn);
    none.hidden = list.children.length > 0;
    setText(none, rollouts.length === 0 ? "Each decision appears here with the figures it rests on." : "No decision in the recent history.");
  };
}

/** Cards stay while their model does: a person may be choosing a version in one. */
function drawCards(cards, known, rollouts, store) {
  const models = new Set(rollouts.map((rollout) => rollout.model));
  for (const [model, card] of known) {
    if (!models.has(model)) {
      card.element.remove();
      known.delete(model);
    }
  }
  for (const rollout of rollouts) {
    if (!known.has(rollout.model)) {
      const card = createModelCard(rollout.model, store);
      known.set(rollout.model, card);
      cards.append(card.element);
    }
    known.get(rollout.model).draw(rollout);
  }
}

function drawDecisions(list, store, before) {
  const latest = store.known.decisions.values().slice(-DECISIONS).reverse();
  const now = Date.now();
  const signature = JSON.stringify([Math.floor(now / 10_000), latest.map((decision) => decision.commandId)]);
  if (signature !== before) {
    list.replaceChildren(...latest.map((decision) => decisionItem(decision, now)));
  }
  return signature;
}
