// The phone's page of a session: joining, voting, seeing what the room may see. What is true comes with each frame;
// this only shows it, and keeps the one choice that is on its way.

import { Connection } from "/connection.js";
import { debriefElements } from "/debrief.js";
import { byId, element, fill, say } from "/drawing.js";
import { showJoining, startJoining } from "/joining.js";
import { forget, keep, kept, tidy, unguessable } from "/keeping.js";
import { drawBar, drawLobby, drawSaid, drawStory, drawTimer, drawVote, isJudged, mayVote } from "/scene.js";

const AGAIN = 5000; // milliseconds until a choice that nobody acknowledged is sent once more
const PATIENCE = 1500; // milliseconds without a connection before it is spoken of
const LEGIBLE = 5000; // milliseconds for which a notice stands at least
const PASSED = ["not-open", "old-question"];
const FINAL = [...PASSED, "unknown-choice", "unknown-person", "not-now", "over", "removed"];
const GONE = {
  elsewhere: ["This room is open in another tab", "Only one of them can be in the room.", "Use it here"],
  removed: ["You are not in this room any more", "The facilitator has sent you out. If that was a mistake, ask, and join again.", "Join again"],
  over: ["The session is over", "Thank you for playing. Nothing more comes, and this page can be closed.", "Join another session"],
};

let code = "";
let mine = null; // what is kept of the room: secret, participant, name, the choice unsent
let view = null; // the newest frame's
let ahead = 0; // seconds that the server's clock is ahead of ours
let connection = null;
let link = "down";
let downSince = 0;
let gone = null; // why the room does not go on here
let retry = 0;
let lookedAt = "";
let noticed = 0; // when the notice was put up
let noticeEnds = 0;

function start() {
  tidy();
  startJoining(enter);
  byId("gone-button").addEventListener("click", comeBack);
  byId("settle").addEventListener("click", () => connection.settle(view.shared.question));
  window.addEventListener("online", () => wake());
  window.addEventListener("offline", () => {
    wake();
    draw();
  });
  window.addEventListener("pageshow", () => wake());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  setInterval(() => shows() && drawTimer(view, ahead), 250);
  const asked = location.pathname.match(/^\/j\/([^/]+)\/?$/);
  code = asked ? asked[1].replace(/%[0-9a-f]{2}|[^a-z0-9]/gi, "").toUpperCase() : "";
  mine = kept(code);
  if (isInside()) connect();
  else showJoining(code);
  draw();
}

function enter(joinedCode, form, first) {
  code = joinedCode;
  mine = form;
  history.replaceState(null, "", `/j/${code}`);
  notify("");
  const focused = byId("joining").contains(document.activeElement);
  connect();
  if (first) show(first);
  if (focused) byId("title").focus({ preventScroll: true });
}

function connect() {
  gone = null;
  link = "down";
  downSince = Date.now();
  if (connection !== null) connection.stop();
  connection = new Connection(code, mine.participant, mine.secret, { frame: show, refused, link: linked, gone: left });
}

function wake() {
  if (connection !== null) connection.wake();
}

function linked(now) {
  if (now === link) return;
  const back = link === "down";
  link = now;
  downSince = Date.now();
  if (now === "down") setTimeout(draw, PATIENCE);
  else if (back) send();
  draw();
}

/** The room does not go on here; `why` says why not. */
function left(why) {
  clearTimeout(retry);
  if (why === "unknown") {
    // The rest stays: should the room come back after all, the secret brings the same place, and the choice goes there.
    keep(code, { ...mine, participant: null });
    leave("The room does not know this phone any more. Please join again.");
    return;
  }
  gone = why;
  draw();
}

function leave(words) {
  mine = view = gone = null;
  notify(words);
  showJoining(code);
  draw();
}

function comeBack() {
  if (gone === "over") {
    forget(code);
    location.assign("/");
  } else if (gone === "removed") {
    keep(code, { ...mine, secret: unguessable(), participant: null, unsent: null });
    leave("");
  } else {
    // The other tab may have sent the choice, or made another.
    mine = kept(code) || mine;
    connect();
    draw();
  }
}

// Voting

function choose(choice) {
  const { shared, you } = view;
  if (gone !== null || !mayVote(shared)) return;
  const standing = mine.unsent === null ? you.vote && you.vote.choice : mine.unsent.choice;
  if (choice === standing) return;
  notify("");
  setUnsent({ question: shared.question, choice, submission: unguessable() });
  send();
  draw();
}

function setUnsent(unsent) {
  clearTimeout(retry);
  mine = { ...mine, unsent };
  keep(code, mine);
}

function send() {
  clearTimeout(retry);
  if (mine === null || mine.unsent === null || link === "down") return;
  connection.vote(mine.unsent);
  retry = setTimeout(send, AGAIN);
}

/** See whether the choice on its way has arrived, or comes too late. */
function settleUnsent({ shared, you }) {
  const { unsent } = mine;
  if (unsent === null) return;
  if (you.vote !== null && you.vote.submission === unsent.submission) setUnsent(null);
  else if (shared.question !== unsent.question || !mayVote(shared)) {
    dropUnsent(you.vote !== null && shared.question === unsent.question);
  }
}

