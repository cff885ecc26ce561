// Emoji: short names as characters, and status dots that look alike on every machine.

const NAMES = {
  "+1": "👍",
  "-1": "👎",
  alarm_clock: "⏰",
  arrow_right: "➡️",
  ballot_box_with_check: "☑️",
  bar_chart: "📊",
  bell: "🔔",
  bulb: "💡",
  calendar: "📆",
  chart_with_upwards_trend: "📈",
  clipboard: "📋",
  clock3: "🕒",
  eyes: "👀",
  fire: "🔥",
  globe_with_meridians: "🌐",
  hand: "✋",
  heart: "❤️",
  heavy_check_mark: "✔️",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  inbox_tray: "📥",
  information_source: "ℹ️",
  large_blue_circle: "🔵",
  large_green_circle: "🟢",
  large_orange_circle: "🟠",
  large_yellow_circle: "🟡",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  moneybag: "💰",
  no_entry: "⛔",
  ok_hand: "👌",
  package: "📦",
  pray: "🙏",
  question: "❓",
  raised_hands: "🙌",
  red_circle: "🔴",
  rocket: "🚀",
  rotating_light: "🚨",
  slightly_smiling_face: "🙂",
  smile: "😄",
  sparkles: "✨",
  speech_balloon: "💬",
  star: "⭐",
  tada: "🎉",
  thumbsup: "👍",
  truck: "🚚",
  warning: "⚠️",
  wave: "👋",
  white_check_mark: "✅",
  white_circle: "⚪",
  x: "❌",
  zap: "⚡",
};

const DOTS = {
  "🔴": "red",
  "🟠": "orange",
  "🟡": "yellow",
  "🟢": "green",
  "🔵": "blue",
  "⚪": "white",
  "⚫": "black",
};

const DOT = /(🔴|🟠|🟡|🟢|🔵|⚪|⚫)\uFE0F?/u;

/** Plain text as a node, its short names and status dots drawn. */
export function withEmoji(text) {
  const named = text.replace(/:([a-z0-9_+-]+):/g, (all, name) => NAMES[name] || all);
  const nodes = document.createDocumentFragment();
  for (const part of named.split(DOT)) {
    if (part) nodes.append(part in DOTS ? dot(part) : part);
  }
  return nodes;
}

/** The character stays, for whoever copies or listens; what the eye sees is a drawn dot. */
function dot(character) {
  const node = document.createElement("span");
  node.className = "dot";
  node.dataset.colour = DOTS[character];
  node.textContent = character;
  return node;
}
