import {
  addToDay,
  dateUnits,
  daysBetween,
  formatDay,
  parseDay,
  weekdayOf,
  type DateUnit,
} from "../../../shared/tools/date-time/calendar.ts";
import { describeMoment } from "../../../shared/tools/date-time/describe-moment.ts";
import { textArgument } from "../text-argument.ts";
import { failed, succeeded } from "../tool-output.ts";
import type { Tool, ToolOutput } from "../tool.ts";

/** The time zone of this computer. */
const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function currentTime(now: () => Date = () => new Date()): Tool {
  return {
    declaration: {
      name: "current_date_time",
      description: "Returns the current date, weekday and time: the user's, or those of a time zone.",
      parameters: {
        type: "object",
        properties: {
          time_zone: {
            type: "string",
            description: "IANA name such as Europe/Berlin. Leave it out for the user's.",
          },
        },
        additionalProperties: false,
      },
    },
    title: null,
    access: "computes",
    async run({ time_zone: zone }) {
      const wanted = typeof zone === "string" && zone !== "" ? zone : localZone();
      const text = describeMoment(now(), wanted);
      return text === null
        ? failed(`There is no time zone ${wanted}. Use an IANA name such as Asia/Shanghai.`)
        : succeeded(text);
    },
  };
}

export const calculateDate: Tool = {
  declaration: {
    name: "calculate_date",
    description:
      "Calculates with calendar days: the weekday of a day, the day so many days, weeks, months or years before or after " +
      "it, or the number of days until another day.",
    parameters: {
      type: "object",
      properties: {
        date: { type: "string", description: "YYYY-MM-DD" },
        add: { type: "integer", description: "How many units later; negative: earlier" },
        unit: { type: "string", enum: [...dateUnits] },
        until: { type: "string", description: "YYYY-MM-DD: counts the days from date to it" },
      },
      required: ["date"],
      additionalProperties: false,
    },
  },
  title: null,
  access: "computes",
  async run(args) {
    const { add, unit = "days" } = args;
    const date = textArgument(args, "date");
    const until = textArgument(args, "until");
    const day = parseDay(date);
    if (!day) return noSuchDay(date);
    const lines = [`${date} is a ${weekdayOf(day)}.`];
    if (typeof add === "number") {
      const result = addToDay(day, add, unit as DateUnit);
      const written = formatDay(result);
      if (written === null) return failed("The result is outside the years 0 to 9999.");
      lines.push(`${add} ${unit as DateUnit} from then is ${weekdayOf(result)}, ${written}.`);
    }
    if (until !== "") {
      const end = parseDay(until);
      if (!end) return noSuchDay(until);
      lines.push(`From ${date} to ${until} there are ${daysBetween(day, end)} days.`);
    }
    return succeeded(lines.join("\n"));
  },
};

function noSuchDay(text: string): ToolOutput {
  return failed(`${JSON.stringify(text)} is not a day. Write days as YYYY-MM-DD.`);
}
