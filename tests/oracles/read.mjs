// Reads a calendar from standard input, and says of each event when it is: [what its clock shows, seconds since 1970].

import { readFileSync } from 'node:fs'

import ICAL from 'ical.js'

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')))
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)

const said = {}
for (const component of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(component)
  const starts = event.iterator()
  said[event.uid] = []
  for (let start = starts.next(); start; start = starts.next()) {
    said[event.uid].push([start.toString(), start.toUnixTime()])
  }
}
console.log(JSON.stringify(said))
