/* The figures under the pointer, or under the arrow keys: a box beside the nearest stop of a chart. */

import { h } from "./dom.js";

/** @returns { update(stops, frame), clear() }; each stop has left and top in pixels */
export function createReadout(host, schedule) {
  const rule = h("div", { class: "readout-rule", hidden: true });
  const box = h("div", { class: "readout", role: "status", hidden: true });
  host.append(rule, box);
  let stops = [];
  let frame = { top: 0, bottom: 0 };
  let chosen = -1;

  function draw() {
    const stop = stops[chosen];
    box.hidden = rule.hidden = stop === undefined;
    if (!stop) {
      return;
    }
    box.replaceChildren(
      h("p", { class: "readout-title", text: stop.title }),
      h("dl", {}, ...stop.rows.flatMap((row) => [h("dt", { class: row.kind ?? "", text: row.name }), h("dd", { text: row.value })])),
    );
    rule.style.left = `${stop.left}px`;
    rule.style.top = `${frame.top}px`;
    rule.style.height = `${frame.bottom - frame.top}px`;
    box.style.left = `${place(stop.left, box.offsetWidth, host.getBoundingClientRect().left)}px`;
    box.style.top = `${frame.top}px`;
  }

  function choose(index) {
    chosen = index;
    schedule(draw);
  }

  host.addEventListener("pointermove", (event) => {
    const bounds = host.getBoundingClientRect();
    choose(nearest(stops, event.clientX - bounds.left, event.clientY - bounds.top));
  });
  host.addEventListener("pointerleave", () => choose(-1));
  host.addEventListener("blur", () => choose(-1));
  host.addEventListener("keydown", (event) => {
    const target = { ArrowLeft: chosen < 0 ? stops.length - 1 : chosen - 1, ArrowRight: chosen + 1, Home: 0, End: stops.length - 1, Escape: -1 };
    if (event.key in target) {
      event.preventDefault();
      choose(event.key === "Escape" ? -1 : Math.min(stops.length - 1, Math.max(0, target[event.key])));
    }
  });

  return {
    update(next, nextFrame) {
      stops = next;
      frame = nextFrame;
      chosen = Math.min(chosen, stops.length - 1);
      draw();
    },
    clear() {
      stops = [];
      chosen = -1;
      draw();
    },
  };
}

/** Right of the stop where the window has room, else left of it, and never out of the window. */
function place(stop, width, hostLeft) {
  const room = document.documentElement.clientWidth - hostLeft;
  const left = stop + 12 + width <= room ? stop + 12 : stop - 12 - width;
  return Math.max(Math.min(left, room - width), 4 - hostLeft);
}

/** By x first: a chart is read along its axis; y decides between stops of nearly the same x. */
function nearest(stops, left, top) {
  let best = -1;
  let least = Infinity;
  stops.forEach((stop, index) => {
    const distance = Math.abs(stop.left - left) + Math.abs(stop.top - top) / 20;
    if (distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}
