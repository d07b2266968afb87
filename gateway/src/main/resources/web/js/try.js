/* Asks the served model for pictures. */

import { call, Problem, problemBox } from "./api.js";
import { empty, h, heading, setText } from "./dom.js";
import { plural } from "./format.js";

const WAIT_SECONDS = 30;
const MOST = 200;
const MAX_LABELS = 40;
const SEEDS = 2 ** 32;

export function createTryPanel(host, store) {
  const model = h("select", { id: "try-model", on: { change: () => draw() } });
  const labels = h("div", { class: "chips", role: "group", "aria-label": "Labels to ask for" });
  const count = h("input", { id: "try-count", type: "number", min: "1", max: String(MOST), value: "20", required: true });
  const seed = h("input", { id: "try-seed", type: "number", min: "0", max: String(Number.MAX_SAFE_INTEGER), value: "7", required: true });
  const dice = h("button", { type: "button", class: "quiet", text: "New seed", on: { click: () => { seed.value = String(Math.floor(Math.random() * SEEDS)); } } });
  const make = h("button", { type: "submit", class: "primary", text: "Make pictures" });
  const form = h(
    "form",
    { novalidate: true, on: { submit: (event) => { event.preventDefault(); generate(); } } },
    h("div", { class: "row" }, h("label", { for: "try-model", text: "Model" }), model, h("label", { for: "try-count", text: "Count" }), count),
    labels,
    h("div", { class: "row" }, h("label", { for: "try-seed", text: "Seed" }), seed, dice, make),
  );
  const nothing = empty("As soon as a version is rolled out, pictures can be asked for here: the first one usually 30\u00a0s after ready.");
  const result = h("div", { class: "result", "aria-live": "polite" });
  host.append(heading("try-title", "Try it"), nothing, form, result);
  const wanted = new Map(); // model to the set of labels that are asked for
  let busy = false;
  let drawn = "";

  function draw() {
    const served = store.known.rollouts.values().filter((rollout) => rollout.stable !== null).map((rollout) => rollout.model).sort();
    form.hidden = result.hidden = served.length === 0;
    nothing.hidden = served.length > 0;
    if (served.length === 0) {
      return;
    }
    const names = classesOf(store, served.includes(model.value) ? model.value : served[0]);
    const signature = JSON.stringify([served, names, model.value]);
    if (signature !== drawn && document.activeElement !== model || drawn === "") {
      drawModels(model, served);
    }
    if (signature !== drawn) {
      drawLabels(labels, names, wantedOf(wanted, model.value, names));
      drawn = JSON.stringify([served, names, model.value]);
    }
    make.disabled = busy;
  }

  async function generate() {
    const names = classesOf(store, model.value);
    const chosen = names.filter((name) => wantedOf(wanted, model.value, names).has(name));
    busy = make.disabled = true;
    setText(make, "Making…");
    const started = performance.now();
    try {
      const order = { model: model.value, count: whole(count, 1, MOST), seed: whole(seed, 0, Number.MAX_SAFE_INTEGER), ...(chosen.length > 0 && { labels: chosen }) };
      const answer = await call("POST", "/v1/generations", order, { Prefer: `wait=${WAIT_SECONDS}` });
      showResult(result, answer, performance.now() - started, chosen.length);
    } catch (problem) {
      result.replaceChildren(problemBox(problem));
    }
    busy = make.disabled = false;
    setText(make, "Make pictures");
  }

  return draw;
}

function classesOf(store, model) {
  const stable = store.known.rollouts.get(model)?.stable;
  const checkpoint = store.known.checkpoints.get(`${model}/${stable}`);
  return checkpoint?.card?.labelKind === "CLASS" ? checkpoint.card.attributeNames.slice(0, MAX_LABELS) : [];
}

function wantedOf(wanted, model, names) {
  if (!wanted.has(model) || names.every((name) => !wanted.get(model).has(name))) {
    wanted.set(model, new Set(names));
  }
  return wanted.get(model);
}

function drawModels(select, served) {
  const before = select.value;
  select.replaceChildren(...served.map((name) => h("option", { value: name, text: name })));
  select.value = served.includes(before) ? before : served[0];
}

function drawLabels(labels, names, chosen) {
  const toggle = (event, name) => {
    const on = !chosen.has(name);
    if (on || chosen.size > 1) { // at least one stays
      chosen[on ? "add" : "delete"](name);
      event.currentTarget.setAttribute("aria-pressed", String(on));
    }
  };
  labels.hidden = names.length === 0;
  labels.replaceChildren(
    ...names.map((name) =>
      h("button", { type: "button", class: "chip", "aria-pressed": String(chosen.has(name)), text: name, on: { click: (event) => toggle(event, name) } })),
  );
}

function whole(input, low, high) {
  const value = Number(input.value);
  if (input.value === "" || !Number.isSafeInteger(value) || value < low || value > high) {
    input.focus();
    const name = input.labels[0].textContent;
    throw new Problem(`${name} must be a whole number from ${low} to ${high}.`, { violations: [], code: "" });
  }
  return value;
}

function showResult(result, { status, body, location }, millis, columns) {
  const link = location && h("a", { href: location, target: "_blank", rel: "noopener", text: "JSON" });
  if (status === 202 || !Array.isArray(body?.images)) {
    const words = h("p", { class: "note", text: `Not ready after ${WAIT_SECONDS} s; the request goes on. ` }, link);
    result.replaceChildren(words);
    return;
  }
  const sheet = h("ul", { class: "contact" }, ...body.images.map((image) => tile(image, body)));
  sheet.style.setProperty("--columns", String(Math.min(10, columns > 1 ? columns : 10)));
  const words = `${plural(body.images.length, "picture", "pictures")} by ${body.version} in ${Math.round(millis)} ms · `;
  result.replaceChildren(h("p", { class: "note", text: words }, link), sheet);
}

function tile(image, { width, height }) {
  const label = image.labelName ?? (image.label ?? []).join(", ");
  return h(
    "li",
    {},
    h("img", { src: `data:image/png;base64,${image.image}`, width, height, alt: `Synthetic picture of ${label || "no label"}` }),
    h("span", { text: label }),
  );
}
