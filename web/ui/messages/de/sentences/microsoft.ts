import type { Sentences } from "../../said-by-server.ts";

/** Signing in at Microsoft, tokens and certificates. */
export const microsoftSentences: Sentences = {
  "Try again and accept what is asked for, or ask an administrator what it is needed for.":
    "Versuchen Sie es erneut und stimmen Sie zu, oder fragen Sie die Administration, wozu es nötig ist.",
  "Hand the consent link to an administrator of your organization's directory.":
    "Geben Sie den Zustimmungslink an die Administration des Verzeichnisses Ihrer Organisation weiter.",
  "Try again, or ask your administrator.":
    "Versuchen Sie es erneut, oder fragen Sie Ihre Administration.",
  "An administrator checks the tenant, the client id and the secret or certificate.":
    "Die Administration prüft den Mandanten, die Client-ID und das Geheimnis oder Zertifikat.",
  "Try again in a minute.": "Versuchen Sie es in einer Minute erneut.",
  "There is no certificate in the PEM text.": "Im PEM-Text ist kein Zertifikat.",
  "The certificate in the PEM text cannot be read.": "Das Zertifikat im PEM-Text ist nicht lesbar.",
  "The certificate expired on {1}.": "Das Zertifikat ist am {1} abgelaufen.",
  "There is no private key in the PEM text.": "Im PEM-Text ist kein privater Schlüssel.",
  "The private key cannot be read; it must not have a passphrase.":
    "Der private Schlüssel ist nicht lesbar; er darf kein Kennwort haben.",
  "The private key must be an RSA key.": "Der private Schlüssel muss ein RSA-Schlüssel sein.",
  "The private key does not belong to the certificate.":
    "Der private Schlüssel gehört nicht zu dem Zertifikat.",
  "The tenant must be given by its id or one of its domains; what was given names no single tenant.":
    "Der Mandant ist mit seiner ID oder einer seiner Domänen anzugeben; was angegeben ist, nennt keinen einzelnen Mandanten.",
  "The id token lacks tid, oid or preferred_username.":
    "Dem ID-Token fehlt tid, oid oder preferred_username.",
  "Microsoft could not be reached.": "Microsoft war nicht zu erreichen.",
  "Microsoft refused: {1} ({2}).": "Microsoft hat abgewiesen: {1} ({2}).",
  "the account does not exist in this tenant": "das Konto gibt es in diesem Mandanten nicht",
  "the account is locked": "das Konto ist gesperrt",
  "the account's password has expired": "das Kennwort des Kontos ist abgelaufen",
  "the account is disabled": "das Konto ist deaktiviert",
  "the account must enrol a second factor": "das Konto muss einen zweiten Faktor einrichten",
  "a second factor is required": "ein zweiter Faktor ist nötig",
  "the account is not assigned to the application": "das Konto ist der Anwendung nicht zugewiesen",
  "the sign-in was ended, for instance after a change of the password":
    "die Anmeldung wurde beendet, etwa nach einer Änderung des Kennworts",
  "the sign-in was revoked by the person or an administrator":
    "die Anmeldung wurde von der Person oder der Administration widerrufen",
  "Conditional Access blocks this device": "Conditional Access sperrt dieses Gerät",
  "Conditional Access blocks the sign-in": "Conditional Access sperrt die Anmeldung",
  "the sign-in code was used already": "der Anmeldecode wurde schon benutzt",
  "nobody has consented to the permissions yet": "den Rechten hat noch niemand zugestimmt",
  "the consent was declined": "die Zustimmung wurde verweigert",
  "the sign-in is no longer valid": "die Anmeldung gilt nicht mehr",
  "the sign-in has expired": "die Anmeldung ist abgelaufen",
  "a permission asked for does not exist": "ein verlangtes Recht gibt es nicht",
  "Conditional Access asks for a new sign-in": "Conditional Access verlangt eine neue Anmeldung",
  "the tenant was not found; check the tenant id":
    "der Mandant wurde nicht gefunden; prüfen Sie seine ID",
  "an administrator must consent to the permissions":
    "die Administration muss den Rechten zustimmen",
  "the application is not known in this tenant":
    "die Anwendung ist in diesem Mandanten nicht bekannt",
  "the code verifier does not fit": "der Code Verifier passt nicht",
  "the application was not found in the tenant; check the client id":
    "die Anwendung wurde im Mandanten nicht gefunden; prüfen Sie die Client-ID",
  "the certificate is not registered for the application, or its key does not fit":
    "das Zertifikat ist für die Anwendung nicht registriert, oder sein Schlüssel passt nicht",
  "the sign-in has expired because it was not used for 90 days":
    "die Anmeldung ist abgelaufen, da sie 90 Tage nicht benutzt wurde",
  "the sign-in has expired; the redirect address is registered as a single-page app":
    "die Anmeldung ist abgelaufen; die Umleitungsadresse ist als Single-Page-App registriert",
  "the application is disabled in the tenant": "die Anwendung ist im Mandanten deaktiviert",
  "the client secret is wrong (the secret's value is needed, not its id)":
    "das Client-Geheimnis ist falsch (nötig ist der Wert des Geheimnisses, nicht seine ID)",
  "a client secret or certificate is missing": "ein Client-Geheimnis oder Zertifikat fehlt",
  "the client secret or certificate has expired":
    "das Client-Geheimnis oder Zertifikat ist abgelaufen",
  "Microsoft refused with {1}.": "Microsoft hat abgewiesen, mit {1}.",
  "Microsoft did not answer in time.": "Microsoft hat nicht rechtzeitig geantwortet.",
  "Microsoft answered with HTTP {1}; check the tenant id.":
    "Microsoft hat mit HTTP {1} geantwortet; prüfen Sie die ID des Mandanten.",
  "Microsoft's answer could not be read.": "Die Antwort von Microsoft war nicht lesbar.",
  "The answer does not belong to this sign-in, or came too late.":
    "Die Antwort gehört nicht zu dieser Anmeldung, oder sie kam zu spät.",
  'The calendar provider "{1}" has neither a client secret nor a certificate.':
    "Der Kalenderanbieter „{1}“ hat weder ein Client-Geheimnis noch ein Zertifikat.",
  "An administrator gives it one under Calendar providers.":
    "Die Administration gibt ihm eines unter „Kalenderanbieter“.",
  "Nobody can sign in yet: no application for signing in is set up.":
    "Noch kann sich niemand anmelden: Keine Anwendung für die Anmeldung ist eingerichtet.",
  "Set USHER_SIGN_IN_TENANT, USHER_SIGN_IN_CLIENT_ID and USHER_SIGN_IN_CLIENT_SECRET.":
    "Setzen Sie USHER_SIGN_IN_TENANT, USHER_SIGN_IN_CLIENT_ID und USHER_SIGN_IN_CLIENT_SECRET.",
  "Connected is {1}, from before the calendar provider was changed; connect it anew.":
    "Verbunden ist {1}, von vor der Änderung des Kalenderanbieters; verbinden Sie neu.",
  "an account": "ein Konto",
  "The connection holds no token that could be renewed.":
    "Die Verbindung hält kein Token, das sich erneuern ließe.",
  "The calendar was disconnected or connected anew meanwhile.":
    "Der Kalender wurde inzwischen getrennt oder neu verbunden.",
  "The connection no longer carries the calendar permission.":
    "Die Verbindung trägt das Recht auf den Kalender nicht mehr.",
  "Another process is still renewing the token.": "Ein anderer Prozess erneuert das Token noch.",
  "It was rejected.": "Sie wurde abgewiesen.",
  "{1} not connected the calendar.": "{1} den Kalender nicht verbunden.",
  "The person has": "Die Person hat",
  "The delegated user has": "Der delegierte Nutzer hat",
  "The calendar must be connected again.": "Der Kalender muss erneut verbunden werden.",
  "A sealed value was altered, or belongs to another record.":
    "Ein versiegelter Wert wurde verändert oder gehört zu einem anderen Datensatz.",
  "A sealed value is not an envelope of this vault.":
    "Ein versiegelter Wert stammt nicht aus diesem Tresor.",
  'A sealed value needs the vault key "{1}", which the key file does not hold.':
    "Ein versiegelter Wert braucht den Tresorschlüssel „{1}“, den die Schlüsseldatei nicht enthält.",
  "Restore the key file that belongs to this database.":
    "Stellen Sie die Schlüsseldatei wieder her, die zu dieser Datenbank gehört.",
  'A sealed value does not open with the vault key "{1}": either was altered.':
    "Ein versiegelter Wert lässt sich mit dem Tresorschlüssel „{1}“ nicht öffnen: Eines von beiden wurde verändert.",
};
