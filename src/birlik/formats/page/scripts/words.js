// Every text of the page comes from its content, in the reader's language.

const CONTENT = JSON.parse(document.getElementById("content").textContent);
const PLURAL = new Intl.PluralRules(CONTENT.language);

// Text of a key with its gaps filled in; `n` chooses between the forms of a number.
function say(key, values) {
  const words = CONTENT.words;
  let text = words[key];
  if (values && typeof values.n === "number") {
    text = words[`${key}#${PLURAL.select(values.n)}`] || words[`${key}#other`] || text;
  }
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (gap, name) => {
    const value = values ? values[name] : undefined;
    return value === undefined ? gap : typeof value === "number" ? number(value) : String(value);
  });
}

function number(value) {
  return value.toLocaleString(CONTENT.language);
}

// Length of time: 6 h, 4 h 10 min, 45 min.
function lengthText(minutes) {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts = [];
  if (hours) parts.push(say("hoursShort", { n: hours }));
  if (rest || !hours) parts.push(say("minutesShort", { n: rest }));
  return parts.join(" ");
}

function listText(parts) {
  return parts.filter(Boolean).join(" · ");
}
