import { describe, expect, it } from "vitest";
import {
  addWorkingTime,
  type CalendarSpec,
  calendarFor,
  compileCalendar,
  DEFAULT_HOURS,
  defaultCalendar,
  type Hours,
  isOpen,
  nextOpening,
  previousClosing,
  subtractWorkingTime,
  withZone,
  workingTimeBetween,
} from "../../src/engine/calendar.ts";
import { type Duration, parseDuration } from "../../src/engine/duration.ts";
import type { Instant } from "../../src/engine/ids.ts";
import { InvariantBroken, invariant } from "../../src/engine/invariant.ts";
import { instantOn, wallClock } from "../../src/engine/wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const everyWeekday = (hours: Hours): CalendarSpec["hours"] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });
const SPLIT: Hours = [
  [9 * 60, 13 * 60],
  [14 * 60, 18 * 60],
];
const milan: CalendarSpec = {
  zone: "Europe/Rome",
  hours: everyWeekday(SPLIT),
  closed: ["2026-06-02", "2026-12-25"],
  open: ["2026-12-25", "2026-06-13"],
};
const nights: CalendarSpec = {
  zone: "Europe/Rome",
  hours: { ...everyWeekday([[22 * 60, 6 * 60]]), sat: [[4 * 60, 8 * 60]] },
  closed: [],
  open: [],
};

/** "2026-06-05 19:00" on the clock of a zone. */
const at = (text: string, zone = "Europe/Rome"): Instant => {
  const [date = "", hours = "", minutes = ""] = text.split(/[ :]/);
  return instantOn(zone, date, Number(hours) * 60 + Number(minutes));
};
const shown = (instant: Instant, zone = "Europe/Rome"): string =>
  new Date(wallClock(zone).toWall(instant)).toISOString().slice(0, 16).replace("T", " ");

const duration = (text: string): Duration => {
  const parsed = parseDuration(text);
  invariant(parsed, text);
  return parsed;
};
const ends = (from: string, text: string, spec = milan): string => shown(addWorkingTime(calendarFor(spec), at(from), duration(text)));
const begins = (until: string, text: string, spec = milan): string =>
  shown(subtractWorkingTime(calendarFor(spec), at(until), duration(text)));

describe("working days", () => {
  it("end at the same local time that many open days on", () => {
    expect(ends("2026-06-04 15:00", "2 working days")).toBe("2026-06-08 15:00");
  });

  it("start at the next opening when closed, and end at the close of the day that they fill", () => {
    expect(ends("2026-06-05 19:00", "1 working day")).toBe("2026-06-08 18:00");
    expect(ends("2026-06-06 11:00", "2 working days")).toBe("2026-06-09 18:00");
    expect(ends("2026-06-04 13:30", "1 working day")).toBe("2026-06-05 13:00");
  });

  it("skip holidays, and count a Saturday that is open", () => {
    expect(ends("2026-06-01 10:00", "1 working day")).toBe("2026-06-03 10:00");
    expect(ends("2026-06-12 10:00", "1 working day")).toBe("2026-06-13 10:00");
    expect(ends("2026-12-24 10:00", "1 working day")).toBe("2026-12-25 10:00");
  });

  it("stay within the hours of the day they end on", () => {
    const early: CalendarSpec = { ...milan, hours: { ...milan.hours, fri: [[10 * 60, 15 * 60]] } };
    expect(ends("2026-06-04 17:00", "1 working day", early)).toBe("2026-06-05 15:00");
    expect(ends("2026-06-04 09:30", "1 working day", early)).toBe("2026-06-04 18:00");
    expect(ends("2026-06-05 13:30", "1 working day", early)).toBe("2026-06-08 13:00");
  });

  it("keep the local time when the clocks change, both ways", () => {
    expect(ends("2026-03-27 10:00", "1 working day")).toBe("2026-03-30 10:00");
    expect(ends("2026-10-23 10:00", "1 working day")).toBe("2026-10-26 10:00");
    expect(at("2026-03-30 10:00") - at("2026-03-27 10:00")).toBe(3 * DAY - HOUR);
  });

  it("count a night for the day it starts on, and its small hours as that day's", () => {
    expect(ends("2026-06-02 02:00", "1 working day", nights)).toBe("2026-06-03 02:00");
    expect(ends("2026-06-05 23:00", "1 working day", nights)).toBe("2026-06-06 08:00");
  });
});

