// What this browser keeps of a room, by the room's code: the secret by which it comes back, its number there, the name,
// and the choice that no one has acknowledged yet. Where a browser forbids keeping, it is held in memory.

const PREFIX = "emptychair.";
const LIFETIME = 24 * 3600 * 1000;

const memory = new Map();
const store = usableStore();

/** Whether anything outlives this page. */
export const keeps = store !== null;

/** What is kept of a room, or null. */
export function kept(code) {
  const text = store === null ? memory.get(code) : read(PREFIX + code);
  if (!text) return null;
  try {
    const form = JSON.parse(text);
    return form !== null && typeof form.secret === "string" ? form : null;
  } catch {
    return null;
  }
}

/** Keep this of a room, in the place of what was kept. */
export function keep(code, form) {
  const text = JSON.stringify({ ...form, at: Date.now() });
  memory.set(code, text);
  try {
    if (store !== null) store.setItem(PREFIX + code, text);
  } catch {
    // Full, or forbidden since: this page goes on with what it holds.
  }
}

/** Keep nothing of a room any more. */
export function forget(code) {
  memory.delete(code);
  if (store !== null) store.removeItem(PREFIX + code);
}

/** Forget the rooms of other days. */
export function tidy() {
  if (store === null) return;
  for (const name of Object.keys(store)) {
    if (!name.startsWith(PREFIX)) continue;
    const form = kept(name.slice(PREFIX.length));
    if (form === null || !(Date.now() - form.at < LIFETIME)) store.removeItem(name);
  }
}

/** 128 bits and more that nobody can guess, as signs that an address could hold (and none ever does). */
export function unguessable() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}

function usableStore() {
  try {
    window.localStorage.setItem(PREFIX, "");
    window.localStorage.removeItem(PREFIX);
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(name) {
  try {
    return store.getItem(name);
  } catch {
    return null;
  }
}
