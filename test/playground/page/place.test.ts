import { describe, expect, test } from "vitest";
import { moveTo, type Place, readPlace, writePlace } from "../../../src/playground/page/place.ts";

const HERE: Place = { as: "U1", at: "C1", thread: "12.5", ts: "13.5", drawer: "ahead", instance: "case 1" };

describe("The place in the URL", () => {
  test("is read back as it was written", () => {
    expect(readPlace(writePlace(HERE))).toEqual(HERE);
  });

  test("is Home as whoever the server chooses when the URL says nothing", () => {
    expect(readPlace("")).toEqual({ as: undefined, at: "home", thread: undefined, ts: undefined, drawer: undefined, instance: undefined });
  });

  test("leaves out a tab that there is not", () => {
    expect(readPlace("?drawer=secrets").drawer).toBeUndefined();
  });

  test("closes the thread when somebody goes elsewhere or becomes somebody else", () => {
    expect(moveTo(HERE, { at: "C2" }).thread).toBeUndefined();
    expect(moveTo(HERE, { as: "U2" })).toMatchObject({ as: "U2", at: "C1", thread: undefined, drawer: "ahead" });
    expect(moveTo(HERE, { at: "C2", thread: "9.1" }).thread).toBe("9.1");
  });

  test("keeps the thread, but not the message that was sought, when the drawer changes", () => {
    expect(moveTo(HERE, { drawer: "trail" })).toMatchObject({ thread: "12.5", ts: undefined, drawer: "trail" });
  });
});