describe("working hours", () => {
  it("count open minutes only", () => {
    expect(ends("2026-06-05 12:00", "4 working hours")).toBe("2026-06-05 17:00");
    expect(ends("2026-06-05 16:00", "4 working hours")).toBe("2026-06-08 11:00");
    expect(ends("2026-06-06 16:00", "30 working minutes")).toBe("2026-06-08 09:30");
  });

  it("end on a closing, not on the opening after it", () => {
    expect(ends("2026-06-05 14:00", "4 working hours")).toBe("2026-06-05 18:00");
    expect(ends("2026-06-05 09:00", "4 working hours")).toBe("2026-06-05 13:00");
  });

  it("do not count an hour twice that a night shares with the morning", () => {
    const calendar = calendarFor(nights);
    expect(workingTimeBetween(calendar, at("2026-06-05 22:00"), at("2026-06-06 12:00"))).toBe(10 * HOUR);
    expect(
      workingTimeBetween(
        calendarFor({ ...nights, hours: { fri: [[1_320, 600]], sat: [[240, 480]] } }),
        at("2026-06-05 22:00"),
        at("2026-06-06 12:00"),
      ),
    ).toBe(12 * HOUR);
  });

  it("count the hours that really pass in the night the clocks change", () => {
    const calendar = calendarFor({ ...nights, hours: { sat: [[22 * 60, 6 * 60]] } });
    expect(workingTimeBetween(calendar, at("2026-03-28 12:00"), at("2026-03-29 12:00"))).toBe(7 * HOUR);
    expect(workingTimeBetween(calendar, at("2026-10-24 12:00"), at("2026-10-25 12:00"))).toBe(9 * HOUR);
  });

  it("are negative backwards", () => {
    expect(workingTimeBetween(calendarFor(milan), at("2026-06-05 12:00"), at("2026-06-05 10:00"))).toBe(-2 * HOUR);
  });
});

describe("no working time at all", () => {
  it("has passed at once when open, and at the next opening when closed", () => {
    expect(ends("2026-06-05 12:00", "0 working minutes")).toBe("2026-06-05 12:00");
    expect(ends("2026-06-05 19:00", "0 working days")).toBe("2026-06-08 09:00");
    expect(begins("2026-06-08 08:00", "0 working days")).toBe("2026-06-05 18:00");
  });
});

describe("plain durations", () => {
  it("pass at any hour", () => {
    expect(ends("2026-06-05 19:00", "48 hours")).toBe("2026-06-07 19:00");
    expect(begins("2026-06-07 19:00", "48 hours")).toBe("2026-06-05 19:00");
  });
});

describe("a reminder before a due date", () => {
  it("is the same local time that many open days earlier", () => {
    expect(begins("2026-06-08 15:00", "2 working days")).toBe("2026-06-04 15:00");
    expect(begins("2026-06-08 18:00", "1 working day")).toBe("2026-06-05 18:00");
  });

  it("moves back to the previous closing when it falls outside hours", () => {
    const early: CalendarSpec = { ...milan, hours: { ...milan.hours, fri: [[10 * 60, 15 * 60]] } };
    expect(begins("2026-06-08 17:00", "1 working day", early)).toBe("2026-06-05 15:00");
    expect(begins("2026-06-08 09:30", "1 working day", early)).toBe("2026-06-04 18:00");
    expect(begins("2026-06-08 07:00", "1 working day")).toBe("2026-06-04 18:00");
  });

  it("counts back open hours", () => {
    expect(begins("2026-06-08 10:00", "4 working hours")).toBe("2026-06-05 15:00");
    expect(begins("2026-06-05 13:00", "4 working hours")).toBe("2026-06-05 09:00");
  });
});

