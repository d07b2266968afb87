/* Wires the page: one store, one stream, one panel a section. Each panel says which topics it shows. */

import { createDistancePanel } from "./distances.js";
import { createLossPanel } from "./losses.js";
import { createPreviewPanel } from "./previews.js";
import { createRolloutPanel } from "./rollout.js";
import { createRunPanel } from "./run.js";
import { createScheduler } from "./scheduler.js";
import { createSelection } from "./selection.js";
import { createStatus } from "./status.js";
import { createStore, TOPICS } from "./store.js";
import { openStream } from "./stream.js";
import { createTablePanel } from "./table.js";
import { createTryPanel } from "./try.js";

const CLOCK_MS = 5_000;

function start() {
  const at = (id) => document.getElementById(id);
  const store = createStore();
  const schedule = createScheduler((error) => console.error("A panel could not be drawn", error));
  const selection = createSelection(store);
  const connection = { state: "connecting", retryInSeconds: 0, unreadable: 0 };
  const status = createStatus(at("status"), at("serving"), store, connection);
  const rollout = createRolloutPanel(at("rollout"), store);
  const panels = [
    [createRunPanel(at("run"), selection), ["runs", "training-progress"]],
    [createLossPanel(at("losses"), selection, schedule), ["runs", "training-progress"]],
    [createPreviewPanel(at("previews"), store, selection, schedule), ["runs", "previews"]],
    [createDistancePanel(at("distances"), store, selection, schedule), ["runs", "evaluations", "model-rollouts", "checkpoints"]],
    [createTablePanel(at("figures"), store, selection), ["runs", "evaluations", "model-rollouts"]],
    [rollout, ["model-rollouts", "rollout-decisions", "evaluations", "checkpoints", "serving-status"]],
    [createTryPanel(at("try"), store), ["model-rollouts", "checkpoints"]],
    [status, ["serving-status"]],
  ];

  store.subscribe((topic) => panels.filter(([, topics]) => topics.includes(topic)).forEach(([draw]) => schedule(draw)));
  selection.subscribe(() => panels.forEach(([draw]) => schedule(draw)));
  panels.forEach(([draw]) => schedule(draw));
  setInterval(() => [status, rollout].forEach(schedule), CLOCK_MS); // ages grow, heartbeats go stale
  follow(store, connection, () => schedule(status));
}

function follow(store, connection, changed) {
  let first = true;

  function become(state) {
    connection.state = state;
    document.documentElement.dataset.connection = state;
    changed();
  }

  openStream(TOPICS, {
    connecting: () => become("connecting"),
    history: () => {
      store.startHistory(first);
      become("history");
    },
    frame: (frame) => store.accept(frame),
    live: () => {
      first = false;
      store.endHistory();
      become("live");
    },
    waiting: (delayMs) => {
      connection.retryInSeconds = Math.ceil(delayMs / 1000);
      become("waiting");
    },
    unreadable: () => {
      connection.unreadable++;
      changed();
    },
  });
}

start();
