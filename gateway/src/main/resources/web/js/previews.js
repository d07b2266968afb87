/* The model's pictures as it learns: the newest large, the earlier ones under a slider. */

import { empty, h, heading, setText } from "./dom.js";
import { count } from "./format.js";

const STRIP = 7;
const FILM_MS = 120;

export function createPreviewPanel(host, store, selection, schedule) {
  const picture = h("img", { class: "sheet", alt: "" });
  const caption = h("p", { class: "caption" });
  const strip = h("div", { class: "strip" });
  const slider = h("input", { type: "range", min: "0", step: "1", "aria-label": "Earlier pictures", on: { input: travel } });
  const film = h("button", { type: "button", class: "quiet", text: "Play", on: { click: play } });
  const latest = h("button", { type: "button", class: "quiet", text: "Latest", on: { click: () => look(null) } });
  const body = h("div", { class: "preview-body" }, h("div", { class: "frame" }, picture), caption, strip, h("div", { class: "time" }, film, slider, latest));
  const nothing = empty("");
  host.append(heading("previews-title", "What it draws now"), body, nothing);
  let chosen = null; // a preview of the past; null follows the newest
  let timer = null;
  let drawnModel = null;

  function previews() {
    return store.known.previews.get(selection.current().model)?.points() ?? [];
  }

  function look(preview) {
    stop();
    chosen = preview;
    schedule(draw);
  }

  function travel() {
    const all = previews();
    const index = Number(slider.value);
    look(index >= all.length - 1 ? null : all[index]);
  }

  function play() {
    if (timer !== null) {
      look(null);
      return;
    }
    let index = 0;
    setText(film, "Stop");
    timer = setInterval(() => {
      const all = previews();
      chosen = index < all.length - 1 ? all[index] : null;
      index++;
      if (chosen === null) {
        stop();
      }
      schedule(draw);
    }, FILM_MS);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    setText(film, "Play");
  }

  function draw() {
    const { model } = selection.current();
    if (model !== drawnModel) {
      stop();
      chosen = null;
      drawnModel = model;
    }
    const all = previews();
    body.hidden = all.length === 0;
    nothing.hidden = all.length > 0;
    if (all.length === 0) {
      setText(nothing, model === null
        ? "Pictures appear here while a model learns: noise first, then pictures."
        : `Waiting for the first pictures of ${model}; they come a few seconds after its training starts.`);
      return;
    }
    chosen = all.includes(chosen) ? chosen : null; // it may have been thinned out
    const shown = chosen ?? all.at(-1);
    drawSheet(picture, caption, shown, chosen === null);
    slider.max = String(all.length - 1);
    slider.value = String(all.indexOf(shown));
    slider.setAttribute("aria-valuetext", `${count(shown.imagesSeen)} images seen`);
    latest.disabled = chosen === null;
    drawStrip(strip, all, shown, look);
  }

  return draw;
}

function source(preview) {
  return `data:image/png;base64,${preview.png}`;
}

function drawSheet(picture, caption, preview, newest) {
  const address = source(preview);
  if (picture.src !== address) {
    picture.src = address;
    picture.alt = `${preview.rows * preview.columns} pictures by ${preview.model} after ${count(preview.imagesSeen)} training images`;
  }
  const version = preview.version ? ` · version ${preview.version}` : "";
  setText(caption, `${newest ? "Now" : "Then"}: ${count(preview.imagesSeen)} images seen · step ${count(preview.step)}${version}`);
}

function drawStrip(strip, all, shown, look) {
  const amount = Math.min(STRIP, all.length);
  const wanted = Array.from({ length: amount }, (_, i) => all[amount === 1 ? 0 : Math.round((i * (all.length - 1)) / (amount - 1))]);
  while (strip.children.length > amount) {
    strip.lastChild.remove();
  }
  wanted.forEach((preview, index) => {
    const button = strip.children[index] ?? strip.appendChild(thumbnail());
    button.onclick = () => look(preview === all.at(-1) ? null : preview);
    button.setAttribute("aria-pressed", String(preview === shown));
    button.setAttribute("aria-label", `After ${count(preview.imagesSeen)} images`);
    const image = button.firstChild;
    const address = source(preview);
    if (image.src !== address) {
      image.src = address;
    }
  });
}

function thumbnail() {
  return h("button", { type: "button", class: "thumb" }, h("img", { alt: "" }));
}
