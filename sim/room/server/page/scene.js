// A session while it is played: the lobby, what is told, the vote and its timer. Each draws from what is true now, and
// touches only what has changed.

import { byId, choiceList, counted, decidedWords, element, fill, say, toldElements } from "/drawing.js";

const VOTING = ["open", "own-pace"];
const JUDGED = ["debrief", "ended"];
const TAP_GUARD = 600; // milliseconds for which new choices do not hear a tap that was meant for the old ones
const LAST_CALL = 30; // seconds before the end at which it is said once

const STANDS = {
  lobby: "Waiting to begin",
  scene: "Read, and talk it over",
  open: "Voting is open",
  closed: "Voting is closed",
  split: "How the room voted",
  coaching: "What each choice is worth",
  next: "What came of it",
  debrief: "The debrief",
  ended: "The session is over",
};
const TITLES = {
  open: "What do you do?",
  closed: "Voting is closed",
  split: "How the room voted",
  coaching: "What each choice is worth",
  next: "How the room voted",
  "own-pace": "What does your team do?",
};

/** Whether a vote can be cast now. */
export function mayVote(shared) {
  return VOTING.includes(shared.phase) && shared.choices.length > 0;
}

/** Whether the story is over and judged. */
export function isJudged(shared) {
  return JUDGED.includes(shared.phase);
}

/** The line at the top: where the session stands. */
export function drawBar({ shared, you }, arrived) {
  let stands = STANDS[shared.phase];
  if (shared.phase === "open" && arrived) stands = "Your vote is in";
  if (shared.phase === "own-pace") {
    stands = shared.ending ? "Your team is through" : `Question ${shared.question}: ${you.voted} of ${you.members} have voted`;
  }
  const target = mayVote(shared) ? "#vote" : "";
  fill(byId("stands"), [stands, target], () => {
    if (!target) return [stands];
    const way = element("a", "", stands);
    way.href = target;
    return [way];
  });
}

/** What a screen reader is told once when it changes; nothing of the timer or of other people's votes. */
export function drawSaid({ shared }) {
  const words = {
    lobby: "You are in. The facilitator begins.",
    scene: "The scene. Voting is not open yet.",
    open: "Voting is open.",
    next: shared.taken ? `Went on with: ${shared.taken.text}` : "",
    "own-pace": shared.ending ? "Your team has come to the end." : `Question ${shared.question}.`,
  };
  say(byId("said"), words[shared.phase] || `${STANDS[shared.phase]}.`);
}

export function drawLobby({ shared, you }, changeTeam) {
  say(byId("lobby-people"), `${counted(shared.people, "person is", "people are")} here.`);
  byId("lobby-teams").hidden = shared.teams.length === 0;
  fill(byId("teams"), shared.teams, () => shared.teams.map((team) => {
    const button = element("button", "", team);
    button.type = "button";
    button.value = team;
    button.addEventListener("click", () => changeTeam(team));
    return button;
  }));
  for (const button of byId("teams").children) press(button, button.value === you.team);
}

export function drawStory({ shared }) {
  const place = byId("story");
  const { told, phase, taken, split, ending, own_pace: ownPace } = shared;
  return fill(place, [told, phase === "scene", phase === "next" && taken, ending], () => [
    ...(phase === "next" && taken ? takenElements(taken, split) : []),
    ...toldElements(phase === "next" && told.length && told[0].voice === "player" ? told.slice(1) : told),
    ...(phase === "scene" ? [element("p", "muted rest", "Talk it over. The facilitator opens the vote.")] : []),
    ...(ownPace && ending ? [element("p", "rest", "Your team has come to the end of the story. The debrief follows when the facilitator shows it.")] : []),
  ]);
}

function takenElements(taken, split) {
  return [
    element("h2", "", "The room went on with"),
    element("p", "taken", taken.text),
    element("p", "muted", decidedWords(taken.decided, split)),
  ];
}

/** The choices: to vote on, or with what has been shown of them. `choice` is one's own; `note` says where it is. */
export function drawVote({ shared, you }, choice, note, tag, choose) {
  const voting = mayVote(shared);
  const { phase, question, choices, split, worths, taken } = shared;
  say(byId("vote-title"), TITLES[phase] || "");
  say(byId("vote-words"), voteWords(shared));
  say(byId("note"), voting || phase === "closed" ? note : "");
  const settle = byId("settle");
  settle.hidden = phase !== "own-pace" || you.voted === 0 || you.voted === you.members;
  const place = byId("choices");
  if (!voting) {
    const teams = !shared.own_pace && shared.teams.length > 0;
    const shown = { choices, split, worths, taken: taken && taken.choice, mine: choice, teams };
    fill(place, shown, () => [choiceList(shown)]);
    return;
  }
  const before = place.question;
  place.question = question;
  if (fill(place, [question, choices], () => choiceButtons(choices, choose)) && phase === "own-pace" && before) guard(place);
  for (const button of place.querySelectorAll("button")) {
    const pressed = button.value === choice;
    press(button, pressed);
    say(button.querySelector(".tags"), pressed ? tag : "");
  }
}

function voteWords({ phase, split, worths, own_pace: ownPace }) {
  if (phase === "own-pace") return "Once everybody in your team has voted, the choice with the most votes is made.";
  if (ownPace || !split) return "";
  const votes = Object.values(split.people).reduce((sum, count) => sum + count, 0);
  if (!votes) return "Nobody voted.";
  if (worths && !worths.length) return "This scenario is too big to be judged exactly.";
  return `${counted(votes, "vote")} in all.`;
}

function choiceButtons(choices, choose) {
  return choices.map(({ id, text }, place) => {
    const words = element("span", "choice-text", element("span", "digit", `${place + 1}`), " ", text);
    const button = element("button", "choice", words, " ", element("span", "tags"));
    button.type = "button";
    button.value = id;
    button.addEventListener("click", () => choose(id));
    return button;
  });
}

function guard(place) {
  const buttons = [...place.querySelectorAll("button")];
  for (const button of buttons) button.disabled = true;
  setTimeout(() => buttons.forEach((button) => (button.disabled = false)), TAP_GUARD);
}

function press(button, pressed) {
  if (button.getAttribute("aria-pressed") !== String(pressed)) button.setAttribute("aria-pressed", pressed);
}

/** The time that is left, by the server's clock, which is `ahead` seconds ahead of this one. */
export function drawTimer({ shared }, ahead) {
  const timer = byId("timer");
  const runs = shared.phase === "open" && shared.deadline !== null;
  timer.hidden = !runs;
  if (!runs) return;
  const left = Math.max(0, Math.ceil(shared.deadline - Date.now() / 1000 - ahead));
  say(timer, `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
  if (left === LAST_CALL) say(byId("said"), `${LAST_CALL} seconds left.`);
}
