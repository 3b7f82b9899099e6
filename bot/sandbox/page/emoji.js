/** The emoji that people in a support team use most, by their Slack names. */

const TABLE = `
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊
heart_eyes 😍|thinking_face 🤔|neutral_face 😐|expressionless 😑|unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬
relieved 😌|pensive 😔|confused 😕|slightly_frowning_face 🙁|disappointed 😞|worried 😟|cry 😢|sob 😭|triumph 😤
angry 😠|rage 😡|face_with_symbols_on_mouth 🤬|exploding_head 🤯|flushed 😳|scream 😱|cold_sweat 😰|sweat_smile 😅|sweat 😓
hugging_face 🤗|zipper_mouth_face 🤐|sleeping 😴|facepalm 🤦|face_palm 🤦|shrug 🤷|wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎
clap 👏|raised_hands 🙌|pray 🙏|handshake 🤝|muscle 💪|point_up ☝️|point_right 👉|ok_hand 👌|eyes 👀|speech_balloon 💬
heart ❤️|green_heart 💚|broken_heart 💔|sparkles ✨|star ⭐|fire 🔥|boom 💥|tada 🎉|rocket 🚀|coffee ☕|seedling 🌱|herb 🌿
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|warning ⚠️|no_entry ⛔|question ❓|exclamation ❗|bulb 💡
bell 🔔|no_bell 🔕|mute 🔇|lock 🔒|key 🔑|mag 🔍|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|calendar 📆|date 📅|spiral_calendar_pad 🗓️
clock 🕰️|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|zzz 💤|arrow_up ⬆️|arrow_right ➡️|arrow_down ⬇️|repeat 🔁
red_circle 🔴|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|rotating_light 🚨|ticket 🎫|package 📦
sos 🆘|link 🔗|wrench 🔧|bug 🐛|robot_face 🤖|bust_in_silhouette 👤|busts_in_silhouette 👥|ear 👂|raised_hand ✋|book 📖|books 📚
level_slider 🎚️|scales ⚖️|dove_of_peace 🕊️|umbrella ☔|sunny ☀️|leaves 🍃|compass 🧭|woman-gesturing-ok 🙆‍♀️|person_in_lotus_position 🧘
`;

const BY_NAME = new Map(
  TABLE.trim()
    .split(/[\n|]/)
    .map((pair) => /** @type {[string, string]} */ (pair.split(" "))),
);

/** The ones offered for a quick reaction. */
export const QUICK = [
  "+1",
  "eyes",
  "pray",
  "heart",
  "tada",
  "white_check_mark",
  "joy",
  "thinking_face",
  "clap",
  "wave",
];

/**
 * @param {string} name such as "wave"; a skin tone behind "::" is left out
 * @returns {string} the character, or the shortcode itself where it is not known
 */
export function emoji(name) {
  return BY_NAME.get(name.split("::")[0]) ?? `:${name}:`;
}

/** @param {string} text @returns {string} the text with the shortcodes that we know replaced */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+):/g, (code, name) => BY_NAME.get(name) ?? code);
}
