/* The HTTP API, with its problem documents (RFC 9457) as errors that people can read. */

import { h } from "./dom.js";

const PATIENCE_MS = 60_000;

/** What went wrong, in the server's words where it gave any. */
export class Problem extends Error {
  constructor(detail, { status = 0, code = "", violations = [], retryAfter = null } = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.violations = violations;
    this.retryAfter = retryAfter;
  }
}

/** @returns { status, body, location }; throws a Problem */
export async function call(method, path, body, headers = {}) {
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await response.text();
  } catch (error) {
    throw unreachable(error);
  }
  const document = parse(text);
  if (!response.ok) {
    throw new Problem(document?.detail ?? `The gateway answered ${response.status}`, {
      status: response.status,
      code: document?.code ?? "",
      violations: document?.violations ?? [],
      retryAfter: response.headers.get("Retry-After"),
    });
  }
  return { status: response.status, body: document, location: response.headers.get("Location") };
}

/** A problem as a box for the page. */
export function problemBox(problem) {
  const facts = [problem.status || null, problem.code || null, problem.retryAfter && `try again in ${problem.retryAfter} s`];
  return h(
    "div",
    { class: "problem", role: "alert" },
    h("p", { class: "problem-detail", text: problem.message }),
    problem.violations.length > 0 &&
      h("ul", {}, ...problem.violations.map((v) => h("li", {}, h("code", { text: v.field }), ` ${v.message}`))),
    h("p", { class: "note", text: facts.filter(Boolean).join(" · ") }),
  );
}

function unreachable(error) {
  return error.name === "TimeoutError"
    ? new Problem(`No answer after ${PATIENCE_MS / 1000} s. The request may still be under way; ask for fewer pictures.`)
    : new Problem("The gateway cannot be reached. Is it still running? This page connects again by itself.");
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
