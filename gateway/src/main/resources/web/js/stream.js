/* The WebSocket: history first, then news; connects again by itself, ever more slowly, and at once when the network is back. */

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/**
 * @param topics names of the topics to follow
 * @param listener { connecting(), history(), frame(frame), live(), waiting(delayMs), unreadable() }
 */
export function openStream(topics, listener) {
  let socket = null;
  let failures = 0;
  let timer = null;

  function connect() {
    clearTimeout(timer);
    timer = null;
    listener.connecting();
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const opened = new WebSocket(`${scheme}://${location.host}/v1/stream?topics=${topics.join(",")}`);
    socket = opened;
    opened.addEventListener("open", () => listener.history());
    opened.addEventListener("message", (event) => receive(event.data));
    opened.addEventListener("close", () => {
      if (socket === opened) {
        socket = null;
        retryLater();
      }
    });
  }

  function receive(text) {
    let ended = false;
    try {
      const frame = JSON.parse(text);
      ended = frame.history === "end";
      if (!ended) {
        listener.frame(frame);
      }
    } catch {
      listener.unreadable(); // a newer gateway may say things that this page does not know
    }
    if (ended) {
      failures = 0;
      listener.live();
    }
  }

  function retryLater() {
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
    const delay = longest * (0.5 + Math.random() / 2); // many pages must not come back in the same moment
    failures++;
    timer = setTimeout(connect, delay);
    listener.waiting(delay);
  }

  function retryNow() {
    if (timer !== null && !document.hidden) {
      connect();
    }
  }

  addEventListener("online", retryNow);
  document.addEventListener("visibilitychange", retryNow);
  connect();
}
