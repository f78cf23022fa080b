// The second half of verify.js: the teams of officers, by random priority with a guard.
"use strict";

// The teams are computed anew and compared: an object has a seat for the lead of each item that it
// is drawn for, then others up to the size of a team.
function checkTeams(record, hash) {
  const crews = crewsOf(record, hash);
  const { borrowed, found } = borrowing(record, crews);
  const teams = new Map();
  const caps = {};
  for (const { units, cap, seated } of found) {
    for (const unit of units) if (unit in borrowed) caps[unit] = cap;
    for (const [object, officers] of seated) teams.set(object, officers);
  }
  const experts = expertsOf(record, crews);
  const shown = crews.objects.map((object) => {
    const [lead, second, ...others] = teams.get(object);
    const team = { object, lead, second };
    if (others.length) team.others = others;
    if (record.plan.items) team.items = crews.items.get(object);
    if (experts) team.experts = experts.seated.get(object);
    return team;
  });
  const { assignment } = record;
  const used = Object.fromEntries(Object.entries(borrowed).filter(([, lenders]) => lenders.length));
  agree("record.assignment.borrowed", assignment.borrowed ?? {}, used);
  agree("record.assignment.caps", assignment.caps, caps);
  agree("record.assignment.expert_cap", assignment.expert_cap ?? null, experts ? experts.cap : null);
  agreeEach("record.assignment.teams", assignment.teams, shown);
}

// Who may be sent to each drawn object, in the order in which they are asked.
function crewsOf(record, hash) {
  const seed = bytesOf(record.seed, "record.seed");
  const { plan } = record;
  const items = new Map();
  record.strata.forEach((stratum, place) => stratum.selected.forEach(({ id }, n) => {
    items.set(id, (plan.items ?? []).filter((one) => n < one.drawn[place]).map((one) => one.item));
  }));
  const objects = byHash(hash, joined("RJ-ORDER/1\0", seed), items.keys()).map(([, id]) => id);
  const unitOf = new Map(record.objects.map((one) => [one.id, one.unit]));
  const officers = new Map(record.officers.map((one) => [one.id, one]));
  const staff = grouped(record.officers.map(({ id, unit }) => [unit, id]));
  const away = grouped(record.recusals.map(({ officer, object }) => [object, officer]));
  const visits = grouped(objects.map((object) => [unitOf.get(object), object]));
  const place = new Map(objects.map((object, n) => [object, n]));
  const asked = (object, ids) => {
    const kept = new Set(away.get(object));
    const fit = ids.filter((id) => !kept.has(id));
    return byHash(hash, joined("RJ-PAIR/1\0", seed, object, "\0"), fit).map(([, id]) => id);
  };
  const mayLead = (id, item) => {
    const one = officers.get(id);
    return one.lead && (!one.items || one.items.split(" ").includes(item));
  };
  const seats = (object, lenders) => {
    const near = [unitOf.get(object), ...lenders].flatMap((unit) => staff.get(unit) ?? []);
    const able = asked(object, near);
    const served = items.get(object);
    const leads = served.length
      ? served.map((item) => able.filter((id) => mayLead(id, item)))
      : [able.filter((id) => officers.get(id).lead)];
    while (leads.length < plan.team.size) leads.push(able);
    return leads;
  };
  const arrangedIn = (units, borrowed) => {
    const theirs = units.flatMap((unit) => visits.get(unit) ?? []);
    theirs.sort((a, b) => place.get(a) - place.get(b));
    const fits = theirs.map((object) => [object, seats(object, borrowed[unitOf.get(object)])]);
    return arranged(fits, plan.most_visits ?? theirs.length);
  };
  return { objects, items, visits, asked, arrangedIn };
}

function grouped(pairs) {
  const groups = new Map();
  for (const [key, one] of pairs) {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  }
  return groups;
}

function expertsOf(record, crews) {
  if (!record.plan.experts) return null;
  const ids = record.experts.map(({ id }) => id);
  const fits = crews.objects.map((object) => {
    const able = crews.asked(object, ids);
    return [object, Array.from({ length: record.plan.experts.each }, () => able)];
  });
  const found = arranged(fits, fits.length);
  if (!found) throw new Disagreement("record.experts");
  return found;
}

