// Requests to the sandbox server; whatever is no success becomes a Trouble with one sentence.

export class Trouble extends Error {
  constructor(sentence, { status = 0, blocks = {} } = {}) {
    super(sentence);
    this.status = status; // Of the answer; 0 where none came.
    this.blocks = blocks; // Mistakes by block, of an incomplete form.
  }
}

export async function get(path, parameters = {}) {
  return answerOf(() => fetch(`${path}?${new URLSearchParams(parameters)}`));
}

export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(() => fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answerOf(request) {
  const response = await request().catch(() => {
    throw new Trouble("The workspace does not answer. Try again when it is back.");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { status } = response;
    throw new Trouble(sentence(answer, status), { status, blocks: answer.blocks });
  }
  return answer;
}

function sentence(answer, status) {
  return typeof answer.error === "string" ? answer.error : `The workspace answered ${status}.`;
}
