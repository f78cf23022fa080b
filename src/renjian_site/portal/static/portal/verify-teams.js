// The second half of verify.js: the teams of officers, by random priority with a guard.
"use strict";

function checkTeams(record, hash) {
  const { teams, caps } = record.assignment;
  const seed = bytesOf(record.seed, "record.seed");
  const objects = byHash(hash, joined("RJ-ORDER/1\0", seed), drawnIds(record)).map(([, id]) => id);
  agreeEach("record.assignment.teams", teams.map((team) => team.object), objects);
  const crews = crewsOf(record, hash, seed, objects);
  const borrowed = borrowing(record, crews);
  const used = Object.fromEntries(Object.entries(borrowed).filter(([, lenders]) => lenders.length));
  agree("record.assignment.borrowed", record.assignment.borrowed ?? {}, used);
  agree("record.assignment.caps", Object.keys(caps).sort(order), Object.keys(borrowed).sort(order));
  for (const units of together(borrowed)) {
    const places = crews.placesOf(units);
    const shared = new Set(units.filter((unit) => unit in caps).map((unit) => caps[unit]));
    if (shared.size > 1) throw new Disagreement(`record.assignment.caps: ${units}`);
    if (places.length) {
      checkUnit(places.map((place) => teams[place]), crews.fits(units, borrowed), [...shared][0], record.plan.most_visits);
    }
  }
}

// Who may be sent to each drawn object, in the order in which they are asked.
function crewsOf(record, hash, seed, objects) {
  const unitOf = new Map(record.objects.map((one) => [one.id, one.unit]));
  const leads = new Set(record.officers.filter((one) => one.lead).map((one) => one.id));
  const staff = new Map();
  const away = new Map();
  const visits = new Map();
  for (const { id, unit } of record.officers) staff.set(unit, [...(staff.get(unit) ?? []), id]);
  for (const { officer, object } of record.recusals) {
    if (!away.has(object)) away.set(object, new Set());
    away.get(object).add(officer);
  }
  objects.forEach((object, place) => {
    const unit = unitOf.get(object);
    visits.set(unit, [...(visits.get(unit) ?? []), place]);
  });
  const placesOf = (units) => units.flatMap((unit) => visits.get(unit) ?? []).sort((a, b) => a - b);
  const fits = (units, borrowed) => placesOf(units).flatMap((place) => {
    const object = objects[place];
    const near = [unitOf.get(object), ...borrowed[unitOf.get(object)]];
    const sent = near.flatMap((unit) => staff.get(unit) ?? []);
    const fit = sent.filter((id) => !away.get(object)?.has(id));
    const able = byHash(hash, joined("RJ-PAIR/1\0", seed, object, "\0"), fit).map(([, id]) => id);
    return [able.filter((id) => leads.has(id)), able];
  });
  const most = record.plan.most_visits ?? objects.length;
  const suffice = (units, borrowed) => {
    const seats = new Seats(fits(units, borrowed), most);
    return seats.fits.every((_, seat) => seats.fill(seat));
  };
  return { visits, placesOf, fits, suffice };
}

// As long as some units that share officers cannot do it, those of them ask their next lender that
// cannot do by themselves; if all can, those that borrow already; if none of these is left, all.
function borrowing(record, crews) {
  const steps = record.plan.escalation ?? [];
  const lends = new Map(steps.map(({ unit, lends: lenders }) => [unit, lenders]));
  const borrowed = Object.fromEntries([...crews.visits.keys()].map((unit) => [unit, []]));
  if (!steps.length) return borrowed;
  for (;;) {
    const short = together(borrowed).filter((units) => !crews.suffice(units, borrowed));
    if (!short.length) return borrowed;
    for (const units of short) {
      const asking = units.filter((one) => borrowed[one] && borrowed[one].length < (lends.get(one)?.length ?? 0));
      if (!asking.length) throw new Disagreement(`record.assignment: ${units}`);
      const alone = asking.filter((one) => !crews.suffice([one], borrowed));
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

// Each seat went to the first who fits it and leaves all later seats fillable.
function checkUnit(teams, fits, cap, most) {
  if (most !== undefined && cap > most) throw new Disagreement(`record.assignment.caps: ${cap} > ${most}`);
  const seats = new Seats(fits, cap);
  fits.forEach((able, seat) => {
    const team = teams[seat >> 1];
    const officer = seat % 2 ? team.second : team.lead;
    if (team.lead === team.second || !able.includes(officer)) {
      throw new Disagreement(`record.assignment.teams ${team.object}: ${officer}`);
    }
    seats.take(seat, officer);
    if (seats.held(officer).size > cap) throw new Disagreement(`record.assignment.teams: ${officer} > ${cap}`);
  });
  fits.forEach((able, seat) => {
    const chosen = seats.holder[seat];
    for (const officer of able.slice(0, able.indexOf(chosen))) {
      if (seats.couldTake(seat, officer)) agree(`record.assignment.teams ${teams[seat >> 1].object}`, chosen, officer);
    }
  });
  const fewer = new Seats(fits, cap - 1);
  if (fits.every((_, seat) => fewer.fill(seat))) throw new Disagreement(`record.assignment.caps: ${cap - 1}`);
}

// Who holds which seat, with at most `cap` seats for each officer; seats 2k and 2k + 1 are a team.
class Seats {
  constructor(fits, cap) {
    this.fits = fits;
    this.cap = cap;
    this.holder = fits.map(() => null);
    this.seats = new Map();
  }

  held(officer) {
    if (!this.seats.has(officer)) this.seats.set(officer, new Set());
    return this.seats.get(officer);
  }

  take(seat, officer) {
    const leaving = this.holder[seat];
    this.held(leaving).delete(seat);
    this.held(officer).add(seat);
    this.holder[seat] = officer;
    return leaving;
  }

  couldTake(seat, officer) {
    const held = this.held(officer);
    let leave = [];
    if (held.has(seat ^ 1)) leave = [seat ^ 1];
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
      for (const officer of this.fits[current]) {
        const held = this.held(officer);
        let movable;
        if (held.has(current ^ 1)) {
          movable = [current ^ 1];
        } else if (held.has(current) || full.has(officer)) {
          continue;
        } else if (held.size < this.cap) {
          let moving = officer;
          while (current >= 0) {
            moving = this.take(current, moving);
            current = wantedBy.get(current);
          }
          return true;
        } else {
          full.add(officer);
          movable = [...held];
        }
        for (const one of movable) {
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