describe("open and closed", () => {
  const calendar = calendarFor(milan);

  it("includes the moments of opening and closing", () => {
    const moments = ["09:00", "13:00", "13:30", "18:00", "18:01", "08:59"];
    expect(moments.map((time) => isOpen(calendar, at(`2026-06-05 ${time}`)))).toEqual([true, true, false, true, false, false]);
  });

  it("says when people are next there, and when they last were", () => {
    expect(shown(nextOpening(calendar, at("2026-06-05 18:01")))).toBe("2026-06-08 09:00");
    expect(shown(nextOpening(calendar, at("2026-06-05 18:00")))).toBe("2026-06-05 18:00");
    expect(shown(nextOpening(calendar, at("2026-06-05 10:00")))).toBe("2026-06-05 10:00");
    expect(shown(previousClosing(calendar, at("2026-06-08 08:00")))).toBe("2026-06-05 18:00");
    expect(shown(previousClosing(calendar, at("2026-06-08 10:00")))).toBe("2026-06-08 10:00");
  });
});

describe("a calendar", () => {
  it("is Monday to Friday 9 to 17 for whoever has none, on their own clock", () => {
    const tokyo = calendarFor(defaultCalendar("Asia/Tokyo"));
    expect(tokyo.spec.hours).toEqual(DEFAULT_HOURS);
    expect(shown(nextOpening(tokyo, at("2026-06-05 18:00", "Asia/Tokyo")), "Asia/Tokyo")).toBe("2026-06-08 09:00");
    expect(nextOpening(calendarFor(withZone(milan, "America/New_York")), at("2026-06-05 09:00"))).toBe(
      at("2026-06-05 09:00", "America/New_York"),
    );
  });

  it("is compiled once for all specs that say the same", () => {
    expect(calendarFor({ ...milan })).toBe(calendarFor(milan));
    expect(calendarFor(withZone(milan, "Asia/Tokyo"))).not.toBe(calendarFor(milan));
  });

  it("gives the same answer whichever years were asked about before", () => {
    const fresh = compileCalendar(milan, { fromYear: 2026, toYear: 2026 });
    const answer = addWorkingTime(fresh, at("2026-06-05 19:00"), duration("1 working day"));
    addWorkingTime(fresh, at("1999-06-04 19:00"), duration("1 working day"));
    addWorkingTime(fresh, at("2049-06-04 19:00"), duration("4000 working days"));
    expect(addWorkingTime(fresh, at("2026-06-05 19:00"), duration("1 working day"))).toBe(answer);
  });

  it("reaches as far as a long duration needs", () => {
    const rare = calendarFor({ zone: "UTC", hours: {}, closed: [], open: [] });
    const once = calendarFor({ zone: "UTC", hours: { mon: [[540, 600]] }, closed: [], open: [] });
    const monday = at("2026-06-01 09:30", "UTC");
    expect(addWorkingTime(once, monday, duration("500 working days"))).toBe(monday + 500 * 7 * DAY);
    expect(addWorkingTime(once, monday, duration("500 working hours"))).toBe(monday + 500 * 7 * DAY);
    expect(subtractWorkingTime(once, monday, duration("500 working days"))).toBe(monday - 500 * 7 * DAY);
    expect(subtractWorkingTime(once, monday, duration("500 working hours"))).toBe(monday - 500 * 7 * DAY);
    expect(() => nextOpening(rare, monday)).toThrow(InvariantBroken);
  });

  it("opens an extra date with the hours of the nearest weekday before, and not at all when there is none", () => {
    const thursdays: CalendarSpec = { zone: "UTC", hours: { thu: [[600, 660]] }, closed: [], open: ["2026-06-06", "2026-06-07"] };
    expect(workingTimeBetween(calendarFor(thursdays), at("2026-06-05 00:00", "UTC"), at("2026-06-09 00:00", "UTC"))).toBe(2 * HOUR);
    expect(workingTimeBetween(calendarFor({ ...thursdays, hours: {} }), at("2026-06-05 00:00", "UTC"), at("2026-06-09 00:00", "UTC"))).toBe(
      0,
    );
  });

  it("knows one year and the next without a walk, in microseconds a question", () => {
    const calendar = calendarFor(milan);
    const asked = Array.from({ length: 2_000 }, (_, index) => at("2026-06-01 00:00") + index * 7_777_777);
    expect(asked.every((moment) => addWorkingTime(calendar, moment, duration("3 working hours")) > moment)).toBe(true);
    expect(calendar.covering(asked[0] ?? 0, asked.at(-1) ?? 0)).toBe(calendar.covering(asked[0] ?? 0, asked[9] ?? 0));
  });
});
