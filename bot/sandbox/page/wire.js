/** The page's line to the sandbox: fetch what one person sees, do one thing, hear of changes. */

/**
 * @param {string} person an id, or "" for whoever the sandbox puts first
 * @returns {Promise<import("./state.js").State>} rejects where the sandbox does not answer
 */
export async function fetchState(person) {
  const answer = await fetch(person ? `/page/state?as=${encodeURIComponent(person)}` : "/page/state", {
    cache: "no-store",
  });
  if (answer.status === 404 && person) return fetchState("");
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  return answer.json();
}

/**
 * @param {string} as who does it
 * @param {string} verb
 * @param {object} what
 * @returns {Promise<{ok: boolean, error?: string}>} never rejects: a lost line is an error in words too
 */
export async function act(as, verb, what) {
  const body = JSON.stringify({ as, do: verb, ...what });
  try {
    const answer = await fetch("/page/act", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return await answer.json();
  } catch {
    return { ok: false, error: "The sandbox did not answer. Is it still running?" };
  }
}

/**
 * @param {() => void} changed called at each change, and when a lost line is found again
 * @param {(connected: boolean) => void} line called when the line is lost or found
 */
export function hear(changed, line) {
  const events = new EventSource("/page/events");
  events.addEventListener("open", () => line(true));
  events.addEventListener("error", () => line(false));
  events.addEventListener("message", changed);
}