function dropUnsent(stands) {
  setUnsent(null);
  notify(`Your last choice came too late and does not count.${stands ? " The vote you had given before does." : ""}`);
}

function refused({ reason, message, hint, submission }) {
  const { unsent } = mine;
  if (submission) {
    // Of an earlier choice, or not kept this time and sent again in a while.
    if (unsent === null || submission !== unsent.submission || !FINAL.includes(reason)) return;
    setUnsent(null);
  }
  if (submission && PASSED.includes(reason)) dropUnsent(reason === "not-open" && view.you.vote !== null);
  else notify([message, hint].filter(Boolean).join(" "));
  draw();
}

function notify(words) {
  clearTimeout(noticeEnds);
  noticed = Date.now();
  say(byId("notice"), words);
}

/** The room has gone on: what was said before it did is taken away, once there was time to read it. */
function endNotice() {
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => {
    notify("");
    draw();
  }, Math.max(0, noticed + LEGIBLE - Date.now()));
}

// What comes, and how it is shown

function show(next) {
  const before = view === null ? null : view.shared;
  view = next;
  ahead = next.now - Date.now() / 1000;
  const moved = before === null || before.question !== next.shared.question || before.phase !== next.shared.phase;
  if (before !== null && moved) endNotice();
  settleUnsent(next);
  if (next.shared.phase === "ended") {
    connection.stop();
    gone = "over";
  }
  if (moved) drawSaid(next);
  draw();
}

function isInside() {
  return mine !== null && Boolean(mine.participant);
}

/** Whether the room is shown, as it is or as it was at its end. */
function shows() {
  return isInside() && view !== null && (gone === null || gone === "over");
}

function draw() {
  const inside = isInside();
  const shown = shows();
  document.body.classList.toggle("inside", shown);
  const shared = shown ? view.shared : null;
  const phase = shown ? shared.phase : "";
  byId("loading").hidden = !inside || view !== null || gone !== null;
  byId("joining").hidden = inside;
  byId("lobby").hidden = phase !== "lobby";
  byId("story").hidden = !shown || phase === "lobby" || isJudged(shared);
  byId("vote").hidden = !shown || shared.choices.length === 0;
  byId("debrief").hidden = !shown || !isJudged(shared);
  drawLink(inside);
  drawGone();
  byId("bar").classList.toggle("quiet", !shown && !byId("link").textContent && !byId("notice").textContent);
  if (shown) {
    drawInside(view);
    return;
  }
  byId("timer").hidden = true;
  for (const place of [byId("stands"), byId("who")]) fill(place, [], () => []);
}

function drawInside(now) {
  const { shared, you } = now;
  const { unsent } = mine;
  const choice = unsent !== null ? unsent.choice : you.vote && you.vote.choice;
  say(byId("title"), shared.title);
  document.title = shared.title;
  drawBar(now, unsent === null && you.vote !== null);
  drawTimer(now, ahead);
  if (shared.phase === "lobby") drawLobby(now, (team) => connection.team(team));
  else if (isJudged(shared)) {
    const shows = [shared.told, shared.ending, shared.results, you.results, you.conduct];
    if (fill(byId("debrief"), shows, () => debriefElements(now))) window.scrollTo(0, 0);
  } else {
    const told = drawStory(now);
    drawVote(now, choice, noteWords(now), tagWords(), choose);
    if (away()) byId("settle").hidden = true;
    lookAt(shared, told);
  }
  const who = [you.name, you.team].filter(Boolean);
  // Each name by itself, in whichever direction it is written.
  fill(byId("who"), who, () => [...who.flatMap((name) => [element("bdi", "", name), " · "]), `room ${shared.code}`]);
}

/** Scroll to what is new: the scene, or what is shown of the vote. The focus stays where it is. */
function lookAt({ phase, question }, told) {
  const scene = `${phase} ${question}`;
  if (scene === lookedAt) return;
  lookedAt = scene;
  if (phase === "split" || phase === "coaching") byId("vote").scrollIntoView();
  else if (told && phase !== "open" && phase !== "closed") window.scrollTo(0, 0);
}

function noteWords({ shared, you }) {
  if (mine.unsent !== null) return away() ? "Kept here. It is sent when the network is back." : "Sending…";
  if (shared.phase === "closed") return you.vote === null ? "You did not vote." : "Your vote is in.";
  if (you.vote === null) return "";
  return "Your vote is in. You can change it as long as voting is open.";
}

function tagWords() {
  if (mine.unsent === null) return "✓ Your vote";
  return away() ? "Kept here, not sent yet" : "Sending…";
}

function away() {
  return link === "down" || !navigator.onLine;
}

function drawLink(inside) {
  const down = inside && gone === null && link === "down" && Date.now() - downSince >= PATIENCE;
  say(byId("link"), down ? "No connection. It comes back by itself." : "");
  say(byId("slow"), inside && gone === null && link === "asking" ? "Connected in a simpler way: news comes every two seconds." : "");
}

function drawGone() {
  byId("gone").hidden = gone === null;
  if (gone === null) return;
  say(byId("said"), `${GONE[gone][0]}.`);
  const [title, words, button] = GONE[gone];
  say(byId("gone-title"), title);
  say(byId("gone-words"), words);
  say(byId("gone-button"), button);
}

start();
