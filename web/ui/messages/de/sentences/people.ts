import type { Sentences } from "../../said-by-server.ts";

/** People, panels and API clients: who may, and who is known. */
export const peopleSentences: Sentences = {
  "Usher has no mail server, so it sends no mail.":
    "Usher hat keinen Mailserver und verschickt daher keine E-Mails.",
  "Ask an administrator to set USHER_SMTP_URL and USHER_MAIL_FROM.":
    "Bitten Sie Ihre Administration, USHER_SMTP_URL und USHER_MAIL_FROM zu setzen.",
  "The API key is not known.": "Der API-Schlüssel ist nicht bekannt.",
  "The API key was revoked.": "Der API-Schlüssel wurde widerrufen.",
  "The panel's token is not known.": "Das Token des Türschilds ist nicht bekannt.",
  "The panel was removed by an administrator.":
    "Das Türschild wurde von der Administration entfernt.",
  "The bearer token is neither an API key nor a panel's.":
    "Das Bearer-Token ist weder ein API-Schlüssel noch das eines Türschilds.",
  "Pair the panel again with a new code.": "Koppeln Sie das Türschild mit einem neuen Code.",
  "Ask an administrator for a key.": "Bitten Sie die Administration um einen Schlüssel.",
  "Nobody can take the role admin from themselves or deactivate themselves.":
    "Niemand kann sich selbst die Rolle Administrator nehmen oder sich selbst deaktivieren.",
  "Ask another administrator, so that one is always left.":
    "Bitten Sie jemand anderen aus der Administration, damit immer jemand übrig bleibt.",
  "There is no person with this id.": "Es gibt keine Person mit dieser ID.",
  'The browser signed in to Microsoft as {1}, but the delegated user of "{2}" is {3}.':
    "Der Browser hat sich bei Microsoft als {1} angemeldet, der delegierte Nutzer von „{2}“ ist aber {3}.",
  "Connect again and choose {1}.": "Verbinden Sie erneut und wählen Sie {1}.",
  'The calendar provider "{1}" names no delegated user.':
    "Der Kalenderanbieter „{1}“ nennt keinen delegierten Nutzer.",
  "Enter the delegated user's address first.":
    "Tragen Sie zuerst die Adresse des delegierten Nutzers ein.",
  'There is an API client called "{1}" already.': "Es gibt schon einen API-Client namens „{1}“.",
  "Choose another name; a revoked client keeps its name for the records.":
    "Wählen Sie einen anderen Namen; ein widerrufener Client behält seinen für die Aufzeichnungen.",
  "There is no API client with this id.": "Es gibt keinen API-Client mit dieser ID.",
  "There is no space with this id.": "Es gibt keinen Platz mit dieser ID.",
  "The person that the door would reserve for is not known here, or not active.":
    "Die Person, für die die Tür reservieren würde, ist hier nicht bekannt oder nicht aktiv.",
  "Choose somebody who works here.": "Wählen Sie jemanden, der hier arbeitet.",
  "Nobody is known by this.": "Unter dieser Angabe ist niemand bekannt.",
  "The pairing code is wrong, used already, or older than ten minutes.":
    "Der Kopplungscode ist falsch, schon benutzt oder älter als zehn Minuten.",
  "The browser signed in to Microsoft as {1}, but you are {2} here.":
    "Der Browser hat sich bei Microsoft als {1} angemeldet, hier sind Sie aber {2}.",
  "Microsoft did not grant what is needed: {1}.":
    "Microsoft hat nicht gewährt, was nötig ist: {1}.",
  "Connect again and accept all that is asked for, or ask an administrator to consent.":
    "Verbinden Sie erneut und stimmen Sie allem zu, wonach gefragt wird, oder bitten Sie die Administration zuzustimmen.",
  "Microsoft gave a token that cannot be renewed, so it would end within the hour.":
    "Microsoft hat ein Token gegeben, das sich nicht erneuern lässt; es würde binnen einer Stunde enden.",
  "An administrator allows offline_access for the application.":
    "Die Administration erlaubt der Anwendung offline_access.",
  "The connection lacks a permission: {1}.": "Der Verbindung fehlt ein Recht: {1}.",
  "Another account is known here under the address {1}.":
    "Unter der Adresse {1} ist hier ein anderes Konto bekannt.",
  "Ask an administrator: the earlier account may have been deleted and made anew.":
    "Fragen Sie die Administration: Das frühere Konto wurde vielleicht gelöscht und neu angelegt.",
  "Your account is not active here.": "Ihr Konto ist hier nicht aktiv.",
  "Ask an administrator to activate it.": "Bitten Sie die Administration, es zu aktivieren.",
  "The consent for the organization was not given.":
    "Die Zustimmung für die Organisation wurde nicht gegeben.",
  "It takes an administrator of the organization's directory.":
    "Dazu braucht es die Administration des Verzeichnisses der Organisation.",
  "The consent was given in another tenant than the calendar provider's.":
    "Die Zustimmung wurde in einem anderen Mandanten gegeben als dem des Kalenderanbieters.",
  "Sign in as an administrator of the provider's tenant.":
    "Melden Sie sich als Administrator im Mandanten des Kalenderanbieters an.",
  "The API key is not that of the client that is named as the user.":
    "Der API-Schlüssel ist nicht der des Clients, der als Nutzer genannt ist.",
  "Give the id of the API client as the user, and its key as the password.":
    "Geben Sie als Nutzer die ID des API-Clients an, und als Kennwort seinen Schlüssel.",
  "The header Usher-Channel names no channel that a person can act on.":
    "Der Header Usher-Channel nennt keinen Kanal, auf dem eine Person handeln kann.",
  "It is one of {1}.": "Möglich sind: {1}.",
  "This browser did not start the sign-in that ends here, or it took too long.":
    "Die Anmeldung, die hier endet, begann nicht in diesem Browser, oder sie dauerte zu lange.",
  "Start again from the beginning.": "Beginnen Sie noch einmal von vorn.",
  "This needs the role admin.": "Das braucht die Rolle Administrator.",
  "Ask an administrator to do it.": "Bitten Sie die Administration darum.",
  "Hand the consent link to an administrator, then connect again.":
    "Geben Sie den Zustimmungslink an die Administration weiter, und verbinden Sie dann erneut.",
  "Connect again and accept all that is asked for.":
    "Verbinden Sie erneut und stimmen Sie allem zu, wonach gefragt wird.",
  "Microsoft no longer accepts the connection.": "Microsoft nimmt die Verbindung nicht mehr an.",
  "Connect again.": "Verbinden Sie erneut.",
  "There is no calendar provider with this id.": "Es gibt keinen Kalenderanbieter mit dieser ID.",
  "Nobody is signed in.": "Niemand ist angemeldet.",
  "Sign in at /auth/sign-in, or send an API key as Authorization: Bearer.":
    "Melden Sie sich unter /auth/sign-in an, oder senden Sie einen API-Schlüssel als Authorization: Bearer.",
  "Only a signed-in person can do this.": "Das kann nur eine angemeldete Person.",
  "Sign in as a person.": "Melden Sie sich als Person an.",
  "Only a panel that hangs at a door is shown this.":
    "Das bekommt nur ein Türschild zu sehen, das an einer Tür hängt.",
  "Look at the schedule of the space instead.":
    "Sehen Sie stattdessen den Belegungsplan des Platzes an.",
  "Ask an administrator to do it, or to give you the role.":
    "Bitten Sie die Administration darum, oder um diese Rolle.",
  "The API key lacks the scope {1}.": "Dem API-Schlüssel fehlt das Recht {1}.",
  "Ask an administrator for a key with this scope.":
    "Bitten Sie die Administration um einen Schlüssel mit diesem Recht.",
  "A panel does what can be done at its door, and nothing else.":
    "Ein Türschild tut, was an seiner Tür getan werden kann, und sonst nichts.",
  "Use what is under /api/v1/door, or an API key.":
    "Nehmen Sie, was unter /api/v1/door steht, oder einen API-Schlüssel.",
  "A panel shows its own space, and does not look people up.":
    "Ein Türschild zeigt seinen eigenen Platz und sucht keine Personen.",
  "Sign in as a person, or use an API key.":
    "Melden Sie sich als Person an, oder nehmen Sie einen API-Schlüssel.",
  "The schedule of all spaces needs the role planner or viewer.":
    "Der Belegungsplan aller Plätze braucht die Rolle Planer oder Betrachter des Belegungsplans.",
  "Ask an administrator for the role, or look at the schedule of one space.":
    "Bitten Sie die Administration um die Rolle, oder sehen Sie den Belegungsplan eines Platzes an.",
  "To withdraw the consent at Microsoft as well, remove the application at https://myapplications.microsoft.com.":
    "Um auch die Zustimmung bei Microsoft zurückzunehmen, entfernen Sie die Anwendung unter https://myapplications.microsoft.com.",
  "Sign in again.": "Melden Sie sich noch einmal an.",
  "There is no active calendar provider to connect to.":
    "Es gibt keinen aktiven Kalenderanbieter, mit dem zu verbinden wäre.",
  "Ask an administrator to set one up.": "Bitten Sie die Administration, einen einzurichten.",
  "The person can connect again at any time.": "Die Person kann jederzeit wieder verbinden.",
  "The request does not carry the token of your session, so it may not come from this page.":
    "Die Anfrage trägt das Token Ihrer Sitzung nicht; vielleicht kommt sie nicht von dieser Seite.",
  "Load the page again.": "Laden Sie die Seite neu.",
  "Programs send the csrf_token of GET /api/v1/session as X-CSRF-Token.":
    "Programme senden das csrf_token von GET /api/v1/session als X-CSRF-Token.",
  "Ask an administrator for a new code, under Administration, Panels.":
    "Bitten Sie die Administration um einen neuen Code, unter „Verwaltung“, „Türschilder“.",
  "There is no panel with this id, or it was removed.":
    "Es gibt kein Türschild mit dieser ID, oder es wurde entfernt.",
};
