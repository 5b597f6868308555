import type { Sentences } from "../../said-by-server.ts";

/** Why a rule of RFC 5545 and a series of Exchange cannot stand for each other. */
export const rfc5545Sentences: Sentences = {
  "The recurrence rule does not follow RFC 5545.": "Die Wiederholungsregel folgt RFC 5545 nicht.",
  "Correct the rule, or choose the recurrence again.":
    "Berichtigen Sie die Regel, oder wählen Sie die Wiederholung neu.",
  "Exchange has no counterpart of a part of the recurrence rule.":
    "Für einen Teil der Wiederholungsregel gibt es in Exchange nichts Entsprechendes.",
  "Choose a daily, weekly, monthly or yearly recurrence without that part.":
    "Wählen Sie eine tägliche, wöchentliche, monatliche oder jährliche Wiederholung ohne diesen Teil.",
  "The rule recurs more than once a day, and a series in Exchange once a day at most.":
    "Die Regel ergibt mehr als einen Termin am Tag; eine Serie in Exchange hat höchstens einen.",
  "Make one series for each time of day.": "Legen Sie für jede Uhrzeit eine eigene Serie an.",
  "The start is not one of the rule's own times, and RFC 5545 leaves open what that means.":
    "Der Beginn ist keine der Zeiten der Regel selbst; was das bedeutet, lässt RFC 5545 offen.",
  "Let the series start on a day and at a time of its rule.":
    "Lassen Sie die Serie an einem Tag und zu einer Uhrzeit ihrer Regel beginnen.",
  "The rule has several days in one month or year, and a series in Exchange has a single one.":
    "Die Regel hat mehrere Tage in einem Monat oder Jahr; eine Serie in Exchange hat nur einen.",
  "Make one series for each of the days.": "Legen Sie für jeden der Tage eine eigene Serie an.",
  "The rule leaves out months or years that do not have its day, where Exchange takes the month's last day instead.":
    "Die Regel überspringt Monate oder Jahre, die ihren Tag nicht haben; Exchange nimmt dort den letzten Tag des Monats.",
  "Choose a day that every month has, or the month's last day (BYMONTHDAY=-1).":
    "Wählen Sie einen Tag, den jeder Monat hat, oder den letzten des Monats (BYMONTHDAY=-1).",
  "The months of the rule are not evenly spaced, as those of a series in Exchange are.":
    "Zwischen den Monaten der Regel liegt nicht immer gleich viel Zeit, wie es in Exchange sein muss.",
  "Make one series for each month.": "Legen Sie für jeden Monat eine eigene Serie an.",
  "The rule chooses its day in a way that Exchange cannot: it knows a day of the month, or the first to fourth or last of some weekdays in a month.":
    "Die Regel wählt ihren Tag auf eine Weise, die Exchange nicht kennt: Dort gibt es einen Tag des Monats oder den ersten bis vierten oder letzten von bestimmten Wochentagen im Monat.",
  "Choose one of these.": "Wählen Sie eines davon.",
  "The rule counts days but leaves some weekdays out, which no pattern of Exchange does.":
    "Die Regel zählt Tage, lässt aber manche Wochentage aus; das kann kein Muster in Exchange.",
  "Choose a weekly recurrence with these weekdays.":
    "Wählen Sie eine wöchentliche Wiederholung mit diesen Wochentagen.",
  "The rule ends on a date without a time though its start has one: whether that day still belongs to it is not defined.":
    "Die Regel endet an einem Datum ohne Uhrzeit, obwohl ihr Beginn eine hat: Ob dieser Tag noch dazugehört, ist nicht festgelegt.",
  "End the rule with a UTC time, such as UNTIL=20261231T235959Z.":
    "Beenden Sie die Regel mit einem Zeitpunkt in UTC, zum Beispiel UNTIL=20261231T235959Z.",
  "Single dates are added to the rule, and a series in Exchange has its pattern only.":
    "Der Regel sind einzelne Tage hinzugefügt; eine Serie in Exchange hat nur ihr Muster.",
  "Reserve the added dates on their own.": "Reservieren Sie diese Tage einzeln.",
  "On some day clocks skip the time at which the series starts: Exchange moves it on by the gap, and RFC 5545 leaves it out.":
    "An einem Tag überspringen die Uhren die Anfangszeit der Serie: Exchange verschiebt den Termin um die Lücke, RFC 5545 lässt ihn aus.",
  "Choose a time that the change of the clocks does not skip.":
    "Wählen Sie eine Uhrzeit, die die Zeitumstellung nicht überspringt.",
  "BYDAY has numbers in a daily rule.": "BYDAY hat Zahlen in einer täglichen Regel.",
  "BYDAY has numbers in a weekly rule.": "BYDAY hat Zahlen in einer wöchentlichen Regel.",
  "A weekly rule has no days of the month or year.":
    "Eine wöchentliche Regel hat keine Tage des Monats oder Jahres.",
  "It is not a list of PART=value.": "Sie ist keine Liste von TEIL=Wert.",
  "FREQ is missing or unknown.": "FREQ fehlt oder ist unbekannt.",
  "COUNT and UNTIL exclude each other.": "COUNT und UNTIL schließen einander aus.",
  "{1} has no readable value.": "{1} hat keinen lesbaren Wert.",
};
