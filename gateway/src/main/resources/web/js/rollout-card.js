/* One model: what is stable, previous and canary, who moves it, and the buttons that move it. */

import { call, problemBox } from "./api.js";
import { confirm } from "./confirm.js";
import { h, setText } from "./dom.js";
import { distanceOf } from "./figures.js";
import { ago, figure, plural, withInterval } from "./format.js";
import { readyNow } from "./status.js";

const CHOICES = 50;

/** @returns { element, draw(rollout) } */
export function createModelCard(model, store) {
  const policy = h("span", { class: "badge" });
  const revision = h("span", { class: "note" });
  const facts = h("dl", { class: "rollout-facts" });
  const why = h("p", { class: "reason" });
  const id = `promote-${Math.random().toString(36).slice(2)}`;
  const choice = h("select", { id });
  const promote = h("button", { type: "button", text: "Promote", on: { click: () => act(promotion(model, choice.value)) } });
  const back = h("button", { type: "button", text: "Roll back", on: { click: () => act(rollBack(model, current)) } });
  const toggle = h("button", { type: "button", on: { click: () => act(otherPolicy(model, current)) } });
  const answer = h("div", { class: "answer", "aria-live": "polite" });
  const element = h(
    "article",
    { class: "model-card", "data-model": model },
    h("h3", {}, h("span", { class: "model", text: model }), revision, policy),
    facts,
    why,
    h("div", { class: "row" }, h("label", { class: "hidden-label", for: id, text: `Version of ${model} to promote` }), choice),
    h("div", { class: "row" }, promote, back, toggle),
    answer,
  );
  let current = null;
  let options = "";

  async function act(change) {
    const sure = await confirm(change.question);
    if (sure === null) {
      return;
    }
    const body = { ...change.body, expectedRevision: current.revision, by: "dashboard", ...(sure.reason && { reason: sure.reason }) };
    answer.replaceChildren(h("p", { class: "note", text: "Asking the gate…" }));
    try {
      const { status, body: decision } = await call(change.method, change.path, body);
      const words = status === 202 ? "The command is on its way; the gate has not decided yet." : `Done: ${decision.reason}`;
      answer.replaceChildren(h("p", { class: "note", text: words }));
    } catch (problem) {
      answer.replaceChildren(problemBox(problem));
    }
  }

  return {
    element,
    draw(rollout) {
      current = rollout;
      setText(policy, rollout.policy);
      policy.dataset.state = rollout.policy;
      setText(revision, `revision ${rollout.revision}`);
      drawFacts(facts, rollout, store);
      setText(why, `${rollout.reason} (${rollout.by}, ${ago(rollout.at, Date.now())})`);
      options = drawChoices(choice, rollout, store, options);
      promote.disabled = choice.options.length === 0;
      back.disabled = rollout.previousStable === null;
      setText(toggle, rollout.policy === "AUTO" ? "Set to MANUAL" : "Set to AUTO");
    },
  };
}

function drawFacts(facts, rollout, store) {
  const rows = [
    ["stable", rollout.stable],
    ["previous", rollout.previousStable],
    ["canary", rollout.canary && `${rollout.canary} · ${rollout.canaryPercent} %`],
    ["shadow", rollout.shadow],
  ].filter(([name, value]) => value || name === "stable");
  const distance = distanceOf(store.known.evaluations, rollout.model, rollout.stable);
  facts.replaceChildren(
    ...rows.flatMap(([name, value]) => [h("dt", { text: name }), h("dd", { class: "version", text: value || "none" })]),
    h("dt", { text: "served by" }),
    h("dd", { text: servedBy(rollout, store) }),
    h("dt", { text: "distance" }),
    h("dd", { text: distance ? withInterval(distance) : "not measured yet" }),
  );
}

function servedBy(rollout, store) {
  const mine = store.known.serving.values().filter((s) => s.model === rollout.model && s.version === rollout.stable);
  const { instances, loading, failed, all } = readyNow(mine, Date.now());
  if (instances > 0) {
    const provider = all.find((status) => status.state === "READY").executionProvider.replace(/ExecutionProvider$/, "");
    return `${plural(instances, "instance", "instances")}${provider ? ` on ${provider}` : ""}`;
  }
  if (failed > 0) {
    return `no instance: ${all.find((status) => status.state === "FAILED").reason}`;
  }
  return loading > 0 ? "an instance is loading it" : "no instance at the moment";
}

function drawChoices(choice, rollout, store, before) {
  const versions = store.known.checkpoints
    .values()
    .filter((c) => c.model === rollout.model && c.kind === "GENERATOR" && c.version !== rollout.stable)
    .sort((a, b) => b.version.localeCompare(a.version))
    .slice(0, CHOICES)
    .map((c) => [c.version, distanceOf(store.known.evaluations, rollout.model, c.version)]);
  const signature = JSON.stringify(versions.map(([version, distance]) => [version, distance?.value]));
  if (signature === before || document.activeElement === choice) {
    return before;
  }
  const chosen = choice.value;
  choice.replaceChildren(
    ...versions.map(([version, distance]) =>
      h("option", { value: version, text: distance ? `${version} · ${figure(distance.value)}` : `${version} · not measured` })),
  );
  if (versions.some(([version]) => version === chosen)) {
    choice.value = chosen;
  }
  return signature;
}

function promotion(model, version) {
  return {
    method: "PUT",
    path: path(model),
    body: { action: "PROMOTE", version },
    question: {
      title: `Promote ${model}?`,
      text: `Users get ${version} from now on, whatever its figures. The policy becomes MANUAL, so that the gate does not undo it.`,
      action: "Promote",
    },
  };
}

function rollBack(model, rollout) {
  return {
    method: "POST",
    path: `${path(model)}/rollback`,
    body: {},
    question: {
      title: `Roll back ${model}?`,
      text: `Users get ${rollout.previousStable} again instead of ${rollout.stable}. The policy becomes MANUAL.`,
      action: "Roll back",
    },
  };
}

function otherPolicy(model, rollout) {
  const policy = rollout.policy === "AUTO" ? "MANUAL" : "AUTO";
  return {
    method: "PUT",
    path: path(model),
    body: { action: "SET_POLICY", policy },
    question: {
      title: `Set ${model} to ${policy}?`,
      text: policy === "AUTO" ? "The gate promotes every checkpoint that is measurably better." : "Only operators move this roll-out from now on.",
      action: `Set to ${policy}`,
    },
  };
}

function path(model) {
  return `/v1/models/${encodeURIComponent(model)}/rollout`;
}
