import type { Sentences } from "../../said-by-server.ts";

/** The configuration scan: each kind of finding, and what it means. */
export const scanKindSentences: Sentences = {
  "No calendar provider is active": "Kein Kalenderanbieter ist aktiv",
  "Nothing is written to Exchange and nothing is read from it.":
    "Nichts wird in Exchange geschrieben, und nichts von dort gelesen.",
  "The public address is not HTTPS": "Die öffentliche Adresse ist nicht HTTPS",
  "Microsoft takes no redirect address over plain HTTP but one at localhost, and session cookies travel readably.":
    "Über einfaches HTTP nimmt Microsoft nur eine Umleitungsadresse auf localhost an, und Sitzungs-Cookies reisen lesbar.",
  "The public address is this machine's own": "Die öffentliche Adresse ist die dieses Rechners",
  "Good for trying; nobody else reaches it, and Exchange cannot tell of changes.":
    "Zum Ausprobieren gut; niemand sonst erreicht sie, und Exchange kann Änderungen nicht mitteilen.",
  "Microsoft is called without HTTPS": "Microsoft wird ohne HTTPS aufgerufen",
  "Tokens and secrets travel readably.": "Tokens und Geheimnisse reisen lesbar.",
  "The rooms' own rules are not known": "Die eigenen Regeln der Räume sind nicht bekannt",
  "Microsoft Graph does not tell them; hand in the output of Exchange PowerShell.":
    "Microsoft Graph sagt sie nicht; reichen Sie die Ausgabe von Exchange PowerShell ein.",
  "The rooms' own rules were handed in long ago":
    "Die eigenen Regeln der Räume wurden vor langer Zeit eingereicht",
  "They may have been changed in Exchange since.":
    "Sie können in Exchange seither geändert worden sein.",
  "Rules were handed in for mailboxes that are no room here":
    "Es wurden Regeln für Postfächer eingereicht, die hier kein Raum sind",
  "They belong to rooms that are not synced, or the mailbox is named otherwise.":
    "Sie gehören zu Räumen, die nicht synchronisiert werden, oder das Postfach heißt anders.",
  "The application has no credential": "Die Anwendung hat keine Zugangsdaten",
  "Without a client secret or a certificate it gets no token.":
    "Ohne Client-Geheimnis oder Zertifikat bekommt sie kein Token.",
  "The application's credential has expired": "Die Zugangsdaten der Anwendung sind abgelaufen",
  "It gets no token until there is a new one.": "Sie bekommt kein Token, bis es neue gibt.",
  "The application's certificate expires soon": "Das Zertifikat der Anwendung läuft bald ab",
  "From that day on it gets no token.": "Von diesem Tag an bekommt sie kein Token.",
  "Microsoft rejects the application's credential":
    "Microsoft weist die Zugangsdaten der Anwendung ab",
  "Tenant, client id, secret or certificate are wrong.":
    "Mandant, Client-ID, Geheimnis oder Zertifikat sind falsch.",
  "The application may open every calendar of the tenant":
    "Die Anwendung darf jeden Kalender des Mandanten öffnen",
  "A permission that is granted in Entra ID holds for each mailbox, whatever its scope.":
    "Eine Berechtigung, die in Entra ID erteilt ist, gilt für jedes Postfach, in welchem Geltungsbereich auch immer.",
  "A permission is granted that is not needed":
    "Eine Berechtigung ist erteilt, die nicht gebraucht wird",
  "Whoever got hold of the credential could use it.":
    "Wer an die Zugangsdaten käme, könnte sie nutzen.",
  "An administrator has not consented": "Die Administration hat nicht zugestimmt",
  "Microsoft gives no token before an administrator of the tenant has consented.":
    "Microsoft gibt kein Token, bevor die Administration des Mandanten zugestimmt hat.",
  "Microsoft's sign-in service did not answer":
    "Der Anmeldedienst von Microsoft hat nicht geantwortet",
  "Whether the credential works could not be tried.":
    "Ob die Zugangsdaten gelten, ließ sich nicht ausprobieren.",
  "No delegated user is set": "Kein delegierter Nutzer ist gesetzt",
  "In strict and personal mode the delegated user acts for the system.":
    "In den Modi Strikt und Persönlich handelt der delegierte Nutzer für das System.",
  "A delegated user is set in normal mode": "Im Modus Normal ist ein delegierter Nutzer gesetzt",
  "The application acts in normal mode; the address is kept for a change of the mode.":
    "Im Modus Normal handelt die Anwendung; die Adresse bleibt für eine Änderung des Modus aufgehoben.",
  "The delegated user is not connected": "Der delegierte Nutzer ist nicht verbunden",
  "There is no token to act with.": "Es gibt kein Token, mit dem gehandelt werden könnte.",
  "The delegated user must connect again": "Der delegierte Nutzer muss erneut verbunden werden",
  "The token was revoked, has lapsed, or is another account's than the one named by now.":
    "Das Token wurde widerrufen, ist verfallen oder gehört einem anderen Konto als dem, das jetzt genannt ist.",
  "The delegated user's token lacks a permission":
    "Dem Token des delegierten Nutzers fehlt ein Recht",
  "It may not write into its own calendar, or not into the rooms'.":
    "Er darf nicht in seinen eigenen Kalender schreiben, oder nicht in die der Räume.",
  "Another account is connected than the delegated user":
    "Ein anderes Konto als der delegierte Nutzer ist verbunden",
  "Meetings would be written into that account's calendar.":
    "Termine würden in den Kalender dieses Kontos geschrieben.",
  "The rooms in Exchange may not be listed":
    "Die Räume in Exchange dürfen nicht aufgelistet werden",
  "Without Place.Read.All rooms can be neither imported nor compared.":
    "Ohne Place.Read.All lassen sich Räume weder importieren noch vergleichen.",
  "Every room's calendar is denied": "Der Kalender jedes Raums ist verwehrt",
  "The permission for calendars, the consent or the scope of rooms is missing as a whole.":
    "Das Recht auf Kalender, die Zustimmung oder der Geltungsbereich der Räume fehlt im Ganzen.",
  "An active configuration has an inactive calendar provider":
    "Eine aktive Synchronisierung hat einen inaktiven Kalenderanbieter",
  "The space is synced in name only.": "Der Platz ist nur dem Namen nach synchronisiert.",
  "A configuration has no room mailbox": "Eine Synchronisierung hat kein Raumpostfach",
  "There is nobody to invite.": "Es gibt niemanden einzuladen.",
  "The room mailbox is not the space's address":
    "Das Raumpostfach ist nicht die Adresse des Platzes",
  "One of the two is a mistake, and another room may be booked.":
    "Eines von beiden ist ein Versehen, und ein anderer Raum könnte gebucht werden.",
  "One address belongs to two spaces": "Eine Adresse gehört zu zwei Plätzen",
  "Both would be booked in one room's calendar.":
    "Beide würden im Kalender eines einzigen Raums gebucht.",
  "An inactive space is synced": "Ein inaktiver Platz wird synchronisiert",
  "Nobody can book it here, and its calendar is still followed.":
    "Niemand kann ihn hier buchen, und seinem Kalender wird noch gefolgt.",
  "A space of an inactive building is synced":
    "Ein Platz eines inaktiven Gebäudes wird synchronisiert",
  "It is found by nobody, and its calendar is still followed.":
    "Niemand findet ihn, und seinem Kalender wird noch gefolgt.",
  "A configuration is on dry run": "Eine Synchronisierung ist im Probelauf",
  "What would be sent is prepared and never sent.":
    "Was gesendet würde, wird vorbereitet und nie gesendet.",
  "A space has a mailbox and is not synced":
    "Ein Platz hat ein Postfach und wird nicht synchronisiert",
  "Reservations of it are not in Outlook, and meetings in Outlook are not here.":
    "Seine Reservierungen sind nicht in Outlook, und Termine aus Outlook sind nicht hier.",
  "The delegated user may not write to the room's calendar":
    "Der delegierte Nutzer darf nicht in den Kalender des Raums schreiben",
  "Its meetings cannot be read, and its answers cannot be followed.":
    "Seine Termine sind nicht lesbar, und seinen Antworten lässt sich nicht folgen.",
  "The application may not read the room's calendar":
    "Die Anwendung darf den Kalender des Raums nicht lesen",
  "Meetings made in Outlook are not seen here.":
    "In Outlook gemachte Termine sind hier nicht zu sehen.",
  "The room mailbox is not in Exchange": "Das Raumpostfach gibt es in Exchange nicht",
  "Nobody answers invitations to it.": "Niemand antwortet auf Einladungen dorthin.",
  "The mailbox is not a room's": "Das Postfach ist keines eines Raums",
  "Only resource mailboxes answer invitations by themselves.":
    "Nur Ressourcenpostfächer antworten von selbst auf Einladungen.",
  "The room is reserved in Exchange": "Der Raum ist in Exchange reserviert",
  "Exchange takes no booking of it.": "Exchange nimmt keine Buchung von ihm an.",
  "The room could not be looked at": "Der Raum ließ sich nicht ansehen",
  "Exchange did not answer, or asked to be left alone.":
    "Exchange hat nicht geantwortet oder gebeten, in Ruhe gelassen zu werden.",
  "The room's time zone is not its building's":
    "Die Zeitzone des Raums ist nicht die seines Gebäudes",
  "Exchange counts the room's working hours and booking window in another zone.":
    "Exchange rechnet Arbeitszeiten und Buchungszeitraum des Raums in einer anderen Zone.",
  "The capacity in Exchange is another": "Die Kapazität in Exchange ist eine andere",
  "People who search in Outlook and people who search here see different rooms.":
    "Wer in Outlook sucht und wer hier sucht, sieht verschiedene Räume.",
  "Changes in the room's calendar do not reach us":
    "Änderungen im Kalender des Raums kommen nicht an",
  "Neither is there a subscription, nor is the calendar looked at.":
    "Weder gibt es ein Abonnement, noch wird im Kalender nachgesehen.",
  "The subscription to the room's calendar has expired":
    "Das Abonnement des Raumkalenders ist abgelaufen",
  "Exchange tells of changes no more.": "Exchange teilt Änderungen nicht mehr mit.",
  "Following the room's calendar fails": "Dem Kalender des Raums zu folgen, scheitert",
  "Meetings made or changed in Outlook are not seen here.":
    "In Outlook gemachte oder geänderte Termine sind hier nicht zu sehen.",
  "The room's calendar was not read for a day":
    "Der Kalender des Raums wurde einen Tag lang nicht gelesen",
  "Even without changes it is read again and again.":
    "Auch ohne Änderungen wird er immer wieder gelesen.",
  "The room does not answer by itself": "Der Raum antwortet nicht von selbst",
  "Reservations wait for an answer that does not come.":
    "Reservierungen warten auf eine Antwort, die nicht kommt.",
  "The room accepts meetings at the same time": "Der Raum nimmt Termine zur selben Zeit an",
  "Two meetings made in Outlook, or one made there and one here, share the room.":
    "Zwei in Outlook gemachte Termine, oder einer von dort und einer von hier, teilen sich den Raum.",
  "The room's booking window is shorter than the module's":
    "Der Buchungszeitraum des Raums ist kürzer als der des Moduls",
  "What is reserved further ahead is declined by the room.":
    "Was weiter im Voraus reserviert ist, lehnt der Raum ab.",
  "The room takes only shorter meetings than the module":
    "Der Raum nimmt nur kürzere Termine an als das Modul",
  "Longer reservations are declined by the room.": "Längere Reservierungen lehnt der Raum ab.",
  "The room takes no series": "Der Raum nimmt keine Serie an",
  "A series reserved here is declined by the room.":
    "Eine hier reservierte Serie lehnt der Raum ab.",
  "The room cuts series short": "Der Raum schneidet Serien ab",
  "Occurrences beyond the booking window are left out without a word.":
    "Termine jenseits des Buchungszeitraums fallen ohne ein Wort weg.",
  "The room's delegates approve each booking": "Stellvertreter des Raums genehmigen jede Buchung",
  "Reservations wait until somebody decides in Outlook.":
    "Reservierungen warten, bis jemand in Outlook entscheidet.",
  "The room takes bookings of certain people only":
    "Der Raum nimmt nur Buchungen bestimmter Personen an",
  "Those of all others are declined.": "Die aller anderen lehnt er ab.",
  "Requests out of policy await approval": "Anfragen außerhalb der Regeln warten auf Genehmigung",
  "What Exchange would decline, such as a conflict, is held as tentative instead.":
    "Was Exchange ablehnen würde, etwa ein Konflikt, wird stattdessen unter Vorbehalt gehalten.",
  "The room takes meetings in working hours only":
    "Der Raum nimmt Termine nur in der Arbeitszeit an",
  "Reservations outside of them are declined by the room.":
    "Reservierungen außerhalb davon lehnt der Raum ab.",
  "The room declines meetings with more people than seats":
    "Der Raum lehnt Termine mit mehr Personen als Sitzen ab",
  "Reservations here may have more attendees than the space has seats.":
    "Reservierungen hier können mehr Teilnehmer haben, als der Platz Sitze hat.",
  "The room drops the private flag": "Der Raum lässt die Kennzeichnung als privat fallen",
  "Whoever reads the room's calendar sees what was to be private.":
    "Wer den Kalender des Raums liest, sieht, was privat sein sollte.",
  "The room shows the organizer's name as the subject":
    "Der Raum zeigt als Betreff den Namen der Person, die organisiert",
  "In strict mode every meeting in the room's calendar has the delegated user's name.":
    "Im Modus Strikt trägt jeder Termin im Kalender des Raums den Namen des delegierten Nutzers.",
  "The room deletes the subject": "Der Raum löscht den Betreff",
  "The room's calendar in Outlook shows meetings without a subject.":
    "Der Kalender des Raums zeigt in Outlook Termine ohne Betreff.",
  "The room rejects requests from outside": "Der Raum weist Anfragen von außen ab",
  "Organizers of another tenant cannot book it.":
    "Wer in einem anderen Mandanten organisiert, kann ihn nicht buchen.",
  "The room is missing in what was handed in": "Der Raum fehlt in dem, was eingereicht wurde",
  "Its own rules could not be compared.": "Seine eigenen Regeln ließen sich nicht vergleichen.",
  "Exchange accepted a meeting over a confirmed reservation":
    "Exchange hat einen Termin über einer bestätigten Reservierung angenommen",
  "Two meetings hold the room at one time.": "Zwei Termine halten den Raum zur selben Zeit.",
  "A series in a room's calendar cannot be read":
    "Eine Serie im Kalender eines Raums ist nicht lesbar",
  "Its times are not held here, or as they were before; people may book them.":
    "Die Zeiten werden hier nicht gehalten, oder noch die von vorher; sie könnten gebucht werden.",
  "Only the room still has a meeting": "Nur der Raum hat einen Termin noch",
  "Its organizer's calendar has it no more, so that nobody can cancel it; the room is busy.":
    "Im Kalender der Person, die organisiert, steht er nicht mehr, sodass niemand ihn absagen kann; der Raum ist belegt.",
  "A reservation awaits confirmation for too long":
    "Eine Reservierung wartet zu lange auf Bestätigung",
  "It should end in seconds or minutes.": "Das sollte nach Sekunden oder Minuten enden.",
};
