// Elements, and the parts of a session that are shown in more than one place. Words that come over the wire are put in
// as text, never as markup.

const SYMBOLS = { best: "●", sound: "◐", slip: "○", mistake: "▼", blunder: "✕" };

export const byId = (id) => document.getElementById(id);

/** An element with a class or without, and what is in it: elements, words, nothing. */
export function element(name, css, ...content) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...content.filter((part) => part !== null));
  return made;
}

/** Say something in an element, and touch it only where that is new. */
export function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/** Fill a part of the page anew where what it shows has changed. Focus that was in it goes to the part's heading. */
export function fill(place, shows, make) {
  const key = JSON.stringify(shows);
  if (place.shows === key) return false;
  const focused = place.contains(document.activeElement);
  place.shows = key;
  place.replaceChildren(...make());
  if (focused) heading(place).focus({ preventScroll: true });
  return true;
}

function heading(place) {
  const section = place.closest("section");
  return (section && section.querySelector("h2[tabindex]")) || byId("title");
}

export function counted(count, noun, plural = `${noun}s`) {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString("en")} ${plural}`;
}

/** What is told: the scene, what people say, what the player said. */
export function toldElements(told) {
  const met = new Set();
  return told.map(({ voice, words, who, role }) => {
    if (voice === "caption" || voice === "narration") return element("p", voice, words);
    const speaker = voice === "player" ? "You" : who;
    const known = !role || met.has(who);
    met.add(who);
    return element(
      "div", `speech ${voice}`,
      element("p", "who", speaker || "", known ? null : element("span", "muted", ` ${role}`)),
      element("p", "", words),
    );
  });
}

/** How good a choice was: its label and what it costs. */
export function verdictElement(worth) {
  const points = worth.points < 0.5 ? "under 1 point" : counted(Math.round(worth.points), "point");
  const symbol = element("span", "symbol", SYMBOLS[worth.label] || "·");
  symbol.setAttribute("aria-hidden", "true");
  return element("p", `verdict ${worth.label}`, symbol, ` ${worth.label}${worth.best ? "" : `, costs ${points}`}`);
}

/** How a choice came to be taken. */
export function decidedWords(decided, { leading }) {
  if (decided === "majority") return "It was the majority's choice.";
  if (decided === "tie-broken") return "It was a tie, and the facilitator broke it.";
  if (leading.length === 0) return "Nobody had voted, and the facilitator took it.";
  if (leading.length === 1) return "The facilitator took it, not the majority's choice.";
  return "It was a tie, and the facilitator took none of the choices that led.";
}

/** The choices of a question with whatever may be shown of them by now. */
export function choiceList({ choices, split, worths, taken, mine, teams }) {
  const all = split ? Object.values(split.people).reduce((sum, count) => sum + count, 0) : 0;
  return element("ol", "results", ...choices.map(({ id, text }, place) => {
    const tags = [];
    if (id === mine) tags.push("✓ Your vote");
    if (split && split.leading.includes(id)) tags.push(`${split.leading.length > 1 ? "Tied for most" : "Most"} ${teams ? "teams" : "votes"}`);
    if (id === taken) tags.push("Went on with this");
    const worth = worths ? worths.find((one) => one.id === id) : undefined;
    return element(
      "li", id === mine ? "mine" : "",
      element("p", "choice-text", element("span", "digit", `${place + 1}`), " ", text),
      tags.length ? element("p", "tags", tags.join(" · ")) : null,
      ...(split ? bar(split, id, all, teams) : []),
      worth ? verdictElement(worth) : null,
      worth && worth.coaching ? element("p", "why", worth.coaching) : null,
    );
  }));
}

function bar(split, id, all, teams) {
  const count = split.people[id] || 0;
  const percent = all ? Math.round((100 * count) / all) : 0;
  const full = element("div", "full");
  full.style.width = `${percent}%`;
  const track = element("div", "track", full);
  track.setAttribute("aria-hidden", "true");
  const units = teams && split.units[id] ? `; decides for ${counted(split.units[id], "team")}` : "";
  return [track, element("p", "count", `${counted(count, "vote")}, ${percent}%${units}`)];
}