// As long as some units that share officers cannot do it, those of them ask their next lender that
// cannot do by themselves; if all can, those that borrow already; if none of these is left, all.
function borrowing(record, crews) {
  const steps = record.plan.escalation ?? [];
  const lends = new Map(steps.map(({ unit, lends: lenders }) => [unit, lenders]));
  const borrowed = Object.fromEntries([...crews.visits.keys()].map((unit) => [unit, []]));
  for (;;) {
    const found = [];
    const short = [];
    for (const units of together(borrowed)) {
      const one = crews.arrangedIn(units, borrowed);
      if (one) found.push({ units, ...one });
      else short.push(units);
    }
    if (!short.length) return { borrowed, found };
    for (const units of short) {
      const asking = units.filter((one) => borrowed[one] && borrowed[one].length < (lends.get(one)?.length ?? 0));
      if (!asking.length) throw new Disagreement(`record.assignment: ${units}`);
      const alone = asking.filter((one) => !crews.arrangedIn([one], borrowed));
      const already = asking.filter((one) => borrowed[one].length);
      const chosen = alone.length ? alone : already.length ? already : asking;
      for (const unit of chosen) borrowed[unit] = [...borrowed[unit], lends.get(unit)[borrowed[unit].length]];
    }
  }
}

// The units that share officers, in one list each.
function together(borrowed) {
  let groups = [];
  for (const [unit, lenders] of Object.entries(borrowed)) {
    const own = new Set([unit, ...lenders]);
    const touching = groups.filter((group) => [...group].some((one) => own.has(one)));
    groups = groups.filter((group) => !touching.includes(group));
    groups.push(new Set([...own, ...touching.flatMap((group) => [...group])]));
  }
  return groups.map((group) => [...group]);
}

// Who takes each seat, and the fewest visits of one officer that suffice: each seat goes to the
// first in turn who leaves all later seats fillable. Null if even `most` visits do not suffice.
function arranged(fits, most) {
  const seats = new Seats(fits.map(([, theirs]) => theirs));
  for (let seat = 0; seat < seats.able.length; seat += 1) {
    while (!seats.fill(seat)) {
      if (seats.cap >= most) return null;
      seats.cap += 1;
    }
  }
  seats.able.forEach((asked, seat) => asked.find((officer) => seats.couldTake(seat, officer)));
  let next = 0;
  const seated = new Map(fits.map(([object, theirs]) => {
    next += theirs.length;
    return [object, seats.holder.slice(next - theirs.length, next)];
  }));
  return { cap: seats.cap, seated };
}

// Who holds which seat, with at most `cap` seats for each officer.
class Seats {
  constructor(teams) {
    this.able = teams.flat();
    this.team = teams.flatMap((seats, place) => seats.map(() => place));
    this.cap = 1;
    this.holder = this.able.map(() => null);
    this.seatIn = teams.map(() => new Map());
    this.seats = new Map();
  }

  held(officer) {
    if (!this.seats.has(officer)) this.seats.set(officer, new Set());
    return this.seats.get(officer);
  }

  take(seat, officer) {
    const leaving = this.holder[seat];
    const team = this.seatIn[this.team[seat]];
    if (leaving !== null) {
      this.held(leaving).delete(seat);
      team.delete(leaving);
    }
    if (officer !== null) {
      this.held(officer).add(seat);
      team.set(officer, seat);
    }
    this.holder[seat] = officer;
    return leaving;
  }

  couldTake(seat, officer) {
    if (this.holder[seat] === officer) return true;
    const held = this.held(officer);
    const own = this.seatIn[this.team[seat]].get(officer);
    let leave = [];
    if (own !== undefined) leave = [own];
    else if (held.size >= this.cap) leave = [...held];
    const opened = leave.filter((one) => one > seat).sort((a, b) => a - b)[0];
    if (leave.length && opened === undefined) return false;
    if (opened !== undefined) this.take(opened, null);
    const before = this.take(seat, officer);
    if (opened === undefined || this.fill(opened, seat)) return true;
    this.take(seat, before);
    this.take(opened, officer);
    return false;
  }

  // One step of a maximum flow: a chain of changes that ends with an officer not yet full.
  fill(seat, settled = -1) {
    const wantedBy = new Map([[seat, -1]]);
    const queue = [seat];
    const full = new Set();
    for (let next = 0; next < queue.length; next += 1) {
      let current = queue[next];
      for (const officer of this.able[current]) {
        if (full.has(officer) || officer === this.holder[current]) continue;
        const own = this.seatIn[this.team[current]].get(officer);
        const held = this.held(officer);
        if (own === undefined && held.size < this.cap) {
          let moving = officer;
          while (current >= 0) {
            moving = this.take(current, moving);
            current = wantedBy.get(current);
          }
          return true;
        }
        if (own === undefined) full.add(officer);
        for (const one of own === undefined ? held : [own]) {
          if (one > settled && !wantedBy.has(one)) {
            wantedBy.set(one, current);
            queue.push(one);
          }
        }
      }
    }
    return false;
  }
}
