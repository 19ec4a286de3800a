// The form by which one joins.

import { ask } from "/connection.js";
import { byId, element, fill, say } from "/drawing.js";
import { forget, keep, keeps, kept, unguessable } from "/keeping.js";

const CODE_SIGNS = "ACDEFGHJKMNPQRTWXY34679";
const CODE_LENGTH = 6;

let room = null; // what is known of the room whose code stands in the form

/** Start the form. `joined(code, kept, view)` is called once the room has let somebody in. */
export function startJoining(joined) {
  byId("forgetful").hidden = keeps;
  byId("code").addEventListener("input", lookUp);
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    join(joined);
  });
}

/** Show the form for a code, or for one still to be typed. */
export function showJoining(code) {
  const before = code && kept(code);
  byId("code").value = code;
  if (before && before.name) byId("name").value = before.name;
  room = null;
  drawRoom();
  lookUp();
}

function typedCode() {
  return byId("code").value.toUpperCase().replace(/[\s\-_.]/g, "");
}

function codeFault(typed) {
  const strange = [...typed].find((sign) => !CODE_SIGNS.includes(sign));
  if (!typed) return "Type the code that the facilitator shows.";
  if (strange !== undefined) return `No code has the sign “${strange}” in it. Look at it once more.`;
  return typed.length === CODE_LENGTH ? "" : `A code has six signs, and this has ${typed.length}.`;
}

/** Learn the room's title and its teams while the name is being typed. */
async function lookUp() {
  const typed = typedCode();
  mark("code", "");
  if (codeFault(typed) || (room !== null && room.code === typed)) return;
  const answer = await ask("GET", `/api/room/${typed}`);
  if (typed !== typedCode()) return;
  room = answer.status === 200 ? { ...answer.form, code: typed } : null;
  if (room === null) mark("code", faultWords(answer));
  else if (room.locked) mark("code", "The room is locked. Ask the facilitator to let you in.");
  drawRoom();
}

function drawRoom() {
  const teams = room === null ? [] : room.teams;
  say(byId("title"), room === null ? "Join a session" : room.title);
  document.title = room === null ? "Join a session" : `Join: ${room.title}`;
  byId("team-choice").hidden = teams.length === 0;
  fill(byId("team"), teams, () => ["", ...teams].map((team) => {
    const option = element("option", "", team || "Wherever there is room");
    option.value = team;
    return option;
  }));
}

function mark(field, words) {
  say(byId(`${field}-fault`), words);
  byId(field).setAttribute("aria-invalid", words ? "true" : "false");
}

function faultWords({ status, form }) {
  if (form && form.error) return [form.error.message, form.error.hint].filter(Boolean).join(" ");
  if (status !== 0) return "That did not work. Try again.";
  return "The facilitator's computer does not answer. Is this phone in the same network? Try again.";
}

async function join(joined) {
  const button = byId("join");
  const code = typedCode();
  if (button.disabled) return;
  mark("name", "");
  mark("code", codeFault(code));
  if (codeFault(code)) {
    byId("code").focus();
    return;
  }
  button.disabled = true;
  say(button, "Joining…");
  const name = byId("name").value.trim();
  const team = room !== null && room.code === code ? byId("team").value : "";
  // Kept before it is sent: should the answer be lost, the same secret brings the same place.
  const before = kept(code);
  const form = { secret: before === null ? unguessable() : before.secret, participant: null, name, unsent: before && before.unsent };
  keep(code, form);
  const body = { code, secret: form.secret, ...(name ? { name } : {}), ...(team ? { team } : {}) };
  const answer = await ask("POST", "/api/join", { body });
  button.disabled = false;
  say(button, "Join");
  if ((answer.status === 200 || answer.status === 201) && answer.form) {
    const letIn = { ...form, participant: answer.form.participant };
    keep(code, letIn);
    joined(code, letIn, answer.form.view);
    return;
  }
  const { reason } = (answer.form && answer.form.error) || {};
  if (reason === "removed") forget(code);
  const field = reason === "bad-name" ? "name" : "code";
  mark(field, faultWords(answer));
  byId(field).focus();
}
