/* The top line: whether the page is live, and what serves. */

import { h, setText } from "./dom.js";
import { plural } from "./format.js";

const STALE_MS = 60_000;

/** @param connection { state, retryAt, unreadable }; @param draw of the whole top line, by schedule */
export function createStatus(host, servingHost, store, connection) {
  const dot = h("span", { class: "dot" });
  const words = h("span", { class: "words" });
  host.append(dot, words);

  return function draw() {
    host.dataset.state = connection.state;
    setText(words, describe(connection));
    const ready = readyNow(store.known.serving.values(), Date.now());
    setText(servingHost, serving(ready));
    servingHost.dataset.ready = String(ready.instances > 0);
    servingHost.title = ready.versions.join("\n");
  };
}

function describe({ state, retryInSeconds, unreadable }) {
  const words = {
    connecting: "Connecting…",
    history: "Loading history…",
    live: "Live",
    waiting: `Connection lost; trying again in ${retryInSeconds} s`,
  }[state];
  return unreadable === 0 ? words : `${words} · ${plural(unreadable, "frame", "frames")} not understood`;
}

function serving({ instances, versions, loading, failed }) {
  if (instances === 0) {
    return loading > 0 ? "An inference instance is loading a model" : "No inference instance is ready";
  }
  const parts = [`${plural(instances, "instance", "instances")} ready`, `${plural(versions.length, "version", "versions")} loaded`];
  if (failed > 0) {
    parts.push(`${failed} failed to load`);
  }
  return parts.join(" · ");
}

/** Instances and versions whose last heartbeat is young enough to believe. */
export function readyNow(statuses, now) {
  const young = statuses.filter((status) => now - Date.parse(status.heartbeat) < STALE_MS);
  const ready = young.filter((status) => status.state === "READY");
  return {
    instances: new Set(ready.map((status) => status.instance)).size,
    versions: [...new Set(ready.map((status) => `${status.model}/${status.version}`))],
    loading: young.filter((status) => status.state === "LOADING").length,
    failed: young.filter((status) => status.state === "FAILED").length,
    all: young,
  };
}
