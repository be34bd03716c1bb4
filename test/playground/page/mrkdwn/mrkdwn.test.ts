import { describe, expect, it } from "vitest";
import { draw, drawMarkdown, drawMrkdwn, NOW, wordsIn } from "../drawn.ts";

const at = (iso: string): number => Date.parse(iso) / 1_000;

describe("mrkdwn", () => {
  it.each([
    ["*due* today", "<strong>due</strong> today"],
    ["_late_", "<em>late</em>"],
    ["~gone~", "<s>gone</s>"],
    ["*_both_*", "<strong><em>both</em></strong>"],
    ["`a *b*`", '<code class="b-code">a *b*</code>'],
    ["customer_id and other_id", "customer_id and other_id"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    [":eyes: :not_known:", "👀 :not_known:"],
  ])("draws %s", (text, drawn) => {
    expect(drawMrkdwn(text)).toContain(drawn);
  });

  it("names people, channels and groups of everybody", () => {
    const words = wordsIn(drawMrkdwn("<@U1> in <#C1>, <!here>, <@U9|ghost>, <!subteam^S1|@legal>"));
    expect(words).toBe("@Iris Berg in #claims, @here, @ghost, @legal");
  });

  it("links only where a link may lead", () => {
    expect(drawMrkdwn("<https://a.example/x?a=1&amp;b=2|the file>")).toContain('href="https://a.example/x?a=1&amp;b=2"');
    expect(drawMrkdwn("<mailto:a@b.example|write>")).toContain('href="mailto:a@b.example"');
    for (const address of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc", "tel:+39", "x"]) {
      expect(drawMrkdwn(`<${address}|press>`)).not.toContain("href");
      expect(wordsIn(drawMrkdwn(`<${address}|press>`))).toBe(`<${address}|press>`);
    }
  });

  it("unescapes exactly once", () => {
    expect(wordsIn(drawMrkdwn("&lt;b&gt; &amp;lt; R&amp;D"))).toBe("<b> &lt; R&D");
  });

  it("gathers quoted lines, bullets and fences", () => {
    const drawn = drawMrkdwn("Before\n&gt; said\n> again\n• one\n• *two*\n```x = *1*\ny```\nafter");
    expect(drawn).toContain('<blockquote class="b-quote"><div class="b-text">said\nagain</div></blockquote>');
    expect(drawn).toContain('<li class="b-indent-0"><strong>two</strong></li>');
    expect(drawn).toContain(">x = *1*\ny</pre>");
    expect(wordsIn(drawn)).toContain("after");
  });

  it.each(["<".repeat(4_000), ">".repeat(4_000), "*a ".repeat(1_500), "`".repeat(4_001), "> ".repeat(2_000), "*_~".repeat(1_000)])(
    "reads 4,000 signs of nonsense at once",
    (text) => {
      const from = performance.now();
      drawMrkdwn(text);
      drawMarkdown(text);
      expect(performance.now() - from).toBeLessThan(500);
    },
  );
});

describe("a date", () => {
  const tomorrow = at("2026-11-21T23:30:00Z");
  const written = `<!date^${tomorrow}^{date_short_pretty} {time}|in words>`;

  it("is in the reader's own zone", () => {
    expect(wordsIn(drawMrkdwn(written, { zone: "America/New_York" }))).toBe("Tomorrow 18:30");
    expect(wordsIn(drawMrkdwn(written, { zone: "Europe/Rome" }))).toBe("Nov 22, 2026 00:30");
  });

  it.each([
    ["{date_num} {time_secs}", "2026-11-20 14:05:00"],
    ["{date}", "November 20th, 2026"],
    ["{date_long}", "Friday, November 20th, 2026"],
    ["due {date_pretty} at {time}", "due today at 14:05"],
    ["{date_slash}", "11/20/2026"],
    ["{no_such} {constructor}", "{no_such} {constructor}"],
    ["{ago}", "just now"],
  ])("in the format %s", (format, words) => {
    expect(wordsIn(drawMrkdwn(`<!date^${NOW / 1_000}^${format}|x>`))).toBe(words);
  });

  it("leads to its link when that may be followed, and is its fallback when no calendar has it", () => {
    expect(drawMrkdwn(`<!date^${tomorrow}^{date}^https://a.example/|x>`)).toContain('href="https://a.example/"');
    expect(drawMrkdwn(`<!date^${tomorrow}^{date}^javascript:alert(1)|x>`)).not.toContain("href");
    expect(wordsIn(drawMrkdwn("<!date^999999999999999^{date}|long after>"))).toBe("long after");
  });

  it("is read in rich text as well", () => {
    const date = { type: "date", timestamp: tomorrow, format: "{date_short_pretty} {time}", fallback: "x" };
    const block = { type: "rich_text", elements: [{ type: "rich_text_section", elements: [date] }] };
    expect(wordsIn(draw([block], { zone: "America/New_York" }))).toContain("Tomorrow 18:30");
  });
});

describe("Markdown", () => {
  it("draws headings, lists, tables, code and links, and no HTML", () => {
    const drawn = drawMarkdown(
      "# Title\n\n**bold** and [site](https://a.example) [bad](javascript:alert(1))\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | <i>2</i> |\n\n```js\n1 < 2\n```\n---\n> q",
    );
    expect(drawn).toContain('role="heading" aria-level="3"');
    expect(drawn).toContain("<strong>bold</strong>");
    expect(drawn).toContain('href="https://a.example/"');
    expect(drawn).not.toContain('javascript:alert(1)"');
    expect(drawn).toContain('<ol class="b-list"');
    expect(drawn).toContain("<td>1</td>");
    expect(drawn).not.toContain("<i>");
    expect(drawn).toContain("1 &lt; 2</pre>");
    expect(drawn).toContain("<hr");
  });
});
