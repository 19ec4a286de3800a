// The way to the room and back. A WebSocket first; where that fails twice, plain requests, and now and then the
// WebSocket again. It comes back by itself until it is stopped or the room says why not.

const SILENCE = 5000; // how long an answer may take, in milliseconds
const PING_EVERY = 15000;
const ASK_EVERY = 2000;
const DOOMED = 1000; // a socket that was opened so long ago, and not answered, began on the network that was
const SOCKET_AGAIN = 30000;
const TRIES = 2;
const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 8000;

const WRONG_HELLO = 4000;
const OVER = 4004;
const GONE = { 4001: "elsewhere", 4002: "removed" };
const TURNED_AWAY = { removed: "removed", "unknown-code": "unknown", "wrong-secret": "unknown" };

/** Ask the server; never throws. `status` is 0 where no answer came. */
export async function ask(method, path, { body, bearer } = {}) {
  const breaker = new AbortController();
  const alarm = setTimeout(() => breaker.abort(), SILENCE);
  const headers = {};
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (body) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path, {
      method, headers, body: body && JSON.stringify(body), signal: breaker.signal, cache: "no-store", credentials: "omit",
    });
    const text = await answer.text();
    return { status: answer.status, form: text ? JSON.parse(text) : null };
  } catch {
    return { status: 0, form: null };
  } finally {
    clearTimeout(alarm);
  }
}

/** One participant's connection. Tells `frame(view)`, `refused(refusal)`, `link(live | asking | down)`, `gone(why)`. */
export class Connection {
  constructor(code, participant, secret, tells) {
    this.code = code;
    this.hello = { code, participant, secret };
    this.bearer = `${participant}.${secret}`;
    this.tells = tells;
    this.socket = null;
    this.live = false; // a frame came by the socket that is open
    this.asking = false; // plain requests are used, as the socket failed
    this.stopped = false;
    this.down = false; // plain requests came to nothing, too
    this.fails = 0;
    this.strange = 0; // how often in a row the room was not there, or did not know us
    this.waits = 0;
    this.newest = null; // the version and the moment of the newest frame
    this.posting = false;
    this.nextVote = null; // to be posted once the one under way is answered
    this.timers = {};
    this.openSocket();
  }

  stop() {
    this.stopped = true;
    this.dropSocket();
    Object.values(this.timers).forEach(clearTimeout);
  }

  /** Something has changed (the network is back, the phone woke up): look at once. */
  wake() {
    if (this.stopped) return;
    this.waits = 0;
    if (this.live) {
      this.ping();
      return;
    }
    if (this.asking) this.askForView();
    if (this.socket !== null && Date.now() - this.triedSocket > DOOMED) this.dropSocket();
    this.openSocket();
  }

  vote(vote) {
    if (this.live) this.say({ vote }, true);
    else this.postVote(vote);
  }

  /** One after the other, so that an earlier vote cannot overtake a later one. */
  async postVote(vote) {
    this.nextVote = vote;
    if (this.posting) return;
    this.posting = true;
    while (this.nextVote !== null && !this.stopped) {
      const now = this.nextVote;
      this.nextVote = null;
      await this.post("/api/vote", now);
    }
    this.posting = false;
  }

  settle(question) {
    if (this.live) this.say({ settle: { question } });
    else this.post("/api/settle", { question });
  }

  team(team) {
    if (this.live) this.say({ team: { team } });
    else this.post("/api/team", { team });
  }

  // The socket

