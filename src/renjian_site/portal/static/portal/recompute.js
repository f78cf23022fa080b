// The button “在本机复算” of a public draw: fetch the record and say each step that agrees.
"use strict";

// A record is one JSON value, or one a line, whose lists go on in later lines.
function recordOf(content) {
  const [first, ...rest] = content.trim().split("\n");
  let record;
  try {
    record = JSON.parse(first);
  } catch {
    return JSON.parse(content);
  }
  for (const line of rest.filter(Boolean)) {
    for (const [key, more] of Object.entries(JSON.parse(line))) {
      for (const one of more) record[key].push(one);
    }
  }
  return record;
}

async function recompute(button) {
  const list = document.getElementById("recomputed");
  const said = document.getElementById("recompute-words").dataset;
  const say = (sentence, detail, state) => {
    const line = document.createElement("li");
    line.className = state;
    line.textContent = sentence;
    if (detail !== undefined) {
      const code = document.createElement("code");
      code.textContent = detail;
      line.append(" ", code);
    }
    list.append(line);
  };
  list.replaceChildren();
  button.disabled = true;
  try {
    const answer = await fetch(button.dataset.record);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const record = recordOf(await answer.text());
    agree("record.plan_hash", record.plan_hash, button.dataset.planHash);
    for (const [step, detail] of check(record)) {
      say(said[step], detail, "ok");
      if (step === "beacon" && detail === "drand") say(said.unsigned, undefined, "unsigned");
      await new Promise((resume) => { setTimeout(resume); });
    }
    say(said.done, undefined, "ok");
  } catch (wrong) {
    say(wrong instanceof Disagreement ? said.wrong : said.failed, wrong.message, "wrong");
  }
  button.disabled = false;
}

const recomputing = document.getElementById("recompute");
if (recomputing) recomputing.addEventListener("click", () => recompute(recomputing));
