import { describe, expect, it } from "vitest";
import { withoutPrompt, withPrompt } from "./put-prompt.ts";

describe("a prompt in the message box", () => {
  it("fills an empty one, and comes before what is written there", () => {
    expect(withPrompt("", null, "Read.")).toBe("Read.");
    expect(withPrompt("Only drinks.", null, "Read.")).toBe("Read.\n\nOnly drinks.");
  });

  it("takes the place of the one before, and leaves the rest", () => {
    expect(withPrompt("Read.\n\nOnly drinks.", "Read.", "Cost: $& $1")).toBe("Cost: $& $1\n\nOnly drinks.");
  });

  it("never takes what a person changed", () => {
    expect(withPrompt("Read it all.", "Read.", "Look.")).toBeNull();
    expect(withoutPrompt("Read it all.", "Read.")).toBe("Read it all.");
  });

  it("goes without what was written beside it", () => {
    expect(withoutPrompt("Read.\n\nOnly drinks.", "Read.")).toBe("Only drinks.");
    expect(withoutPrompt("Read.", "Read.")).toBe("");
  });
});