  openSocket() {
    if (this.stopped || this.socket !== null) return;
    this.triedSocket = Date.now();
    let socket;
    try {
      socket = new WebSocket(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/api/socket`);
    } catch {
      this.failed();
      return;
    }
    this.socket = socket;
    this.expectAnswer();
    socket.onopen = () => socket.send(JSON.stringify({ hello: this.hello }));
    socket.onmessage = (message) => this.heard(socket, message.data);
    socket.onclose = (closing) => {
      if (socket === this.socket) this.closed(closing.code);
    };
  }

  heard(socket, data) {
    if (socket !== this.socket) return;
    this.expectNothing();
    let form;
    try {
      form = JSON.parse(data);
    } catch {
      return;
    }
    if (form.refused) this.tells.refused(form.refused);
    if (!form.view) return;
    if (!this.live) {
      this.live = true;
      this.asking = this.down = false;
      this.fails = this.waits = 0;
      this.newest = null;
      clearTimeout(this.timers.again);
      this.later("ping", PING_EVERY, () => this.ping());
    }
    this.take(form.view);
    this.tells.link("live");
  }

  closed(code) {
    this.dropSocket();
    if (GONE[code]) this.end(GONE[code]);
    else if (code === WRONG_HELLO || code === OVER) this.askOnce(code === OVER);
    else this.failed();
  }

  /** A socket that came to nothing. */
  failed() {
    this.dropSocket();
    if (this.stopped) return;
    this.fails += 1;
    if (this.asking) return; // the plain requests go on
    this.tells.link("down");
    if (this.fails < TRIES) this.later("again", this.wait(), () => this.openSocket());
    else {
      this.asking = true;
      this.askForView();
    }
  }

  dropSocket() {
    const socket = this.socket;
    this.socket = null;
    this.live = false;
    this.expectNothing();
    clearTimeout(this.timers.ping);
    // Its closing may take minutes where the network is gone: nobody waits for it.
    if (socket !== null) socket.close();
  }

  say(form, answered = false) {
    this.socket.send(JSON.stringify(form));
    if (answered) this.expectAnswer();
  }

  ping() {
    this.say({ ping: Date.now() }, true);
    this.later("ping", PING_EVERY, () => this.ping());
  }

  expectAnswer() {
    if (!this.timers.silence) this.later("silence", SILENCE, () => this.failed());
  }

  expectNothing() {
    clearTimeout(this.timers.silence);
    this.timers.silence = 0;
  }

  // Plain requests

  async askForView() {
    clearTimeout(this.timers.again);
    const after = this.newest === null ? "" : `&after=${this.newest.version}`;
    const asked = (this.asked = {});
    const answer = await ask("GET", `/api/view?code=${this.code}${after}`, { bearer: this.bearer });
    if (this.stopped || this.live || asked !== this.asked) return;
    if (answer.status === 200 || answer.status === 204) {
      const cameBack = this.down;
      this.waits = 0;
      this.down = false;
      if (answer.form && answer.form.view) this.take(answer.form.view);
      this.tells.link("asking");
      if (cameBack || Date.now() - this.triedSocket > SOCKET_AGAIN) this.openSocket();
      this.later("again", ASK_EVERY, () => this.askForView());
    } else if (!this.isTurnedAway(answer)) {
      this.newest = null; // a server begun anew may count from anywhere
      this.down = true;
      this.tells.link("down");
      this.later("again", this.wait(), () => this.askForView());
    }
  }

  async post(path, form) {
    const answer = await ask("POST", path, { body: { code: this.code, ...form }, bearer: this.bearer });
    if (this.stopped) return;
    if (answer.status === 200 && answer.form && answer.form.view) this.take(answer.form.view);
    else if (!this.isTurnedAway(answer) && answer.form && answer.form.error) {
      this.tells.refused({ ...answer.form.error, submission: form.submission });
    }
  }

  isTurnedAway({ form }) {
    if (!form || !form.error) return false; // a portal's or a proxy's page is not the room's word
    const why = TURNED_AWAY[form.error.reason];
    if (!why) return false;
    // A server that has just begun may have to open the room still.
    if (why === "unknown" && (this.strange += 1) < TRIES) return false;
    this.end(why);
    return true;
  }

  /** After the end, for the last view. After a hello that was refused, as one too slow is refused like a wrong one. */
  async askOnce(over) {
    const answer = await ask("GET", `/api/view?code=${this.code}`, { bearer: this.bearer });
    if (this.stopped || this.isTurnedAway(answer)) return;
    if (answer.status === 200 && answer.form && answer.form.view) this.take(answer.form.view);
    if (this.stopped) return;
    if (over) this.end("over");
    else this.failed();
  }

  // Both

  /** Take a frame, unless a newer one came first; a server that was started again counts anew. */
  take(view) {
    const newest = this.newest;
    if (newest !== null && view.version < newest.version && view.now < newest.now) return;
    this.strange = 0;
    this.newest = { version: view.version, now: view.now };
    this.tells.frame(view);
  }

  end(why) {
    this.stop();
    this.tells.gone(why);
  }

  wait() {
    const longest = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** this.waits);
    this.waits += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  later(name, milliseconds, action) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(action, milliseconds);
  }
}
