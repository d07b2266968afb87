/* The current run: what it is, how far it is, how fast it goes. */

import { h, setText } from "./dom.js";
import { count, duration } from "./format.js";

const FOLLOW = "";
const MAX_CHOICES = 30;

export function createRunPanel(host, selection) {
  const choice = h("select", { id: "run-choice", on: { change: () => selection.choose(choice.value || null) } });
  const state = h("span", { class: "badge" });
  const bar = h("progress", { max: "1", value: "0", "aria-label": "Progress of the run" });
  const facts = h("dl", { class: "facts" });
  const words = h("p", { class: "run-words" });
  host.append(
    h("h2", { id: "run-title", text: "Training run" }),
    h("label", { class: "hidden-label", for: "run-choice", text: "Which run to show" }),
    choice,
    state,
    bar,
    facts,
    words,
  );
  let options = "";

  return function draw() {
    const { run, curve } = selection.current();
    const last = curve?.last ?? null;
    options = drawChoices(choice, selection, options);
    state.hidden = run === null;
    setText(state, run?.state ?? "");
    state.dataset.state = run?.state ?? "";
    const total = last?.targetImages ?? 0;
    const seen = Math.max(last?.imagesSeen ?? 0, run?.imagesSeen ?? 0);
    bar.hidden = total <= 0;
    bar.value = total > 0 ? Math.min(1, seen / total) : 0;
    host.dataset.empty = String(run === null && last === null);
    drawFacts(facts, run, last, seen);
    setText(words, explain(run, last));
  };
}

function drawChoices(choice, selection, before) {
  const runs = selection.runs().slice(0, MAX_CHOICES);
  const signature = JSON.stringify([selection.chosen, runs.map((run) => [run.runId, run.state])]);
  if (signature !== before && document.activeElement !== choice) {
    choice.replaceChildren(
      h("option", { value: FOLLOW, text: runs.length === 0 ? "No run yet" : `Newest: ${name(selection.current().run)}` }),
      ...runs.map((run) => h("option", { value: run.runId, text: `${name(run)} · ${run.state.toLowerCase()}` })),
    );
    choice.value = selection.chosen ?? FOLLOW;
    return signature;
  }
  return before;
}

function name(run) {
  if (run === null) {
    return "";
  }
  return run.runId.startsWith(run.recipe.name) ? run.runId : `${run.recipe.name} · ${run.runId}`;
}

function drawFacts(facts, run, last, seen) {
  const running = run === null || run.state === "RUNNING";
  const rows = last === null && run === null ? [] : [
    ["Images seen", last?.targetImages > 0 ? `${count(seen)} of ${count(last.targetImages)}` : count(seen)],
    ["Images/s", running && last !== null ? count(last.imagesPerSecond) : "–"],
    ["Time left", running && last !== null ? duration(last.etaSeconds ?? NaN) : "–"],
    ["Epoch", last === null ? "–" : last.epoch.toFixed(1)],
  ];
  facts.replaceChildren(...rows.map(([term, value]) => h("div", {}, h("dt", { text: term }), h("dd", { text: value }))));
}

function explain(run, last) {
  if (run === null && last === null) {
    return "No run yet. Training starts by itself once a data set is there; with the demo's digits a few seconds after ready.";
  }
  if (run !== null && run.state !== "RUNNING" && run.reason) {
    return run.reason;
  }
  return last === null ? "Waiting for its first steps; the trainer prepares the data set first." : "";
}
