// Reads a calendar from its input with ical.js and prints the days of each event up to the day given, alarms included.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const last = ICAL.Time.fromDateString(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const days = [];
  const iterator = event.isRecurring() ? event.iterator() : null;
  for (let day = iterator ? iterator.next() : event.startDate; day && day.compare(last) <= 0; day = iterator?.next())
    days.push(day.toString());
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    sequence: event.sequence,
    days,
    alarms: component.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
  };
});
console.log(JSON.stringify(events));
