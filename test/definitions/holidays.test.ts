import { describe, expect, it } from "vitest";
import { nearestPlaces, publicHolidays } from "../../src/definitions/holidays.ts";

describe("public holidays", () => {
  it("are those of a country, in order", () => {
    expect(publicHolidays("IT", [2026])?.slice(0, 4)).toEqual(["2026-01-01", "2026-01-06", "2026-04-05", "2026-04-06"]);
    expect(publicHolidays("IT", [2026, 2027])).toContain("2027-12-25");
  });

  it("are more in a state that has its own, and more still in its region", () => {
    expect(publicHolidays("DE", [2026])).not.toContain("2026-01-06");
    expect(publicHolidays("DE-BY", [2026])).toContain("2026-01-06");
    expect(publicHolidays("de-by", [2026])).toEqual(publicHolidays("DE-BY", [2026]));
    expect(publicHolidays("US-LA-NO", [2026])?.length).toBeGreaterThan(publicHolidays("US", [2026])?.length ?? 0);
  });

  it("are every day of a feast that lasts several, and none that is half a day", () => {
    expect(publicHolidays("AE", [2026])).toEqual(expect.arrayContaining(["2026-03-20", "2026-03-21", "2026-03-22"]));
    expect(publicHolidays("CN", [2026])).not.toContain("2026-03-08");
  });

  it("are the same when asked for again", () => {
    expect(publicHolidays("FR", [2030])).toEqual(publicHolidays("FR", [2030]));
  });

  it.each([
    "Italia",
    "IT 2026",
    "2026 of IT",
    "XX",
    "",
    "DE-XX",
    "IT-XX-YY",
    "VA-X",
    "DE-BE-XX",
    "US-LA-XX",
    "US-LA-NO-1",
    "DE-BY-XX",
    "constructor",
  ])("of %j are not known", (place) => {
    expect(publicHolidays(place, [2026])).toBeUndefined();
  });

  it("are found by the nearest place there is", () => {
    expect(nearestPlaces("Germny")).toEqual(["DE (Germany)"]);
    expect(nearestPlaces("Italy")).toEqual(["IT (Italia)"]);
    expect(nearestPlaces("DE-XX")).toContain("DE-BY (Bayern)");
    expect(nearestPlaces("VA-X")).toEqual([]);
    expect(nearestPlaces("Middle-earth")).toEqual([]);
  });
});
