// Reads an .ics file from standard input with ical.js (vendored beside this file) and writes what it understood as JSON:
// the second, independent parser of the calendar's tests.
import { readFileSync } from "node:fs";
import ICAL from "./ical/ical.min.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const components = calendar.getAllSubcomponents("vevent");
const masters = components.filter((component) => !component.hasProperty("recurrence-id"));
const found = masters.map((component) => {
  const uid = component.getFirstPropertyValue("uid");
  const exceptions = components.filter(
    (other) => other !== component && other.getFirstPropertyValue("uid") === uid && other.hasProperty("recurrence-id"),
  );
  const event = new ICAL.Event(component, { exceptions });
  const dates = [];
  const steps = event.iterator();
  for (let next = steps.next(); next && dates.length < 50; next = steps.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    const instant = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
    dates.push([instant(startDate), instant(endDate), item.summary, item.component.getFirstPropertyValue("status")]);
  }
  return { uid, summary: event.summary, sequence: event.sequence, dates };
});
process.stdout.write(JSON.stringify(found));
