// The debrief: how it ended, how one's own votes did, and each question.

import { choiceList, counted, decidedWords, element, toldElements, verdictElement } from "/drawing.js";

const ENDINGS = {
  triumph: "It ended in a triumph.",
  success: "It ended in a success.",
  mixed: "It ended with gains and losses.",
  setback: "It ended in a setback.",
  failure: "It ended in failure.",
};

/** Everything of the debrief, for one participant. */
export function debriefElements({ shared, you }) {
  const votes = new Map(you.results.map(({ question, vote }) => [question, vote]));
  const who = shared.own_pace ? "Your team" : "The room";
  return [
    element("h2", "", ENDINGS[shared.ending] || "It stopped before the story's end."),
    ...toldElements(shared.told),
    ...ownElements(you, shared.results),
    ...shared.results.map((result) => questionElement(result, votes.get(result.question) || null, who, !shared.own_pace && shared.teams.length > 0)),
    shared.results.length ? null : element("p", "muted", "No question was put to the vote."),
  ].filter((part) => part !== null);
}

function ownElements(you, results) {
  const voted = you.results.filter(({ vote }) => vote !== null).length;
  if (!results.length) return [];
  const heading = element("h2", "", "How you chose");
  if (!voted) return [heading, element("p", "", "You did not vote.")];
  const words = `You voted on ${voted} of ${counted(results.length, "question")}.`;
  if (you.conduct === null) {
    const judged = results.some(({ worths }) => worths.length);
    const why = judged ? "Nothing was at stake in them." : "This scenario is too big to be judged exactly.";
    return [heading, element("p", "", `${words} ${why}`)];
  }
  const number = element("p", "conduct", element("strong", "", `${Math.round(you.conduct)}`), " of 100");
  return [heading, number, element("p", "", `${words} 100 would be the best choice each time.`)];
}

function questionElement(result, vote, who, teams) {
  const { choices, worths, taken } = result;
  const text = (id) => choices.find((choice) => choice.id === id).text;
  const worth = (id) => worths.find((one) => one.id === id);
  const best = worths.filter((one) => one.best);
  const part = (title, id, ...more) => [
    element("h4", "", title),
    element("p", "choice-text", id === null ? "Nothing." : text(id)),
    ...more,
  ];
  const judged = (id) => {
    const one = worth(id);
    return one ? [verdictElement(one), one.coaching ? element("p", "why", one.coaching) : null] : [];
  };
  const details = element(
    "details", "",
    element("summary", "", `How ${who === "The room" ? "the room" : "your team"} voted`),
    choiceList({ choices, split: result.split, worths, taken, mine: vote, teams }),
  );
  const erred = result.majority_erred && result.votes > 1 ? element("p", "erred", erredWords(result)) : null;
  return element(
    "article", "question",
    element("h3", "", `Question ${result.question}`),
    result.prompt ? element("p", "muted", result.prompt) : null,
    ...part("You chose", vote, ...(vote === null ? [] : judged(vote))),
    ...(taken === null ? [] : part(`${who} went on with`, taken,
      taken === vote ? null : worth(taken) ? verdictElement(worth(taken)) : null,
      element("p", "muted", decidedWords(result.decided, result.split)))),
    ...(best.some(({ id }) => id === vote)
      ? []
      : best.flatMap(({ id }) => (id === taken && vote !== null ? part("Best was", id) : part("Best was", id, ...judged(id))))),
    erred, details,
  );
}

function erredWords({ seen_by_few: seen, split, votes }) {
  const few = seen.reduce((sum, id) => sum + split.people[id], 0);
  return few ? `The majority erred. ${few} of ${votes} saw better.` : "The majority erred, and nobody saw better.";
}
