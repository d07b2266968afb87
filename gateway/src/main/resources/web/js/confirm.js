/* Asks before something changes for users of the model. */

import { h } from "./dom.js";

const MAX_REASON = 300;

/** @returns { reason } or null where the person thought better of it */
export function confirm({ title, text, action }) {
  return new Promise((resolve) => {
    const reason = h("input", { id: "confirm-reason", type: "text", maxlength: String(MAX_REASON), placeholder: "optional, kept with the decision" });
    const dialog = h(
      "dialog",
      { "aria-labelledby": "confirm-title" },
      h("h2", { id: "confirm-title", text: title }),
      h("p", { text }),
      h("label", { for: "confirm-reason", text: "Reason" }),
      reason,
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", text: "Cancel", on: { click: () => dialog.close("") } }),
        h("button", { type: "button", class: "primary", text: action, on: { click: () => dialog.close("yes") } }),
      ),
    );
    reason.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        dialog.close("yes");
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? { reason: reason.value.trim() } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
