// Moments as people read them, in the time zone of whoever looks.

import { zone } from "./store.js";

const LANGUAGE = "en-GB"; // The page speaks English; its dates do as well.
const DAY = 86_400_000;

function shown(moment, options) {
  return new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone(), ...options }).format(moment);
}

const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const plain = { day: "numeric", month: "long", year: "numeric" };
const short = { day: "numeric", month: "short", year: "numeric" };

export const moment = (ts) => new Date(Number(ts) * 1000);
export const time = (at) => shown(at, { hour: "2-digit", minute: "2-digit" });
export const dayKey = (at) => shown(at, { year: "numeric", month: "2-digit", day: "2-digit" });
export const whole = (at) => `${shown(at, long)}, ${time(at)} (${zone()})`;
export const dayTitle = (at) => near(at) || shown(at, { ...long, year: undefined });

function near(at) {
  const words = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" };
  const off = [-1, 0, 1].find((days) => dayKey(at) === dayKey(new Date(Date.now() + days * DAY)));
  return off === undefined ? null : words[off];
}

export function relative(at, now = Date.now()) {
  const seconds = Math.round((now - at) / 1000);
  const [amount, unit] = largest(Math.abs(seconds));
  if (unit === "s") return "just now";
  return seconds >= 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}

function largest(seconds) {
  if (seconds < 60) return [seconds, "s"];
  if (seconds < 3600) return [Math.floor(seconds / 60), "min"];
  if (seconds < 172_800) return [Math.floor(seconds / 3600), "h"];
  return [Math.floor(seconds / 86_400), "days"];
}

const sentence = (at, options) => near(at)?.toLowerCase() || shown(at, options);

const TOKENS = {
  date: (at) => shown(at, plain),
  date_pretty: (at) => sentence(at, plain),
  date_num: (at) => dayKey(at).split("/").reverse().join("-"),
  date_slash: (at) => dayKey(at),
  date_short: (at) => shown(at, short),
  date_short_pretty: (at) => sentence(at, short),
  date_long: (at) => shown(at, long),
  date_long_full: (at) => shown(at, long),
  date_long_pretty: (at) => sentence(at, long),
  day_divider_pretty: (at) => sentence(at, long),
  time: (at) => time(at),
  time_secs: (at) => shown(at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago: (at) => relative(at),
};

/** Slack's date token; its fallback where a format is unknown. */
export function dateToken(epoch, format, fallback) {
  const at = moment(epoch);
  if (Number.isNaN(at.getTime())) return fallback;
  let known = true;
  const said = format.replace(/\{(\w+)\}/g, (_all, name) => {
    known &&= name in TOKENS;
    return known ? TOKENS[name](at) : "";
  });
  return known ? said : fallback;
}
