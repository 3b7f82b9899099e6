/** Times as people read them, in the zone of whoever looks at the page. */

const DAY = 24 * 60 * 60 * 1000;
const LOCALE = "en-GB";

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options */
const show = (date, options) => new Intl.DateTimeFormat(LOCALE, options).format(date);

/** @param {string|number} ts a message's ts, or seconds since 1970 @returns {Date} */
export const dateOf = (ts) => new Date(Number(ts) * 1000);

/** @param {Date} date */
export const clockTime = (date) => show(date, { hour: "2-digit", minute: "2-digit" });

/** @param {Date} date @param {Date} now */
export function dayName(date, now) {
  return nearDay(date, now) ?? show(date, { weekday: "long", day: "numeric", month: "long" });
}

/** @param {Date} date */
export const wholeDate = (date) =>
  show(date, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** @param {Date} date */
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** @param {Date} date @param {Date} now @returns {string|null} */
function nearDay(date, now) {
  const days = Math.round((midnight(date).getTime() - midnight(now).getTime()) / DAY);
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[String(days)] ?? null;
}

/** @param {Date} date @param {Date} now */
function ago(date, now) {
  const minutes = Math.round((date.getTime() - now.getTime()) / 60000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 60 / 24), "day");
}

const SHORT = /** @type {const} */ ({ day: "numeric", month: "short", year: "numeric" });
const LONG = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const PLAIN = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });

/** @type {Record<string, (date: Date, now: Date) => string>} */
const TOKENS = {
  date_num: (date) => show(date, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-"),
  date_slash: (date) => show(date, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (date) => show(date, PLAIN),
  date_short: (date) => show(date, SHORT),
  date_long: (date) => show(date, LONG),
  date_pretty: (date, now) => nearDay(date, now) ?? show(date, PLAIN),
  date_short_pretty: (date, now) => nearDay(date, now) ?? show(date, SHORT),
  date_long_pretty: (date, now) => nearDay(date, now) ?? show(date, LONG),
  day_divider_pretty: (date, now) => dayName(date, now),
  time: clockTime,
  time_secs: (date) => show(date, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago,
};

/**
 * Fill Slack's date tokens, such as "{date_short_pretty} at {time}".
 * @param {string|number} seconds since 1970
 * @param {string} pattern
 * @param {string} fallback said when `seconds` is no time
 * @param {Date} now
 */
export function dateToken(seconds, pattern, fallback, now) {
  const date = dateOf(seconds);
  if (Number.isNaN(date.getTime())) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (token, name) =>
    Object.hasOwn(TOKENS, name) ? TOKENS[name](date, now) : token,
  );
}

/** @param {Date} now @returns {number} whole seconds until nine in the morning, local time, of the next day that has one */
export function secondsToMorning(now) {
  const nine = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 9);
  if (nine <= now) nine.setDate(nine.getDate() + 1);
  return Math.ceil((nine.getTime() - now.getTime()) / 1000);
}

/** @param {number} seconds @returns {string} such as "1 day 3 h ahead of your clock", or "" for none */
export function ahead(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return "";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [
    days && `${days} day${days > 1 ? "s" : ""}`,
    hours && `${hours} h`,
    minutes % 60 && `${minutes % 60} min`,
  ];
  return `${parts.filter(Boolean).join(" ")} ahead`;
}
