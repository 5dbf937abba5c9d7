<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Kept</name>
    <message>
        <source>As of %1, being updated</source>
        <extracomment>%1: a time of day, a weekday or a date.</extracomment>
        <translation>Stand: %1, wird aktualisiert</translation>
    </message>
    <message>
        <source>As of %1, not connected yet</source>
        <translation>Stand: %1, noch nicht verbunden</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A person in a list: name, identity.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>parley::TokenSentence</name>
    <message>
        <source>Check the network and the host of the token URL.</source>
        <translation>Prüfe das Netz und den Rechnernamen in der Token-URL.</translation>
    </message>
    <message>
        <source>Check whether the token end point is overloaded; it has 15 s for an answer.</source>
        <translation>Prüfe, ob der Token-Endpunkt überlastet ist; er hat 15 s Zeit für eine Antwort.</translation>
    </message>
    <message>
        <source>Check the certificate of the token end point, and the date of this computer.</source>
        <translation>Prüfe das Zertifikat des Token-Endpunkts und das Datum dieses Rechners.</translation>
    </message>
    <message>
        <source>Change the token URL: name the port that speaks https, or begin with http:// if it is on this machine.</source>
        <translation>Ändere die Token-URL: Nenne den Port, der https spricht, oder beginne mit http://, wenn er auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>Change the token URL: begin with https://.</source>
        <translation>Ändere die Token-URL: Beginne mit https://.</translation>
    </message>
    <message>
        <source>Check user, password and the way to authenticate, then sign in again.</source>
        <translation>Prüfe Benutzer, Passwort und die Art der Anmeldung und melde dich dann neu an.</translation>
    </message>
    <message>
        <source>Check at the back end what this user may do, then sign in again.</source>
        <translation>Prüfe im Backend, was dieser Benutzer darf, und melde dich dann neu an.</translation>
    </message>
    <message>
        <source>Look into the log of the token end point.</source>
        <translation>Sieh im Protokoll des Token-Endpunkts nach.</translation>
    </message>
    <message>
        <source>Check the token URL and the way to authenticate.</source>
        <translation>Prüfe die Token-URL und die Art der Anmeldung.</translation>
    </message>
    <message>
        <source>Redirects are not followed: use the final address, and check whether the network wants a sign-in of its own.</source>
        <translation>Weiterleitungen wird nicht gefolgt: Nimm die endgültige Adresse und prüfe, ob das Netz eine eigene Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>Check the token URL; the end point must answer with the JWT alone, or with a JSON object that has it in &apos;token&apos;, &apos;accessToken&apos;, &apos;access_token&apos; or &apos;jwt&apos;.</source>
        <translation>Prüfe die Token-URL; der Endpunkt muss mit dem JWT allein antworten oder mit einem JSON-Objekt, das es in „token“, „accessToken“, „access_token“ oder „jwt“ enthält.</translation>
    </message>
    <message>
        <source>Let the end point answer with what Twilio&apos;s AccessToken.toJwt() returns, unchanged.</source>
        <translation>Lass den Endpunkt unverändert mit dem antworten, was Twilios AccessToken.toJwt() liefert.</translation>
    </message>
    <message>
        <source>Let the back end make access tokens with Twilio&apos;s library, signed with HS256.</source>
        <translation>Lass das Backend Zugriffstokens mit Twilios Bibliothek ausstellen, mit HS256 signiert.</translation>
    </message>
    <message>
        <source>Check the clock of the back end, and that each request gets a fresh token.</source>
        <translation>Prüfe die Uhr des Backends und ob jede Anfrage ein frisches Token bekommt.</translation>
    </message>
    <message>
        <source>Let the back end issue tokens for 24 hours at most.</source>
        <translation>Lass das Backend Tokens für höchstens 24 Stunden ausstellen.</translation>
    </message>
    <message>
        <source>Check the clock of the back end, or leave nbf out.</source>
        <translation>Prüfe die Uhr des Backends oder lass nbf weg.</translation>
    </message>
    <message>
        <source>Let the back end issue the token for the user who asks.</source>
        <translation>Lass das Backend das Token für den Benutzer ausstellen, der fragt.</translation>
    </message>
    <message>
        <source>Let the back end use one account, and a chat grant for one service.</source>
        <translation>Lass das Backend ein einziges Konto und eine Chat-Berechtigung für einen einzigen Dienst verwenden.</translation>
    </message>
    <message>
        <source>Let the back end issue a fresh token for each request.</source>
        <translation>Lass das Backend für jede Anfrage ein frisches Token ausstellen.</translation>
    </message>
    <message>
        <source>Check the API key, its secret, the account and the service that the back end uses.</source>
        <translation>Prüfe API-Schlüssel, Geheimnis, Konto und Dienst, die das Backend verwendet.</translation>
    </message>
    <message>
        <source>Look for an update of this program.</source>
        <translation>Sieh nach, ob es eine neue Version dieses Programms gibt.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melde dich neu an.</translation>
    </message>
    <message>
        <source>If the token is fresh, check the clock of the back end and the life of its tokens.</source>
        <translation>Wenn das Token frisch ist, prüfe die Uhr des Backends und die Lebensdauer seiner Tokens.</translation>
    </message>
    <message>
        <source>You are signed out, so there is no token.</source>
        <translation>Du bist abgemeldet, daher gibt es kein Token.</translation>
    </message>
    <message>
        <source>The saved sign-in is being read.</source>
        <translation>Die gespeicherte Anmeldung wird gelesen.</translation>
    </message>
    <message>
        <source>There has been no network since %1.</source>
        <translation>Seit %1 gibt es kein Netz.</translation>
    </message>
    <message>
        <source>The sign-in is no longer accepted.</source>
        <translation>Die Anmeldung wird nicht mehr angenommen.</translation>
    </message>
    <message>
        <source>The attempt to get a new token failed at %1.</source>
        <translation>Um %1 ist der Versuch gescheitert, ein neues Token zu holen.</translation>
    </message>
    <message>
        <source>Attempt %1 to get a new token failed, like all before it since %2.</source>
        <translation>Versuch %1, ein neues Token zu holen, ist gescheitert, wie alle davor seit %2.</translation>
    </message>
    <message>
        <source>The service refused a token at %1.</source>
        <translation>Der Dienst hat um %1 ein Token abgelehnt.</translation>
    </message>
    <message>
        <source>The service has refused tokens since %1.</source>
        <translation>Der Dienst lehnt seit %1 Tokens ab.</translation>
    </message>
    <message>
        <source>No token has come yet.</source>
        <translation>Es ist noch kein Token gekommen.</translation>
    </message>
    <message>
        <source>The token expired at %1.</source>
        <translation>Das Token ist um %1 abgelaufen.</translation>
    </message>
    <message>
        <source>The service ended the token before its time.</source>
        <translation>Der Dienst hat das Token vor der Zeit beendet.</translation>
    </message>
    <message>
        <source>One service has not accepted the token, but another one has.</source>
        <translation>Ein Dienst hat das Token nicht angenommen, ein anderer schon.</translation>
    </message>
    <message>
        <source>The token came with the sign-in at %1.</source>
        <translation>Das Token kam um %1 mit der Anmeldung.</translation>
    </message>
    <message>
        <source>The token was refreshed in good time at %1.</source>
        <translation>Das Token wurde um %1 rechtzeitig erneuert.</translation>
    </message>
    <message>
        <source>The token was refreshed at %1, shortly before the old one expired.</source>
        <translation>Das Token wurde um %1 erneuert, kurz bevor das alte ablief.</translation>
    </message>
    <message>
        <source>A new token came at %1, after the old one had expired.</source>
        <translation>Um %1 kam ein neues Token, nachdem das alte abgelaufen war.</translation>
    </message>
    <message>
        <source>A new token came at %1, because the service had refused the old one.</source>
        <translation>Um %1 kam ein neues Token, weil der Dienst das alte abgelehnt hatte.</translation>
    </message>
    <message>
        <source>A new token was asked for by hand; it came at %1.</source>
        <translation>Ein neues Token wurde von Hand angefordert; es kam um %1.</translation>
    </message>
    <message>
        <source>Attempt %1 was the first that succeeded.</source>
        <translation>Erst Versuch %1 hatte Erfolg.</translation>
    </message>
    <message>
        <source>The token works until %1, for %2 more.</source>
        <translation>Das Token gilt bis %1, noch %2 lang.</translation>
    </message>
    <message>
        <source>Tokens of this back end expire too soon to be refreshed in good time.</source>
        <translation>Die Tokens dieses Backends laufen zu schnell ab, um sie rechtzeitig zu erneuern.</translation>
    </message>
    <message>
        <source>No token works now. What you write waits for the next one.</source>
        <translation>Zurzeit gilt kein Token. Was du schreibst, wartet auf das nächste.</translation>
    </message>
    <message>
        <source>Then Parley asks for a token.</source>
        <translation>Danach fragt Parley nach einem Token.</translation>
    </message>
    <message>
        <source>Parley sends no more requests, because only a new sign-in helps.</source>
        <translation>Parley fragt nicht weiter, denn nur eine neue Anmeldung hilft.</translation>
    </message>
    <message>
        <source>A setting must be changed. Parley tries again at %1, in %2.</source>
        <translation>Eine Einstellung muss geändert werden. Parley versucht es um %1 wieder, in %2.</translation>
    </message>
    <message>
        <source>A setting must be changed. Parley tries again only when you ask for it, the network changes or the computer wakes up.</source>
        <translation>Eine Einstellung muss geändert werden. Parley versucht es erst wieder, wenn du es verlangst, das Netz wechselt oder der Rechner aufwacht.</translation>
    </message>
    <message>
        <source>Parley asks again as soon as the network is back.</source>
        <translation>Parley fragt wieder, sobald das Netz zurück ist.</translation>
    </message>
    <message>
        <source>A new token is being requested now.</source>
        <translation>Gerade wird ein neues Token angefragt.</translation>
    </message>
    <message>
        <source>Attempt %1 is running now.</source>
        <translation>Versuch %1 läuft gerade.</translation>
    </message>
    <message>
        <source>A new token has come. It is used as soon as it becomes valid.</source>
        <translation>Ein neues Token ist gekommen. Es wird verwendet, sobald es gültig wird.</translation>
    </message>
    <message>
        <source>Attempt %1 comes at %2, in %3.</source>
        <translation>Versuch %1 kommt um %2, in %3.</translation>
    </message>
    <message>
        <source>The next refresh comes at %1, in %2.</source>
        <translation>Die nächste Erneuerung kommt um %1, in %2.</translation>
    </message>
    <message>
        <source>A new token is requested at %1, in %2.</source>
        <translation>Ein neues Token wird um %1 angefragt, in %2.</translation>
    </message>
    <message>
        <source>The token expires before that.</source>
        <translation>Vorher läuft das Token ab.</translation>
    </message>
    <message>
        <source>No request is planned.</source>
        <translation>Es ist keine Anfrage geplant.</translation>
    </message>
    <message>
        <source>Sign in to get a token.</source>
        <translation>Melde dich an, um ein Token zu bekommen.</translation>
    </message>
    <message>
        <source>Check the network connection of this computer.</source>
        <translation>Prüfe die Netzverbindung dieses Rechners.</translation>
    </message>
    <message>
        <source>You can ask for a token by hand now.</source>
        <translation>Du kannst jetzt von Hand ein Token anfragen.</translation>
    </message>
    <message>
        <source>You can ask for a token by hand in %1.</source>
        <translation>Du kannst in %1 von Hand ein Token anfragen.</translation>
    </message>
    <message>
        <source>Let the back end issue tokens that live longer.</source>
        <translation>Lass das Backend Tokens ausstellen, die länger leben.</translation>
    </message>
    <message>
        <source>You need to do nothing.</source>
        <translation>Du musst nichts tun.</translation>
    </message>
    <message>
        <source>No network, or the sign-in service cannot be reached.</source>
        <translation>Kein Netz, oder der Anmeldedienst ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The sign-in service did not answer in time.</source>
        <translation>Der Anmeldedienst hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The secure connection failed. This computer&apos;s clock shows %1.</source>
        <translation>Die sichere Verbindung kam nicht zustande. Die Uhr dieses Rechners zeigt %1.</translation>
    </message>
    <message>
        <source>The sign-in service speaks http at this port, not https.</source>
        <translation>Der Anmeldedienst spricht an diesem Port http, nicht https.</translation>
    </message>
    <message>
        <source>The sign-in service speaks https at this port, not http.</source>
        <translation>Der Anmeldedienst spricht an diesem Port https, nicht http.</translation>
    </message>
    <message>
        <source>User or password is not accepted.</source>
        <translation>Benutzer oder Passwort wird nicht angenommen.</translation>
    </message>
    <message>
        <source>The service knows you but does not let you in.</source>
        <translation>Der Dienst kennt dich, lässt dich aber nicht ein.</translation>
    </message>
    <message>
        <source>The sign-in service asks to wait for %1.</source>
        <translation>Der Anmeldedienst bittet um eine Pause von %1.</translation>
    </message>
    <message>
        <source>The sign-in service gets too many requests.</source>
        <translation>Der Anmeldedienst bekommt zu viele Anfragen.</translation>
    </message>
    <message>
        <source>The sign-in service has a problem (HTTP %1).</source>
        <translation>Der Anmeldedienst hat ein Problem (HTTP %1).</translation>
    </message>
    <message>
        <source>The sign-in service has a problem.</source>
        <translation>Der Anmeldedienst hat ein Problem.</translation>
    </message>
    <message>
        <source>There is no token end point at this address (HTTP %1).</source>
        <translation>Unter dieser Adresse gibt es keinen Token-Endpunkt (HTTP %1).</translation>
    </message>
    <message>
        <source>The network or the server sends sign-in requests elsewhere.</source>
        <translation>Das Netz oder der Server leitet Anmeldungen anderswohin.</translation>
    </message>
    <message>
        <source>What answers at this address is not a token end point.</source>
        <translation>Was unter dieser Adresse antwortet, gibt keine Tokens aus.</translation>
    </message>
    <message>
        <source>The sign-in service gave an empty answer.</source>
        <translation>Der Anmeldedienst gab eine leere Antwort.</translation>
    </message>
    <message>
        <source>The sign-in service gave an answer that is too large for a token.</source>
        <translation>Der Anmeldedienst gab eine Antwort, die für ein Token zu groß ist.</translation>
    </message>
    <message>
        <source>The sign-in service gave something that is not a token.</source>
        <translation>Der Anmeldedienst gab etwas, das kein Token ist.</translation>
    </message>
    <message>
        <source>The token is not signed the way Twilio signs access tokens.</source>
        <translation>Das Token ist nicht so signiert, wie Twilio es verlangt.</translation>
    </message>
    <message>
        <source>The sign-in service gave a token that has already expired.</source>
        <translation>Der Anmeldedienst gab ein Token, das schon abgelaufen ist.</translation>
    </message>
    <message>
        <source>The sign-in service gave a token that lives longer than 24 hours.</source>
        <translation>Der Anmeldedienst gab ein Token, das länger als 24 Stunden lebt.</translation>
    </message>
    <message>
        <source>The sign-in service gave a token that becomes valid later.</source>
        <translation>Der Anmeldedienst gab ein Token, das erst später gültig wird.</translation>
    </message>
    <message>
        <source>The service returned a session for another user.</source>
        <translation>Der Dienst gab die Sitzung eines anderen Benutzers zurück.</translation>
    </message>
    <message>
        <source>The token is for another account or chat service.</source>
        <translation>Das Token gilt für ein anderes Konto oder einen anderen Chat-Dienst.</translation>
    </message>
    <message>
        <source>The sign-in service gave the same token again.</source>
        <translation>Der Anmeldedienst gab dasselbe Token noch einmal.</translation>
    </message>
    <message>
        <source>The chat service does not accept the token (code %1).</source>
        <translation>Der Chat-Dienst nimmt das Token nicht an (Code %1).</translation>
    </message>
    <message>
        <source>The chat service does not accept the token.</source>
        <translation>Der Chat-Dienst nimmt das Token nicht an.</translation>
    </message>
    <message>
        <source>There is no saved sign-in.</source>
        <translation>Es gibt keine gespeicherte Anmeldung.</translation>
    </message>
    <message>
        <source>There were many attempts in a short time, so Parley waits.</source>
        <translation>Es gab viele Versuche in kurzer Zeit, daher wartet Parley.</translation>
    </message>
    <message>
        <source>The attempt was cancelled.</source>
        <translation>Der Versuch wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The chat service refuses this version of Parley.</source>
        <translation>Der Chat-Dienst lehnt diese Version von Parley ab.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Es ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It does not have the three parts of a token.</source>
        <translation>Es hat nicht die drei Teile eines Tokens.</translation>
    </message>
    <message>
        <source>A part of it is not valid base64url.</source>
        <translation>Ein Teil davon ist kein gültiges base64url.</translation>
    </message>
    <message>
        <source>It has “=” characters at the end of a part, which must be left out.</source>
        <translation>Am Ende eines Teils stehen „=“-Zeichen, die wegbleiben müssen.</translation>
    </message>
    <message>
        <source>A part of it is not valid JSON.</source>
        <translation>Ein Teil davon ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>A part of it is JSON, but not an object.</source>
        <translation>Ein Teil davon ist JSON, aber kein Objekt.</translation>
    </message>
    <message>
        <source>It stands in quotation marks.</source>
        <translation>Es steht in Anführungszeichen.</translation>
    </message>
    <message>
        <source>It is a placeholder such as “null” or “undefined”.</source>
        <translation>Es ist ein Platzhalter wie „null“ oder „undefined“.</translation>
    </message>
    <message>
        <source>It does not say when it expires.</source>
        <translation>Es sagt nicht, wann es abläuft.</translation>
    </message>
    <message>
        <source>Its expiry time is not a number of seconds since 1970.</source>
        <translation>Seine Ablaufzeit ist keine Zahl von Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>Its issue time is not a number of seconds since 1970.</source>
        <translation>Seine Ausgabezeit ist keine Zahl von Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>Its start time is not a number of seconds since 1970.</source>
        <translation>Seine Beginnzeit ist keine Zahl von Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>It does not name a user.</source>
        <translation>Es nennt keinen Benutzer.</translation>
    </message>
    <message>
        <source>It has no grants.</source>
        <translation>Es hat keine Berechtigungen (grants).</translation>
    </message>
</context>
<context>
    <name>parley::ui::AboutDialog</name>
    <message>
        <source>About Parley</source>
        <translation>Über Parley</translation>
    </message>
    <message>
        <source>Parley %1</source>
        <translation>Parley %1</translation>
    </message>
    <message>
        <source>A desktop chat client for Twilio Conversations, and a worked example of the life of an access token.</source>
        <translation>Ein Chat-Programm für Twilio Conversations und ein ausgeführtes Beispiel für das Leben eines Zugangstokens.</translation>
    </message>
    <message>
        <source>Twilio is a trademark of its owner. Parley is an independent project, neither made nor endorsed by Twilio.</source>
        <translation>Twilio ist eine Marke ihres Inhabers. Parley ist ein unabhängiges Projekt, von Twilio weder gemacht noch gebilligt.</translation>
    </message>
    <message>
        <source>Free software under the MIT license. Built with Qt %1.</source>
        <translation>Freie Software unter der MIT-Lizenz. Gebaut mit Qt %1.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Versions, states and the last lines, without names and messages</source>
        <translation>Versionen, Zustände und die letzten Zeilen, ohne Namen und Nachrichten</translation>
    </message>
</context>
<context>
    <name>parley::ui::AccountButton</name>
    <message>
        <source>Sign in as %1</source>
        <translation>Als %1 anmelden</translation>
    </message>
</context>
<context>
    <name>parley::ui::AccountTexts</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>A user and the back end where the user is signed in: &quot;ada · example.com&quot;.</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>parley::ui::Announcer</name>
    <message>
        <source>%1: %2</source>
        <extracomment>Read out when a message comes: author, text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::Application</name>
    <message>
        <source>The local service cannot run, so there are no demo accounts. Is its database in use, or the disk full? Your own back end can still be used.</source>
        <translation>Der lokale Dienst kann nicht laufen, daher gibt es keine Demo-Konten. Ist seine Datenbank in Gebrauch oder der Datenträger voll? Das eigene Backend kann trotzdem benutzt werden.</translation>
    </message>
    <message>
        <source>The data of the local service is damaged: %1
It can be renamed, so that the service begins anew. Nothing is deleted.</source>
        <translation>Die Daten des lokalen Dienstes sind beschädigt: %1
Sie können umbenannt werden, damit der Dienst neu beginnt. Es wird nichts gelöscht.</translation>
    </message>
    <message>
        <source>The last sign-in was not saved in the system keychain. Please sign in.</source>
        <translation>Die letzte Anmeldung wurde nicht im Schlüsselbund des Systems gespeichert. Bitte melde dich an.</translation>
    </message>
</context>
<context>
    <name>parley::ui::AttachmentStrip</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message numerus="yes">
        <source>A message can have %n file(s) at most. Send the others with another one.</source>
        <translation>
            <numerusform>Eine Nachricht kann höchstens %n Datei haben. Sende die anderen mit einer weiteren.</numerusform>
            <numerusform>Eine Nachricht kann höchstens %n Dateien haben. Sende die anderen mit einer weiteren.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a folder. Attach its files, or an archive of it.</source>
        <translation>„%1“ ist ein Ordner. Hänge seine Dateien an oder ein Archiv davon.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“%1” is empty.</source>
        <translation>„%1“ ist leer.</translation>
    </message>
    <message>
        <source>“%1” is too large: %2, and a file can have %3 at most.</source>
        <translation>„%1“ ist zu groß: %2, und eine Datei darf höchstens %3 haben.</translation>
    </message>
    <message>
        <source>With “%1” the files of this message are too large: %2 together, and %3 is the limit.</source>
        <translation>Mit „%1“ sind die Dateien dieser Nachricht zu groß: zusammen %2, und %3 ist die Grenze.</translation>
    </message>
</context>
<context>
    <name>parley::ui::ClaimsView</name>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Life</source>
        <translation>Lebensdauer</translation>
    </message>
    <message>
        <source>May use</source>
        <translation>Darf nutzen</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Server clock</source>
        <translation>Uhr des Servers</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>The claim “%1” of the token</source>
        <translation>Die Angabe „%1“ des Tokens</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>There is no valid token.</source>
        <translation>Es gibt kein gültiges Token.</translation>
    </message>
    <message>
        <source>agrees with this computer</source>
        <translation>stimmt überein</translation>
    </message>
    <message>
        <source>%1 ahead of this computer</source>
        <translation>geht gegenüber diesem Rechner %1 vor</translation>
    </message>
    <message>
        <source>%1 behind this computer</source>
        <translation>geht gegenüber diesem Rechner %1 nach</translation>
    </message>
</context>
<context>
    <name>parley::ui::Columns</name>
    <message>
        <source>‹ Conversations</source>
        <translation>‹ Unterhaltungen</translation>
    </message>
    <message>
        <source>Back to the list of conversations</source>
        <translation>Zurück zur Liste der Unterhaltungen</translation>
    </message>
</context>
<context>
    <name>parley::ui::Completion</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Suggestion: %1</source>
        <translation>Vorschlag: %1</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>parley::ui::Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Insert an emoji</source>
        <translation>Emoji einfügen</translation>
    </message>
    <message>
        <source>Send (Enter). Shift+Enter makes a new line.</source>
        <translation>Senden (Eingabetaste). Umschalt+Eingabetaste beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>The draft cannot be saved on this computer. Is the disk full?</source>
        <translation>Der Entwurf kann auf diesem Rechner nicht gespeichert werden. Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>This message is %1 too long. Shorten it, or send it in parts.</source>
        <translation>Diese Nachricht ist um %1 zu lang. Kürze sie oder sende sie in Teilen.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>%1 left in this message.</source>
        <translation>Noch %1 in dieser Nachricht.</translation>
    </message>
    <message>
        <source>Files cannot be added to a message that was sent.</source>
        <translation>Einer gesendeten Nachricht können keine Dateien hinzugefügt werden.</translation>
    </message>
    <message>
        <source>picture %1.png</source>
        <translation>Bild %1.png</translation>
    </message>
    <message>
        <source>Save the changes (Enter)</source>
        <translation>Änderungen speichern (Eingabe)</translation>
    </message>
    <message>
        <source>Save the changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Antwort an %1</translation>
    </message>
    <message>
        <source>Do not reply to this message</source>
        <translation>Nicht auf diese Nachricht antworten</translation>
    </message>
    <message>
        <source>Save or discard the changes to this message first.</source>
        <translation>Speichere oder verwirf zuerst die Änderungen an dieser Nachricht.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) cannot be attached either.</source>
        <translation>
            <numerusform>%n weitere Datei kann ebenfalls nicht angehängt werden.</numerusform>
            <numerusform>%n weitere Dateien können ebenfalls nicht angehängt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>text %1.txt</source>
        <translation>Text %1.txt</translation>
    </message>
    <message>
        <source>This text is too long: it has %1, and a message can have %2 at most.</source>
        <translation>Dieser Text ist zu lang: Er hat %1, und eine Nachricht darf höchstens %2 haben.</translation>
    </message>
    <message>
        <source>This text is too long for a message: it has %1. It is attached as a file.</source>
        <translation>Dieser Text ist zu lang für eine Nachricht: Er hat %1. Er ist als Datei angehängt.</translation>
    </message>
    <message>
        <source>Press Enter to save, Esc to cancel.</source>
        <translation>Eingabe zum Speichern, Esc zum Abbrechen.</translation>
    </message>
    <message>
        <source>Attach files (%1)</source>
        <extracomment>The keys follow.</extracomment>
        <translation>Dateien anhängen (%1)</translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationActions</name>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>Verlassen …</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>Für alle löschen …</translation>
    </message>
    <message>
        <source>Join a conversation</source>
        <translation>Unterhaltung beitreten</translation>
    </message>
    <message>
        <source>Unique name of the conversation</source>
        <translation>Eindeutiger Name der Unterhaltung</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Message a person</source>
        <translation>Einer Person schreiben</translation>
    </message>
    <message>
        <source>Identity of the person</source>
        <translation>Kennung der Person</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>That is you. Enter the identity of another person.</source>
        <translation>Das bist du. Gib die Kennung von jemand anderem ein.</translation>
    </message>
    <message>
        <source>Rename conversation</source>
        <translation>Unterhaltung umbenennen</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Everyone in the conversation sees the new name.</source>
        <translation>Alle in der Unterhaltung sehen den neuen Namen.</translation>
    </message>
    <message>
        <source>Leave conversation</source>
        <translation>Unterhaltung verlassen</translation>
    </message>
    <message>
        <source>Leave “%1”? You will not get its messages any more, and its messages that are not sent yet are lost. Any participant can add you again.</source>
        <translation>„%1“ verlassen? Du bekommst ihre Nachrichten nicht mehr, und was dort noch nicht gesendet ist, geht verloren. Wer noch dabei ist, kann dich wieder hinzufügen.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Unterhaltung löschen</translation>
    </message>
    <message>
        <source>Delete “%1” for everyone? All its messages and files are lost for all participants. This cannot be undone.</source>
        <translation>„%1“ für alle löschen? Alle Nachrichten und Dateien gehen für alle Teilnehmenden verloren. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Opens the conversation that you have with this person, or starts one. The service accepts every identity, so check the spelling.</source>
        <translation>Öffnet die Unterhaltung, die du mit dieser Person hast, oder beginnt eine. Der Dienst nimmt jede Kennung an, also prüfe die Schreibweise.</translation>
    </message>
    <message>
        <source>Rename… (admins only)</source>
        <translation>Umbenennen… (nur Admins)</translation>
    </message>
    <message>
        <source>Delete for everyone… (admins only)</source>
        <translation>Für alle löschen… (nur Admins)</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>The conversation exists, but these could not be added: %1. Check the names, then add them among the participants.</source>
        <translation>Die Unterhaltung besteht, aber diese Personen konnten nicht dazukommen: %1. Prüfe die Namen und füge sie bei den Teilnehmenden hinzu.</translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationDelegate</name>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>A message could not be sent</source>
        <translation>Eine Nachricht konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stummgeschaltet</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
    <message>
        <source>You:</source>
        <translation>Du:</translation>
    </message>
    <message>
        <source>%1:</source>
        <extracomment>In the list of conversations: the author of the newest message, which follows.</extracomment>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>A message is waiting to be sent</source>
        <translation>Eine Nachricht wartet auf das Senden</translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationFind</name>
    <message>
        <source>There is no message of %1 or later.</source>
        <translation>Es gibt keine Nachricht vom %1 oder später.</translation>
    </message>
    <message>
        <source>There is no message of %1. The next one is of %2.</source>
        <translation>Es gibt keine Nachricht vom %1. Die nächste ist vom %2.</translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationHeader</name>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More about this conversation</source>
        <translation>Mehr zu dieser Unterhaltung</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%n participant(s)</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stummgeschaltet</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt …</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 und %2 schreiben …</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Mehrere Personen schreiben …</translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationPage</name>
    <message>
        <source>Not connected</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Loading conversations…</source>
        <translation>Unterhaltungen werden geladen …</translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation>Unterhaltung auswählen</translation>
    </message>
    <message>
        <source>Select one on the left, or start a new one.</source>
        <translation>Wähle links eine aus oder beginne eine neue.</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Nachrichten werden geladen …</translation>
    </message>
    <message>
        <source>The messages could not be loaded</source>
        <translation>Die Nachrichten konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message>
        <source>Write the first one below.</source>
        <translation>Schreibe unten die erste.</translation>
    </message>
    <message>
        <source>Drop to send to %1</source>
        <translation>Loslassen, um an %1 zu senden</translation>
    </message>
    <message>
        <source>Waiting for the connection</source>
        <translation>Warten auf die Verbindung</translation>
    </message>
</context>
<context>
    <name>parley::ui::DateMenu</name>
    <message>
        <source>Go to a date</source>
        <translation>Zu einem Datum gehen</translation>
    </message>
    <message>
        <source>Earlier month</source>
        <translation>Früherer Monat</translation>
    </message>
    <message>
        <source>Later month</source>
        <translation>Späterer Monat</translation>
    </message>
</context>
<context>
    <name>parley::ui::DemoPage</name>
    <message>
        <source>Start over</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Try it now with a demo account on this computer:</source>
        <translation>Gleich ausprobieren mit einem Demo-Konto auf diesem Rechner:</translation>
    </message>
    <message>
        <source>Use your own back end…</source>
        <translation>Eigenes Backend verwenden …</translation>
    </message>
    <message>
        <source>There is no keychain to keep the sign-in.</source>
        <translation>Es gibt keinen Schlüsselbund, der die Anmeldung aufbewahren könnte.</translation>
    </message>
    <message>
        <source>Sign in automatically at the next start</source>
        <translation>Beim nächsten Start automatisch anmelden</translation>
    </message>
</context>
<context>
    <name>parley::ui::DesktopPresence</name>
    <message numerus="yes">
        <source>Parley – %n unread message(s)</source>
        <translation>
            <numerusform>Parley – %n ungelesene Nachricht</numerusform>
            <numerusform>Parley – %n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
    <message>
        <source>Show Parley</source>
        <translation>Parley zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>parley::ui::DoctorPanel</name>
    <message>
        <source>Back to the form</source>
        <translation>Zurück zum Formular</translation>
    </message>
    <message>
        <source>The test is running</source>
        <translation>Der Test läuft</translation>
    </message>
    <message>
        <source>Testing the back end…</source>
        <translation>Das Backend wird geprüft …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Everything is in order. You can sign in.</source>
        <translation>Alles ist in Ordnung. Die Anmeldung kann beginnen.</translation>
    </message>
    <message>
        <source>User or password is not accepted.</source>
        <translation>Benutzer oder Passwort wird nicht angenommen.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found</source>
        <translation>
            <numerusform>%n Problem gefunden</numerusform>
            <numerusform>%n Probleme gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>parley::ui::DoctorTexts</name>
    <message>
        <source>%1 answers.</source>
        <translation>%1 antwortet.</translation>
    </message>
    <message>
        <source>%1 gave no answer within 15 seconds.</source>
        <translation>%1 hat innerhalb von 15 Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>The name %1 is not known.</source>
        <translation>Der Name %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing is listening on this port of %1.</source>
        <translation>An diesem Port von %1 nimmt nichts Verbindungen an.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>This address cannot be used.</source>
        <translation>Diese Adresse lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>The connection is secure.</source>
        <translation>Die Verbindung ist sicher.</translation>
    </message>
    <message>
        <source>Plain http, which is allowed on this computer only.</source>
        <translation>Einfaches http, was nur auf diesem Rechner erlaubt ist.</translation>
    </message>
    <message>
        <source>The certificate of the server is not trusted.</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut.</translation>
    </message>
    <message>
        <source>This address would show your password to the network.</source>
        <translation>Diese Adresse würde dein Passwort im Netz sichtbar machen.</translation>
    </message>
    <message>
        <source>HTTP %1.</source>
        <extracomment>HTTP status</extracomment>
        <translation>HTTP %1.</translation>
    </message>
    <message>
        <source>The answer is %1.</source>
        <translation>Die Antwort ist %1.</translation>
    </message>
    <message>
        <source>The answer was not complete within 15 seconds.</source>
        <translation>Die Antwort war nach 15 Sekunden nicht vollständig.</translation>
    </message>
    <message>
        <source>alg: %1, cty: %2.</source>
        <extracomment>Two headers of a JWT and their values.</extracomment>
        <translation>alg: %1, cty: %2.</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>Account, key and service have the right form.</source>
        <translation>Konto, Schlüssel und Dienst haben die richtige Form.</translation>
    </message>
    <message>
        <source>“sub” is no account SID.</source>
        <translation>„sub“ ist keine Konto-SID.</translation>
    </message>
    <message>
        <source>“iss” is no API key SID.</source>
        <translation>„iss“ ist keine SID eines API-Schlüssels.</translation>
    </message>
    <message>
        <source>The grant&apos;s service_sid is no service SID.</source>
        <translation>service_sid in der Berechtigung ist keine SID eines Dienstes.</translation>
    </message>
    <message>
        <source>Chat grant for service %1.</source>
        <translation>Chat-Berechtigung für den Dienst %1.</translation>
    </message>
    <message>
        <source>The chat grant names no service.</source>
        <translation>Die Chat-Berechtigung nennt keinen Dienst.</translation>
    </message>
    <message>
        <source>The token has no chat grant.</source>
        <translation>Das Token hat keine Chat-Berechtigung.</translation>
    </message>
    <message>
        <source>The token is for %1.</source>
        <translation>Das Token ist für %1.</translation>
    </message>
    <message>
        <source>The token names no identity.</source>
        <translation>Das Token nennt keine Identität.</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>Lebensdauer: %1.</translation>
    </message>
    <message>
        <source>It ended %1 ago.</source>
        <translation>Abgelaufen, Zeit seitdem: %1.</translation>
    </message>
    <message>
        <source>Not set.</source>
        <translation>Nicht gesetzt.</translation>
    </message>
    <message>
        <source>Valid already.</source>
        <translation>Bereits gültig.</translation>
    </message>
    <message>
        <source>Valid only in %1.</source>
        <translation>Noch nicht gültig, verbleibende Zeit: %1.</translation>
    </message>
    <message>
        <source>The clocks agree within %1.</source>
        <translation>Die Uhren stimmen überein (Abweichung höchstens %1).</translation>
    </message>
    <message>
        <source>This computer is %1 ahead of the server.</source>
        <translation>Dieser Rechner geht gegenüber dem Server vor: %1.</translation>
    </message>
    <message>
        <source>This computer is %1 behind the server.</source>
        <translation>Dieser Rechner geht gegenüber dem Server nach: %1.</translation>
    </message>
    <message>
        <source>The service accepts the token.</source>
        <translation>Der Dienst nimmt das Token an.</translation>
    </message>
    <message>
        <source>Refused with %1/%2.</source>
        <translation>Abgelehnt mit %1/%2.</translation>
    </message>
    <message>
        <source>The chat service cannot be reached.</source>
        <translation>Der Chat-Dienst ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The service gave no answer within 20 seconds.</source>
        <translation>Der Dienst hat innerhalb von 20 Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>Check the address for a typing error.</source>
        <translation>Prüfe die Adresse auf Tippfehler.</translation>
    </message>
    <message>
        <source>Start the back end, and check the port.</source>
        <translation>Starte das Backend und prüfe den Port.</translation>
    </message>
    <message>
        <source>Check the address, the network and any firewall or proxy in between.</source>
        <translation>Prüfe die Adresse, das Netz und jede Firewall und jeden Proxy dazwischen.</translation>
    </message>
    <message>
        <source>Use an https:// address without user and password in it.</source>
        <translation>Verwende eine https://-Adresse ohne Benutzer und Passwort darin.</translation>
    </message>
    <message>
        <source>Use a certificate that this computer trusts, for this very host name and not expired; check this computer&apos;s date. There is no way around it.</source>
        <translation>Verwende ein Zertifikat, dem dieser Rechner vertraut, für genau diesen Hostnamen und nicht abgelaufen; prüfe das Datum dieses Rechners. Daran führt kein Weg vorbei.</translation>
    </message>
    <message>
        <source>Send the JWT as it is, or inside a JSON object.</source>
        <translation>Sende das JWT, wie es ist, oder in einem JSON-Objekt.</translation>
    </message>
    <message>
        <source>Send what Twilio&apos;s AccessToken.toJwt() returns, unchanged.</source>
        <translation>Sende unverändert, was Twilios AccessToken.toJwt() liefert.</translation>
    </message>
    <message>
        <source>Answer with the token alone, and at once.</source>
        <translation>Antworte nur mit dem Token, und sofort.</translation>
    </message>
    <message>
        <source>Sign with HS256 and the secret of the API key.</source>
        <translation>Signiere mit HS256 und dem Geheimnis des API-Schlüssels.</translation>
    </message>
    <message>
        <source>Set the JWT header “cty” to “twilio-fpa;v=1”, as Twilio&apos;s libraries do.</source>
        <translation>Setze den JWT-Kopf „cty“ auf „twilio-fpa;v=1“, wie es Twilios Bibliotheken tun.</translation>
    </message>
    <message>
        <source>“sub” must be the account SID (AC and 32 hex digits).</source>
        <translation>„sub“ muss die Konto-SID sein (AC und 32 Hexadezimalziffern).</translation>
    </message>
    <message>
        <source>“iss” must be the SID of an API key (SK and 32 hex digits), not the account&apos;s.</source>
        <translation>„iss“ muss die SID eines API-Schlüssels sein (SK und 32 Hexadezimalziffern), nicht die des Kontos.</translation>
    </message>
    <message>
        <source>service_sid must be that of a Conversations service (IS and 32 hex digits).</source>
        <translation>service_sid muss die eines Conversations-Dienstes sein (IS und 32 Hexadezimalziffern).</translation>
    </message>
    <message>
        <source>Add a ChatGrant with the serviceSid of the Conversations service.</source>
        <translation>Füge einen ChatGrant mit der serviceSid des Conversations-Dienstes hinzu.</translation>
    </message>
    <message>
        <source>Issue the token for the user who asks: grants.identity must be %1, upper and lower case included.</source>
        <translation>Stelle das Token für den aus, der fragt: grants.identity muss %1 sein, auch in Groß- und Kleinschreibung.</translation>
    </message>
    <message>
        <source>Twilio takes 24 hours at most: set a shorter ttl.</source>
        <translation>Twilio nimmt höchstens 24 Stunden an: Setze eine kürzere ttl.</translation>
    </message>
    <message>
        <source>Set a ttl of 3 minutes or more; an hour is usual.</source>
        <translation>Setze eine ttl von mindestens 3 Minuten; üblich ist eine Stunde.</translation>
    </message>
    <message>
        <source>Issue a fresh token for each request, and check the server&apos;s clock.</source>
        <translation>Stelle für jede Anfrage ein frisches Token aus und prüfe die Uhr des Servers.</translation>
    </message>
    <message>
        <source>Leave “nbf” out or send seconds since 1970.</source>
        <translation>Lass „nbf“ weg oder sende Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>Leave “nbf” out, and check the clock of the server that issues tokens.</source>
        <translation>Lass „nbf“ weg und prüfe die Uhr des Servers, der Tokens ausstellt.</translation>
    </message>
    <message>
        <source>Let both machines set their clocks from the network (NTP).</source>
        <translation>Lass beide Rechner ihre Uhren aus dem Netz stellen (NTP).</translation>
    </message>
    <message>
        <source>Sign with the secret that belongs to the API key in “iss”, and use a Conversations service of the same account and region.</source>
        <translation>Signiere mit dem Geheimnis, das zum API-Schlüssel in „iss“ gehört, und verwende einen Conversations-Dienst desselben Kontos und derselben Region.</translation>
    </message>
    <message>
        <source>Check the service&apos;s address or region, and that the network lets WebSockets through.</source>
        <translation>Prüfe Adresse oder Region des Dienstes und ob das Netz WebSockets durchlässt.</translation>
    </message>
    <message>
        <source>Check the service&apos;s address or region, and any firewall in between.</source>
        <translation>Prüfe Adresse oder Region des Dienstes und jede Firewall dazwischen.</translation>
    </message>
    <message>
        <source>The end point does not accept this user and password. Check both, and the way of signing in.</source>
        <translation>Der Endpunkt nimmt diesen Benutzer mit diesem Passwort nicht an. Prüfe beide und die Art der Anmeldung.</translation>
    </message>
    <message>
        <source>The end point knows the user but allows no token. Check the user&apos;s rights.</source>
        <translation>Der Endpunkt kennt den Benutzer, erlaubt ihm aber kein Token. Prüfe seine Rechte.</translation>
    </message>
    <message>
        <source>There is nothing at this path. Check the path of the address.</source>
        <translation>Unter diesem Pfad gibt es nichts. Prüfe den Pfad der Adresse.</translation>
    </message>
    <message>
        <source>The end point wants another way of signing in: user and password or a bearer secret are sent by POST, values in the address by GET.</source>
        <translation>Der Endpunkt will eine andere Art der Anmeldung: Benutzer und Passwort oder ein Bearer-Geheimnis gehen per POST, Werte in der Adresse per GET.</translation>
    </message>
    <message>
        <source>The end point limits requests. Wait, then try again.</source>
        <translation>Der Endpunkt begrenzt Anfragen. Warte kurz und versuche es dann erneut.</translation>
    </message>
    <message>
        <source>Redirects are not followed, so that no password goes astray. Use the final address.</source>
        <translation>Weiterleitungen wird nicht gefolgt, damit kein Passwort in falsche Hände kommt. Verwende die endgültige Adresse.</translation>
    </message>
    <message>
        <source>The end point itself failed. Look into its log.</source>
        <translation>Der Endpunkt selbst ist fehlgeschlagen. Sieh in sein Protokoll.</translation>
    </message>
    <message>
        <source>Answer 200 with the token.</source>
        <translation>Antworte mit 200 und dem Token.</translation>
    </message>
    <message>
        <source>This user name or secret cannot be sent that way.</source>
        <translation>Dieser Benutzername oder dieses Geheimnis kann so nicht gesendet werden.</translation>
    </message>
    <message>
        <source>This port speaks http, not https.</source>
        <translation>Dieser Port spricht http, nicht https.</translation>
    </message>
    <message>
        <source>This port speaks https, not http.</source>
        <translation>Dieser Port spricht https, nicht http.</translation>
    </message>
    <message>
        <source>The answer has no Content-Type, which does no harm.</source>
        <translation>Die Antwort hat keinen Content-Type, was nicht schadet.</translation>
    </message>
    <message>
        <source>It has the three parts of a token.</source>
        <translation>Es hat die drei Teile eines Tokens.</translation>
    </message>
    <message>
        <source>It ends in %1.</source>
        <translation>Es endet in %1.</translation>
    </message>
    <message>
        <source>“iat” is no number of seconds.</source>
        <translation>„iat“ ist keine Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>“nbf” is no number of seconds.</source>
        <translation>„nbf“ ist keine Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>Valid in %1. A sign-in waits for that.</source>
        <translation>Gültig in %1. Eine Anmeldung wartet darauf.</translation>
    </message>
    <message>
        <source>Choose another way in which the back end checks you.</source>
        <translation>Wähle eine andere Art, wie das Backend die Anmeldung prüft.</translation>
    </message>
    <message>
        <source>Change the address: name the port for https, or begin with http:// if it is on this computer.</source>
        <translation>Ändere die Adresse: Nenne den Port für https, oder beginne mit http://, wenn er auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>Change the address: begin with https://.</source>
        <translation>Ändere die Adresse: Beginne mit https://.</translation>
    </message>
    <message>
        <source>Leave “iat” out or send seconds since 1970.</source>
        <translation>Lass „iat“ weg oder sende Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>Answer with the JWT as text/plain, or as JSON with the JWT in “token”, “accessToken”, “access_token” or “jwt”. If that is not your back end&apos;s answer, check the address.</source>
        <translation>Antworte mit dem JWT als text/plain oder als JSON mit dem JWT in „token“, „accessToken“, „access_token“ oder „jwt“. Wenn das nicht die Antwort deines Backends ist, prüfe die Adresse.</translation>
    </message>
</context>
<context>
    <name>parley::ui::EmojiPanel</name>
    <message>
        <source>Grinning face</source>
        <translation>Grinsen</translation>
    </message>
    <message>
        <source>Tears of joy</source>
        <translation>Freudentränen</translation>
    </message>
    <message>
        <source>Slight smile</source>
        <translation>Leichtes Lächeln</translation>
    </message>
    <message>
        <source>Wink</source>
        <translation>Zwinkern</translation>
    </message>
    <message>
        <source>Heart eyes</source>
        <translation>Herzaugen</translation>
    </message>
    <message>
        <source>Sunglasses</source>
        <translation>Sonnenbrille</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Relieved laugh</source>
        <translation>Erleichtertes Lachen</translation>
    </message>
    <message>
        <source>Crying</source>
        <translation>Weinen</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>Überrascht</translation>
    </message>
    <message>
        <source>Asleep</source>
        <translation>Schlafend</translation>
    </message>
    <message>
        <source>Monkey that looks away</source>
        <translation>Affe, der wegsieht</translation>
    </message>
    <message>
        <source>Thumbs up</source>
        <translation>Daumen hoch</translation>
    </message>
    <message>
        <source>Thumbs down</source>
        <translation>Daumen runter</translation>
    </message>
    <message>
        <source>Clapping</source>
        <translation>Applaus</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Danke</translation>
    </message>
    <message>
        <source>Waving</source>
        <translation>Winken</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Feuer</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Feier</translation>
    </message>
    <message>
        <source>Sparkles</source>
        <translation>Funkeln</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>Rakete</translation>
    </message>
    <message>
        <source>Bug</source>
        <translation>Käfer</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>Kaffee</translation>
    </message>
    <message>
        <source>Pizza</source>
        <translation>Pizza</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>Sonne</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>Smileys</translation>
    </message>
    <message>
        <source>Blushing smile</source>
        <translation>Verlegenes Lächeln</translation>
    </message>
    <message>
        <source>Halo</source>
        <translation>Heiligenschein</translation>
    </message>
    <message>
        <source>Celebrating</source>
        <translation>Feiern</translation>
    </message>
    <message>
        <source>Sobbing</source>
        <translation>Heulen</translation>
    </message>
    <message>
        <source>Screaming</source>
        <translation>Schreien</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>Wütend</translation>
    </message>
    <message>
        <source>Mind blown</source>
        <translation>Überwältigt</translation>
    </message>
    <message>
        <source>Rolling eyes</source>
        <translation>Augenrollen</translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation>Handschlag</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Gespenst</translation>
    </message>
    <message>
        <source>Robot</source>
        <translation>Roboter</translation>
    </message>
    <message>
        <source>Skull</source>
        <translation>Totenkopf</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>OK hand</source>
        <translation>OK-Hand</translation>
    </message>
    <message>
        <source>Victory hand</source>
        <translation>Siegeszeichen</translation>
    </message>
    <message>
        <source>Fingers crossed</source>
        <translation>Gedrückte Daumen</translation>
    </message>
    <message>
        <source>Raised hand</source>
        <translation>Erhobene Hand</translation>
    </message>
    <message>
        <source>Shrug</source>
        <translation>Achselzucken</translation>
    </message>
    <message>
        <source>Nature and food</source>
        <translation>Natur und Essen</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Regen</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>Schnee</translation>
    </message>
    <message>
        <source>Rainbow</source>
        <translation>Regenbogen</translation>
    </message>
    <message>
        <source>Seedling</source>
        <translation>Keimling</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>Rose</translation>
    </message>
    <message>
        <source>Cat</source>
        <translation>Katze</translation>
    </message>
    <message>
        <source>Dog</source>
        <translation>Hund</translation>
    </message>
    <message>
        <source>Tea</source>
        <translation>Tee</translation>
    </message>
    <message>
        <source>Beer</source>
        <translation>Bier</translation>
    </message>
    <message>
        <source>Cake</source>
        <translation>Kuchen</translation>
    </message>
    <message>
        <source>Apple</source>
        <translation>Apfel</translation>
    </message>
    <message>
        <source>Croissant</source>
        <translation>Croissant</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>Dinge</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Geschenk</translation>
    </message>
    <message>
        <source>Trophy</source>
        <translation>Pokal</translation>
    </message>
    <message>
        <source>Football</source>
        <translation>Fußball</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Headphones</source>
        <translation>Kopfhörer</translation>
    </message>
    <message>
        <source>Airplane</source>
        <translation>Flugzeug</translation>
    </message>
    <message>
        <source>Bicycle</source>
        <translation>Fahrrad</translation>
    </message>
    <message>
        <source>House</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Alarm clock</source>
        <translation>Wecker</translation>
    </message>
    <message>
        <source>Paper clip</source>
        <translation>Büroklammer</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Reißzwecke</translation>
    </message>
    <message>
        <source>Idea</source>
        <translation>Idee</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Schloss</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Broken heart</source>
        <translation>Gebrochenes Herz</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Hundred</source>
        <translation>Hundert</translation>
    </message>
    <message>
        <source>Question mark</source>
        <translation>Fragezeichen</translation>
    </message>
    <message>
        <source>Exclamation mark</source>
        <translation>Ausrufezeichen</translation>
    </message>
    <message>
        <source>Plus</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Hourglass</source>
        <translation>Sanduhr</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Green circle</source>
        <translation>Grüner Kreis</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>parley::ui::EndpointForm</name>
    <message>
        <source>Token URL</source>
        <translation>Token-Adresse</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Your identity at the back end</source>
        <translation>Deine Kennung beim Backend</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Service URL</source>
        <translation>Dienst-Adresse</translation>
    </message>
    <message>
        <source>Twilio&apos;s, for the region</source>
        <translation>Die von Twilio für die Region</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>User and password (basic)</source>
        <translation>Benutzer und Passwort (basic)</translation>
    </message>
    <message>
        <source>Bearer credential</source>
        <translation>Bearer-Berechtigung</translation>
    </message>
    <message>
        <source>In the address (query), for Twilio&apos;s demo services</source>
        <translation>In der Adresse (query), für Twilios Demo-Dienste</translation>
    </message>
    <message>
        <source>How the back end checks you</source>
        <translation>Wie das Backend die Anmeldung prüft</translation>
    </message>
    <message>
        <source>Remember me</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Fetch one token and check everything about it</source>
        <translation>Ein Token holen und alles daran prüfen</translation>
    </message>
    <message>
        <source>Test the back end</source>
        <translation>Backend testen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>Token &amp;URL</source>
        <translation>Token-&amp;Adresse</translation>
    </message>
    <message>
        <source>How the back end &amp;checks you</source>
        <translation>Wie das Backend die Anmeldung &amp;prüft</translation>
    </message>
    <message>
        <source>U&amp;ser</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Kept in the system keychain: the session that your back end gives, or, if it gives none, the password itself.</source>
        <translation>Im Schlüsselbund des Systems bleibt die Sitzung, die das Backend ausgibt, oder, wenn es keine ausgibt, das Passwort selbst.</translation>
    </message>
    <message>
        <source>&amp;Bearer credential</source>
        <translation>Bearer-Be&amp;rechtigung</translation>
    </message>
    <message>
        <source>This is not a service address. It looks like wss://example.com/v3/wsconnect.</source>
        <translation>Das ist keine Dienst-Adresse. Sie sieht so aus: wss://example.com/v3/wsconnect.</translation>
    </message>
    <message>
        <source>Without encryption (ws) only this computer itself can be used. Use wss.</source>
        <translation>Ohne Verschlüsselung (ws) geht nur dieser Rechner selbst. Verwende wss.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like https://example.com/token.</source>
        <translation>Das ist keine Adresse. Sie sieht so aus: https://example.com/token.</translation>
    </message>
    <message>
        <source>Enter your user name.</source>
        <translation>Gib deinen Benutzernamen ein.</translation>
    </message>
    <message>
        <source>Enter the bearer credential.</source>
        <translation>Gib die Bearer-Berechtigung ein.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Gib dein Passwort ein.</translation>
    </message>
    <message>
        <source>These settings cannot work together. Check them.</source>
        <translation>Diese Einstellungen passen nicht zusammen. Prüfe sie.</translation>
    </message>
    <message>
        <source>There is no keychain in this run, so nothing is kept.</source>
        <translation>In diesem Lauf gibt es keinen Schlüsselbund, deshalb wird nichts aufbewahrt.</translation>
    </message>
    <message>
        <source>Demo accounts</source>
        <translation>Demokonten</translation>
    </message>
</context>
<context>
    <name>parley::ui::ErrorTexts</name>
    <message>
        <source>You are not connected. Try again once the connection is back.</source>
        <translation>Keine Verbindung. Versuche es wieder, sobald sie zurück ist.</translation>
    </message>
    <message>
        <source>The connection broke before the answer came. Check whether it worked, then try again.</source>
        <translation>Die Verbindung brach vor der Antwort ab. Prüfe, ob es geklappt hat, und versuche es dann erneut.</translation>
    </message>
    <message>
        <source>The chat service did not answer in time. Check whether it worked, then try again.</source>
        <translation>Der Chat-Dienst hat nicht rechtzeitig geantwortet. Prüfe, ob es geklappt hat, und versuche es dann erneut.</translation>
    </message>
    <message>
        <source>The chat service refused this (code %1).</source>
        <translation>Der Chat-Dienst hat das abgelehnt (Code %1).</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Das ist dir nicht erlaubt.</translation>
    </message>
    <message>
        <source>This name is already in use. Choose another one.</source>
        <translation>Dieser Name ist schon vergeben. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>This was too much at once. Wait a moment, then try again.</source>
        <translation>Das war zu viel auf einmal. Warte kurz und versuche es dann erneut.</translation>
    </message>
    <message>
        <source>The chat service refused this (status %1).</source>
        <translation>Der Chat-Dienst hat das abgelehnt (Status %1).</translation>
    </message>
    <message>
        <source>The chat service does not know it. It may have been deleted.</source>
        <translation>Der Chat-Dienst kennt das nicht. Vielleicht wurde es gelöscht.</translation>
    </message>
    <message>
        <source>This is longer than the chat service allows. Shorten it.</source>
        <translation>Das ist länger, als der Chat-Dienst erlaubt. Kürze es.</translation>
    </message>
    <message>
        <source>This cannot be used. Check what you have entered.</source>
        <translation>Das kann nicht verwendet werden. Prüfe die Eingabe.</translation>
    </message>
    <message>
        <source>The chat service gave an answer that Parley does not understand.</source>
        <translation>Der Chat-Dienst gab eine Antwort, die Parley nicht versteht.</translation>
    </message>
    <message>
        <source>This was cancelled because you signed out.</source>
        <translation>Das wurde durch die Abmeldung abgebrochen.</translation>
    </message>
    <message>
        <source>The server no longer accepts this sign-in. Please sign in again.</source>
        <translation>Der Server nimmt diese Anmeldung nicht mehr an. Bitte melde dich neu an.</translation>
    </message>
    <message>
        <source>Your access was withdrawn by the service. Ask its administrator, or sign in again.</source>
        <translation>Der Dienst hat dir den Zugang entzogen. Frage die Verwaltung oder melde dich neu an.</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Reading the saved sign-in</source>
        <translation>Anmeldung wird gelesen</translation>
    </message>
    <message>
        <source>Fetching a token</source>
        <translation>Ein Token wird geholt</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Valid, being refreshed</source>
        <translation>Gültig, wird erneuert</translation>
    </message>
    <message>
        <source>Valid, last refresh failed</source>
        <translation>Gültig, zuletzt Fehler</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Sign-in needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>beim Start</translation>
    </message>
    <message>
        <source>in good time before it runs out</source>
        <translation>rechtzeitig vor dem Ablauf</translation>
    </message>
    <message>
        <source>because the service said that it is about to expire</source>
        <translation>weil der Dienst den baldigen Ablauf gemeldet hat</translation>
    </message>
    <message>
        <source>because the service said that it has expired</source>
        <translation>weil der Dienst den Ablauf gemeldet hat</translation>
    </message>
    <message>
        <source>after the computer woke up</source>
        <translation>nach dem Aufwachen des Rechners</translation>
    </message>
    <message>
        <source>because the network came back</source>
        <translation>weil das Netz wieder da ist</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>because the service refused the last one</source>
        <translation>weil der Dienst das letzte abgelehnt hat</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Disconnecting…</source>
        <translation>Verbindung wird getrennt …</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Waiting for the system keychain.</source>
        <translation>Warten auf den Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>The system keychain refused access.</source>
        <translation>Der Schlüsselbund des Systems hat den Zugriff verweigert.</translation>
    </message>
    <message>
        <source>There is no system keychain. This sign-in lasts until Parley is closed.</source>
        <translation>Es gibt keinen Schlüsselbund. Diese Anmeldung gilt, bis Parley geschlossen wird.</translation>
    </message>
    <message>
        <source>The saved sign-in was removed from the keychain. Please sign in again.</source>
        <translation>Die gespeicherte Anmeldung wurde aus dem Schlüsselbund entfernt. Bitte melde dich neu an.</translation>
    </message>
    <message>
        <source>The saved sign-in cannot be used. Please sign in again.</source>
        <translation>Die gespeicherte Anmeldung ist unbrauchbar. Bitte melde dich neu an.</translation>
    </message>
    <message>
        <source>The sign-in is not yet saved in the system keychain.</source>
        <translation>Die Anmeldung ist noch nicht im Schlüsselbund gespeichert.</translation>
    </message>
    <message>
        <source>The sign-in is too large for the system keychain. It lasts until Parley is closed.</source>
        <translation>Die Anmeldung ist zu groß für den Schlüsselbund. Sie gilt, bis Parley geschlossen wird.</translation>
    </message>
    <message>
        <source>Enter the address of your back end&apos;s token end point.</source>
        <translation>Gib die Adresse ein, unter der das Backend Tokens ausgibt.</translation>
    </message>
    <message>
        <source>This is not a complete address. It looks like https://example.com/token.</source>
        <translation>Das ist keine vollständige Adresse. Sie sieht so aus: https://example.com/token.</translation>
    </message>
    <message>
        <source>The address must begin with https://.</source>
        <translation>Die Adresse muss mit https:// beginnen.</translation>
    </message>
    <message>
        <source>Leave user and password out of the address; they have their own fields.</source>
        <translation>Lass Benutzer und Passwort aus der Adresse weg; sie haben eigene Felder.</translation>
    </message>
    <message>
        <source>Plain http would show your password to the network. Use https, or this computer itself.</source>
        <translation>Mit einfachem http wäre das Passwort im Netz sichtbar. Verwende https oder diesen Rechner selbst.</translation>
    </message>
    <message>
        <source>This address cannot be used as a token end point.</source>
        <translation>Unter dieser Adresse können keine Tokens geholt werden.</translation>
    </message>
    <message>
        <source>Server answers</source>
        <translation>Server antwortet</translation>
    </message>
    <message>
        <source>Secure connection</source>
        <translation>Sichere Verbindung</translation>
    </message>
    <message>
        <source>Sign-in accepted</source>
        <translation>Anmeldung angenommen</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>Art der Antwort</translation>
    </message>
    <message>
        <source>Shape of the token</source>
        <translation>Form des Tokens</translation>
    </message>
    <message>
        <source>Signature algorithm</source>
        <translation>Signaturverfahren</translation>
    </message>
    <message>
        <source>Account, key and service ids</source>
        <translation>Kennungen von Konto, Schlüssel und Dienst</translation>
    </message>
    <message>
        <source>Chat grant</source>
        <translation>Chat-Berechtigung</translation>
    </message>
    <message>
        <source>User in the token</source>
        <translation>Benutzer im Token</translation>
    </message>
    <message>
        <source>Life of the token</source>
        <translation>Lebensdauer des Tokens</translation>
    </message>
    <message>
        <source>Start time</source>
        <translation>Beginn der Gültigkeit</translation>
    </message>
    <message>
        <source>Clocks agree</source>
        <translation>Uhren stimmen überein</translation>
    </message>
    <message>
        <source>Chat service accepts it</source>
        <translation>Chat-Dienst nimmt es an</translation>
    </message>
    <message>
        <source>Parley keeps trying.</source>
        <translation>Parley versucht es weiter.</translation>
    </message>
    <message>
        <source>Check the address, then try again.</source>
        <translation>Prüfe die Adresse und versuche es erneut.</translation>
    </message>
    <message>
        <source>Ask the people who run the back end.</source>
        <translation>Wende dich an den Betreiber des Backends.</translation>
    </message>
    <message>
        <source>Check your connection. Parley keeps trying.</source>
        <translation>Prüfe die Verbindung. Parley versucht es weiter.</translation>
    </message>
    <message>
        <source>Check the date and the address. Parley never skips this check.</source>
        <translation>Prüfe Datum und Adresse. Parley übergeht diese Prüfung nie.</translation>
    </message>
    <message>
        <source>Check both, then sign in again.</source>
        <translation>Prüfe beides und melde dich neu an.</translation>
    </message>
    <message>
        <source>Ask its administrator for access.</source>
        <translation>Bitte die Verwaltung um Zugang.</translation>
    </message>
    <message>
        <source>Parley then tries again automatically.</source>
        <translation>Danach versucht Parley es von selbst wieder.</translation>
    </message>
    <message>
        <source>Open a web page and see whether the network asks for its own sign-in; else check the address.</source>
        <translation>Öffne eine Webseite und sieh nach, ob das Netz eine eigene Anmeldung verlangt; sonst prüfe die Adresse.</translation>
    </message>
    <message>
        <source>A network&apos;s own sign-in page can do this. Check the address and the network.</source>
        <translation>Die Anmeldeseite eines Netzes kann so antworten. Prüfe Adresse und Netz.</translation>
    </message>
    <message>
        <source>The back end must use HS256 and the content type twilio-fpa;v=1.</source>
        <translation>Das Backend muss HS256 und den Inhaltstyp twilio-fpa;v=1 verwenden.</translation>
    </message>
    <message>
        <source>Compare the clocks of this computer and of the back end.</source>
        <translation>Vergleiche die Uhren dieses Rechners und des Backends.</translation>
    </message>
    <message>
        <source>The back end must set a life of 3 minutes to 24 hours.</source>
        <translation>Das Backend muss eine Lebensdauer von 3 Minuten bis 24 Stunden setzen.</translation>
    </message>
    <message>
        <source>The back end must put the signed-in user into the token.</source>
        <translation>Das Backend muss den angemeldeten Benutzer in das Token schreiben.</translation>
    </message>
    <message>
        <source>Check the service id that the back end puts into the chat grant.</source>
        <translation>Prüfe die Dienst-Kennung, die das Backend in die Chat-Berechtigung schreibt.</translation>
    </message>
    <message>
        <source>The back end must make a new token for each request. Parley keeps trying.</source>
        <translation>Das Backend muss für jede Anfrage ein neues Token machen. Parley versucht es weiter.</translation>
    </message>
    <message>
        <source>Check the back end&apos;s account, key and service id.</source>
        <translation>Prüfe Konto, Schlüssel und Dienst-Kennung des Backends.</translation>
    </message>
    <message>
        <source>Please sign in.</source>
        <translation>Bitte melde dich an.</translation>
    </message>
    <message>
        <source>It tries again automatically.</source>
        <translation>Es versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>Sign in to try again.</source>
        <translation>Melde dich an, um es erneut zu versuchen.</translation>
    </message>
    <message>
        <source>Check for an update of Parley, and the service address.</source>
        <translation>Suche nach einer neuen Version von Parley und prüfe die Dienst-Adresse.</translation>
    </message>
    <message>
        <source>The file is larger than the chat service allows. Choose a smaller one.</source>
        <translation>Die Datei ist größer, als der Chat-Dienst erlaubt. Wähle eine kleinere.</translation>
    </message>
    <message>
        <source>These are more files than one message may have. Send them in several messages.</source>
        <translation>Das sind mehr Dateien, als eine Nachricht haben darf. Sende sie in mehreren Nachrichten.</translation>
    </message>
    <message>
        <source>The file has been moved, changed or deleted, or cannot be read. Attach it again.</source>
        <translation>Die Datei wurde verschoben, geändert oder gelöscht oder ist nicht lesbar. Hänge sie noch einmal an.</translation>
    </message>
    <message>
        <source>The file cannot be saved there. Choose another folder.</source>
        <translation>Dort kann die Datei nicht gespeichert werden. Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The chat service cannot be reached. Next attempt in %1</source>
        <translation>Der Chat-Dienst ist nicht erreichbar. Nächster Versuch in %1</translation>
    </message>
    <message>
        <source>A user name with a colon cannot be sent with a password (basic). Choose another way in which the back end checks you.</source>
        <translation>Ein Benutzername mit Doppelpunkt kann nicht mit einem Passwort (basic) gesendet werden. Wähle eine andere Art, wie das Backend die Anmeldung prüft.</translation>
    </message>
    <message>
        <source>This user name has characters that cannot be sent.</source>
        <translation>Dieser Benutzername hat Zeichen, die nicht gesendet werden können.</translation>
    </message>
    <message>
        <source>Change the address: name the port for https, or begin with http:// if it is on this computer.</source>
        <translation>Ändere die Adresse: Nenne den Port für https, oder beginne mit http://, wenn er auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>Change the address: begin with https://.</source>
        <translation>Ändere die Adresse: Beginne mit https://.</translation>
    </message>
    <message>
        <source>Your role in this conversation does not permit this. Ask one of its admins.</source>
        <translation>Deine Rolle in dieser Unterhaltung erlaubt das nicht. Frage einen ihrer Admins.</translation>
    </message>
    <message>
        <source>Stopped: change a setting</source>
        <translation>Steht: Einstellung ändern</translation>
    </message>
</context>
<context>
    <name>parley::ui::EventLogView</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Kind of events</source>
        <translation>Art der Ereignisse</translation>
    </message>
    <message>
        <source>Filter events</source>
        <translation>Ereignisse filtern</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Copy the selected events, or all</source>
        <translation>Ausgewählte oder alle Ereignisse kopieren</translation>
    </message>
    <message>
        <source>Copy events</source>
        <translation>Ereignisse kopieren</translation>
    </message>
    <message>
        <source>Save all events to a file, without secrets and messages</source>
        <translation>Alle Ereignisse in eine Datei schreiben, ohne Geheimnisse und Nachrichten</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>Ereignisse exportieren</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>Die Datei kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Trace</source>
        <extracomment>Every step that the token manager takes, with its cause.</extracomment>
        <translation>Ablauf</translation>
    </message>
</context>
<context>
    <name>parley::ui::Experiments</name>
    <message>
        <source>Show me the warning</source>
        <translation>Zeig mir die Warnung</translation>
    </message>
    <message>
        <source>A request fails (503); the countdown turns amber at once.</source>
        <translation>Eine Anfrage scheitert (503); die Restzeit wird sofort gelb.</translation>
    </message>
    <message>
        <source>A request succeeds, and the warning goes by itself.</source>
        <translation>Eine Anfrage gelingt, und die Warnung geht von selbst.</translation>
    </message>
    <message>
        <source>Back end down for a minute</source>
        <translation>Backend eine Minute weg</translation>
    </message>
    <message>
        <source>No request gets an answer; the old token works on.</source>
        <translation>Keine Anfrage bekommt Antwort; das alte Token gilt weiter.</translation>
    </message>
    <message>
        <source>Parley tries again, with growing pauses.</source>
        <translation>Parley versucht es wieder, mit wachsenden Pausen.</translation>
    </message>
    <message>
        <source>The back end is up again, and the next attempt brings a token.</source>
        <translation>Das Backend ist zurück, und der nächste Versuch bringt ein Token.</translation>
    </message>
    <message>
        <source>Tokens live for 40 seconds</source>
        <translation>Tokens leben 40 Sekunden</translation>
    </message>
    <message>
        <source>The new token lives for 40 seconds.</source>
        <translation>Das neue Token lebt 40 Sekunden.</translation>
    </message>
    <message>
        <source>The status bar says that the sessions are very short.</source>
        <translation>Die Statuszeile sagt, dass die Sitzungen sehr kurz sind.</translation>
    </message>
    <message>
        <source>The next token comes before this one has expired.</source>
        <translation>Das nächste Token kommt, bevor dieses abgelaufen ist.</translation>
    </message>
    <message>
        <source>An ordinary refresh</source>
        <translation>Eine gewöhnliche Erneuerung</translation>
    </message>
    <message>
        <source>The back end issues a new token: one more bar in the timeline.</source>
        <translation>Das Backend stellt ein neues Token aus: ein weiterer Balken auf der Zeitachse.</translation>
    </message>
    <message>
        <source>The chat service accepts it over the open connection.</source>
        <translation>Der Chat-Dienst nimmt es über die offene Verbindung an.</translation>
    </message>
    <message>
        <source>Refresh at the last minute</source>
        <translation>Erneuerung im letzten Moment</translation>
    </message>
    <message>
        <source>A token of three and a half minutes arrives.</source>
        <translation>Ein Token von dreieinhalb Minuten kommt an.</translation>
    </message>
    <message>
        <source>Half a minute later it is about to expire (the diamond).</source>
        <translation>Eine halbe Minute später läuft es bald ab (die Raute).</translation>
    </message>
    <message>
        <source>Parley answers with a new token (the circle).</source>
        <translation>Parley antwortet mit einem neuen Token (der Kreis).</translation>
    </message>
    <message>
        <source>Service refuses a token</source>
        <translation>Dienst lehnt ein Token ab</translation>
    </message>
    <message>
        <source>The chat service refuses the new token (20101).</source>
        <translation>Der Chat-Dienst lehnt das neue Token ab (20101).</translation>
    </message>
    <message>
        <source>Parley fetches another one, which the service accepts.</source>
        <translation>Parley holt ein weiteres, das der Dienst annimmt.</translation>
    </message>
    <message>
        <source>Service ends the token</source>
        <translation>Dienst beendet das Token</translation>
    </message>
    <message>
        <source>The service says that the token has expired; Parley drops it.</source>
        <translation>Der Dienst sagt, dass das Token abgelaufen ist; Parley lässt es fallen.</translation>
    </message>
    <message>
        <source>Another one is fetched, and the chat goes on with it.</source>
        <translation>Ein anderes wird geholt, und der Chat geht damit weiter.</translation>
    </message>
    <message>
        <source>Connection cut</source>
        <translation>Verbindung gekappt</translation>
    </message>
    <message>
        <source>The connection breaks without notice.</source>
        <translation>Die Verbindung bricht ohne Ankündigung ab.</translation>
    </message>
    <message>
        <source>It is open again with the same token: no bar was added.</source>
        <translation>Sie steht wieder mit demselben Token: Kein Balken kam dazu.</translation>
    </message>
    <message>
        <source>Clock wrong by ten minutes</source>
        <translation>Uhr geht zehn Minuten falsch</translation>
    </message>
    <message>
        <source>Parley notices that the clock was set forward.</source>
        <translation>Parley bemerkt, dass die Uhr vorgestellt wurde.</translation>
    </message>
    <message>
        <source>The token works as long as before: the server&apos;s time counts.</source>
        <translation>Das Token gilt so lange wie zuvor: Die Zeit des Servers zählt.</translation>
    </message>
    <message>
        <source>Laptop asleep for three hours</source>
        <translation>Laptop schläft drei Stunden</translation>
    </message>
    <message>
        <source>Parley notices that the computer has slept.</source>
        <translation>Parley bemerkt, dass der Rechner geschlafen hat.</translation>
    </message>
    <message>
        <source>The token has expired meanwhile.</source>
        <translation>Das Token ist inzwischen abgelaufen.</translation>
    </message>
    <message>
        <source>A new one is fetched at once, and the chat goes on.</source>
        <translation>Ein neues wird sofort geholt, und der Chat geht weiter.</translation>
    </message>
    <message>
        <source>The next request is possible in %1.</source>
        <translation>Die nächste Anfrage ist in %1 möglich.</translation>
    </message>
    <message numerus="yes">
        <source>%n more request(s) are possible within five minutes.</source>
        <translation>
            <numerusform>Innerhalb von fünf Minuten ist noch %n Anfrage möglich.</numerusform>
            <numerusform>Innerhalb von fünf Minuten sind noch %n Anfragen möglich.</numerusform>
        </translation>
    </message>
    <message>
        <source>The status bar warns: after half a minute, or when less than five are left.</source>
        <translation>Die Statuszeile warnt: nach einer halben Minute, oder wenn weniger als fünf übrig sind.</translation>
    </message>
</context>
<context>
    <name>parley::ui::FaultLab</name>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>Was ausprobiert wird</translation>
    </message>
    <message>
        <source>What there is to see</source>
        <translation>Was zu sehen ist</translation>
    </message>
    <message>
        <source>Seen: %1</source>
        <translation>Gesehen: %1</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Von vorn</translation>
    </message>
</context>
<context>
    <name>parley::ui::FaultPanel</name>
    <message>
        <source>Back to normal</source>
        <translation>Zurück zum Normalen</translation>
    </message>
    <message>
        <source>The next refreshes</source>
        <translation>Die nächsten Erneuerungen</translation>
    </message>
    <message>
        <source>How many requests go wrong</source>
        <translation>Wie viele Anfragen schiefgehen</translation>
    </message>
    <message>
        <source>What goes wrong</source>
        <translation>Was schiefgeht</translation>
    </message>
    <message>
        <source>Server error (503)</source>
        <translation>Serverfehler (503)</translation>
    </message>
    <message>
        <source>Parley retries with growing pauses; the old token works on.</source>
        <translation>Parley versucht es in wachsenden Abständen erneut; das alte Token gilt weiter.</translation>
    </message>
    <message>
        <source>Server error (500)</source>
        <translation>Serverfehler (500)</translation>
    </message>
    <message>
        <source>Parley waits as long as it was asked to, and a little more.</source>
        <translation>Parley wartet so lange wie verlangt und ein wenig länger.</translation>
    </message>
    <message>
        <source>Sign-in refused (401)</source>
        <translation>Anmeldung abgelehnt (401)</translation>
    </message>
    <message>
        <source>One more attempt, then Parley asks to sign in again.</source>
        <translation>Noch ein Versuch, dann bittet Parley um eine neue Anmeldung.</translation>
    </message>
    <message>
        <source>Access withdrawn (403)</source>
        <translation>Zugang entzogen (403)</translation>
    </message>
    <message>
        <source>Parley disconnects at once and keeps what is unsent.</source>
        <translation>Parley trennt sofort und behält, was nicht gesendet ist.</translation>
    </message>
    <message>
        <source>Not found (404)</source>
        <translation>Nicht gefunden (404)</translation>
    </message>
    <message>
        <source>A wrong address: Parley asks every five minutes only.</source>
        <translation>Eine falsche Adresse: Parley fragt nur alle fünf Minuten.</translation>
    </message>
    <message>
        <source>Slow answer</source>
        <translation>Langsame Antwort</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Each attempt times out after 15 seconds.</source>
        <translation>Jeder Versuch wird nach 15 Sekunden abgebrochen.</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>Unsinn</translation>
    </message>
    <message>
        <source>None of it reaches the chat service.</source>
        <translation>Nichts davon erreicht den Chat-Dienst.</translation>
    </message>
    <message>
        <source>Another user&apos;s token</source>
        <translation>Token einer anderen Person</translation>
    </message>
    <message>
        <source>Parley stops: it never swaps users.</source>
        <translation>Parley hält an: Es vertauscht nie Benutzer.</translation>
    </message>
    <message>
        <source>The same token again</source>
        <translation>Noch einmal dasselbe Token</translation>
    </message>
    <message>
        <source>No update is sent; Parley asks again.</source>
        <translation>Nichts wird weitergegeben; Parley fragt erneut.</translation>
    </message>
    <message>
        <source>An expired token</source>
        <translation>Ein abgelaufenes Token</translation>
    </message>
    <message>
        <source>Let them fail</source>
        <translation>Scheitern lassen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>The next message arrives, but its answer does not: it must not be sent twice.</source>
        <translation>Die nächste Nachricht kommt an, ihre Antwort nicht: Sie darf nicht zweimal gesendet werden.</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>Von jetzt an</translation>
    </message>
    <message>
        <source>How long tokens live</source>
        <translation>Wie lange Token leben</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>eine Stunde</translation>
    </message>
    <message>
        <source>ten minutes</source>
        <translation>zehn Minuten</translation>
    </message>
    <message>
        <source>four minutes</source>
        <translation>vier Minuten</translation>
    </message>
    <message>
        <source>40 seconds</source>
        <translation>40 Sekunden</translation>
    </message>
    <message>
        <source>Delay of the chat service</source>
        <translation>Verzögerung des Chat-Dienstes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>half a second</source>
        <translation>eine halbe Sekunde</translation>
    </message>
    <message>
        <source>three seconds</source>
        <translation>drei Sekunden</translation>
    </message>
    <message>
        <source>Token end point is up</source>
        <translation>Token-Ausgabe läuft</translation>
    </message>
    <message>
        <source>Chat service is up</source>
        <translation>Chat-Dienst läuft</translation>
    </message>
    <message>
        <source>Tokens live</source>
        <translation>Token leben</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Seconds late</source>
        <translation>Sekunden zu spät</translation>
    </message>
    <message>
        <source>Asks to wait (s)</source>
        <translation>Wartezeit (s)</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message numerus="yes">
        <source>%n more request(s) will go wrong.</source>
        <translation>
            <numerusform>Noch %n Anfrage geht schief.</numerusform>
            <numerusform>Noch %n Anfragen gehen schief.</numerusform>
        </translation>
    </message>
    <message>
        <source>Token requests are answered as they should be.</source>
        <translation>Token-Anfragen werden beantwortet, wie es sein soll.</translation>
    </message>
    <message>
        <source>Parley retries with growing pauses; the old token works on. After half a minute the status bar warns.</source>
        <translation>Parley versucht es mit wachsenden Pausen wieder; das alte Token gilt weiter. Nach einer halben Minute warnt die Statuszeile.</translation>
    </message>
    <message>
        <source>The user notices nothing while the old token is valid.</source>
        <translation>Der Benutzer merkt nichts, solange das alte Token gültig ist.</translation>
    </message>
    <message>
        <source>Parley refuses it before the chat service sees it.</source>
        <translation>Parley weist es ab, bevor der Chat-Dienst es sieht.</translation>
    </message>
    <message>
        <source>The token end point is down: no request is answered.</source>
        <translation>Der Token-Endpunkt ist außer Betrieb: Keine Anfrage wird beantwortet.</translation>
    </message>
    <message>
        <source>The back end asked Parley to wait. The next request is sent after %1.</source>
        <translation>Das Backend hat Parley um Geduld gebeten. Die nächste Anfrage geht nach %1 hinaus.</translation>
    </message>
    <message>
        <source>Too many (429)</source>
        <translation>Zu viele (429)</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Lose the next answer</source>
        <translation>Nächste Antwort verlieren</translation>
    </message>
</context>
<context>
    <name>parley::ui::FileTexts</name>
    <message>
        <source>%1 · Save</source>
        <extracomment>Below the name of a file: its size, what a click does.</extracomment>
        <translation>%1 · Speichern</translation>
    </message>
    <message>
        <source>%1 % · Cancel</source>
        <extracomment>Below the name of a file: how much of it has come, what a click does.</extracomment>
        <translation>%1 % · Abbrechen</translation>
    </message>
    <message>
        <source>Saved · Show in folder</source>
        <translation>Gespeichert · Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Not saved · Try again</source>
        <translation>Nicht gespeichert · Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>parley::ui::FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Next hit, older</source>
        <translation>Nächster Treffer, älter</translation>
    </message>
    <message>
        <source>Next hit, older (Enter, F3)</source>
        <translation>Nächster Treffer, älter (Eingabe, F3)</translation>
    </message>
    <message>
        <source>Previous hit, newer</source>
        <translation>Voriger Treffer, neuer</translation>
    </message>
    <message>
        <source>Previous hit, newer (Shift+Enter, Shift+F3)</source>
        <translation>Voriger Treffer, neuer (Umschalt+Eingabe, Umschalt+F3)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) searched</source>
        <translation>
            <numerusform>%n Nachricht durchsucht</numerusform>
            <numerusform>%n Nachrichten durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, back to %2</source>
        <extracomment>How far back a search has come: number of messages, date.</extracomment>
        <translation>%1, zurück bis %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Of a search: the hit that is shown, the number of hits so far.</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter: next hit. Esc: close.</source>
        <translation>Eingabe: nächster Treffer. Esc: schließen.</translation>
    </message>
    <message>
        <source>%1 so far. Searching… %2.</source>
        <extracomment>While a search is running: place among the hits, how far it is.</extracomment>
        <translation>Bisher %1. Suche läuft … %2.</translation>
    </message>
    <message>
        <source>%1 so far. %2.</source>
        <translation>Bisher %1. %2.</translation>
    </message>
    <message>
        <source>%1 so far. Stopped: %2.</source>
        <translation>Bisher %1. Angehalten: %2.</translation>
    </message>
    <message>
        <source>Nothing found in this conversation.</source>
        <translation>In dieser Unterhaltung wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Search on</source>
        <translation>Weitersuchen</translation>
    </message>
</context>
<context>
    <name>parley::ui::FindEverywhere</name>
    <message>
        <source>Find in all conversations</source>
        <translation>In allen Unterhaltungen suchen</translation>
    </message>
    <message>
        <source>Words to find</source>
        <translation>Gesuchte Wörter</translation>
    </message>
    <message>
        <source>Messages found</source>
        <translation>Gefundene Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n Unterhaltung</numerusform>
            <numerusform>%n Unterhaltungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Only what has been loaded since the start is searched: %1 of %2. For the whole history open a conversation and press Ctrl+F.</source>
        <extracomment>&quot;120 messages&quot;, &quot;3 conversations&quot;</extracomment>
        <translation>Durchsucht wird nur, was seit dem Start geladen wurde: %1 aus %2. Für den ganzen Verlauf öffne eine Unterhaltung und drücke Strg+F.</translation>
    </message>
    <message>
        <source>%1. %2: %3. %4</source>
        <extracomment>Read out for a message that was found: conversation, author, words, time.</extracomment>
        <translation>%1. %2: %3. %4</translation>
    </message>
    <message>
        <source>Type the words to find. ↑ ↓ to choose, Enter to open, Esc to close.</source>
        <translation>Gib die gesuchten Wörter ein. ↑ ↓ zum Wählen, Eingabe zum Öffnen, Esc zum Schließen.</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s), of which the newest are shown.</source>
        <translation>
            <numerusform>%n Treffer, davon werden die neuesten gezeigt.</numerusform>
            <numerusform>%n Treffer, davon werden die neuesten gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found in these messages.</source>
        <translation>In diesen Nachrichten wurde nichts gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s).</source>
        <translation>
            <numerusform>%n Treffer.</numerusform>
            <numerusform>%n Treffer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::FloatingDay</name>
    <message>
        <source>Go to a date (Ctrl+G)</source>
        <translation>Zu einem Datum gehen (Strg+G)</translation>
    </message>
    <message>
        <source>%1. Go to another date</source>
        <translation>%1. Zu einem anderen Datum gehen</translation>
    </message>
</context>
<context>
    <name>parley::ui::IdentityInput</name>
    <message>
        <source>You share no conversation with %1. The service accepts every identity, so check the spelling.</source>
        <translation>Du hast keine Unterhaltung mit %1 gemeinsam. Der Dienst nimmt jede Kennung an, also prüfe die Schreibweise.</translation>
    </message>
</context>
<context>
    <name>parley::ui::InspectorDock</name>
    <message>
        <source>Token inspector</source>
        <translation>Token-Ansicht</translation>
    </message>
    <message>
        <source>Hide the token inspector</source>
        <translation>Token-Ansicht verbergen</translation>
    </message>
</context>
<context>
    <name>parley::ui::JumpButton</name>
    <message>
        <source>Jump to the newest message (End)</source>
        <translation>Zur neuesten Nachricht springen (Ende)</translation>
    </message>
    <message numerus="yes">
        <source>Jump to the newest message, %n unread</source>
        <translation>
            <numerusform>Zur neuesten Nachricht springen, %n ungelesen</numerusform>
            <numerusform>Zur neuesten Nachricht springen, %n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Jump to the newest message</source>
        <translation>Zur neuesten Nachricht springen</translation>
    </message>
</context>
<context>
    <name>parley::ui::LogWindow</name>
    <message>
        <source>Log – Parley</source>
        <translation>Protokoll – Parley</translation>
    </message>
    <message>
        <source>Filter lines</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing has been logged, or nothing fits the filter.</source>
        <translation>Es wurde nichts protokolliert, oder nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Versions, states and the last lines, without names and messages</source>
        <translation>Versionen, Zustände und die letzten Zeilen, ohne Namen und Nachrichten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No secrets and no messages are logged. More is told with the environment variable QT_LOGGING_RULES=parley.*=true.</source>
        <translation>Geheimnisse und Nachrichten werden nicht protokolliert. Mehr erzählt die Umgebungsvariable QT_LOGGING_RULES=parley.*=true.</translation>
    </message>
</context>
<context>
    <name>parley::ui::MainMenu</name>
    <message>
        <source>Your p&amp;rofile…</source>
        <translation>Dein P&amp;rofil …</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>Fenster schl&amp;ießen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;New conversation…</source>
        <translation>&amp;Neue Unterhaltung …</translation>
    </message>
    <message>
        <source>&amp;Join a conversation…</source>
        <translation>Unterhaltung &amp;beitreten …</translation>
    </message>
    <message>
        <source>&amp;Go to a conversation or person…</source>
        <translation>&amp;Gehe zu Unterhaltung oder Person …</translation>
    </message>
    <message>
        <source>&amp;Search conversations</source>
        <translation>Unterhaltungen &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Find in this conversation</source>
        <translation>In dieser Unterhaltung s&amp;uchen</translation>
    </message>
    <message>
        <source>Find in &amp;all conversations…</source>
        <translation>In a&amp;llen Unterhaltungen suchen …</translation>
    </message>
    <message>
        <source>Go to a &amp;date…</source>
        <translation>Zu einem &amp;Datum gehen …</translation>
    </message>
    <message>
        <source>&amp;Previous conversation</source>
        <translation>&amp;Vorige Unterhaltung</translation>
    </message>
    <message>
        <source>Ne&amp;xt conversation</source>
        <translation>Nä&amp;chste Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;List of conversations</source>
        <translation>&amp;Liste der Unterhaltungen</translation>
    </message>
    <message>
        <source>Show or hide pa&amp;rticipants</source>
        <translation>Te&amp;ilnehmende zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Token &amp;inspector</source>
        <translation>&amp;Token-Ansicht</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>&amp;Usual text size</source>
        <translation>&amp;Übliche Textgröße</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Token &amp;tour</source>
        <translation>Token-&amp;Rundgang</translation>
    </message>
    <message>
        <source>The tour needs the local service of this program.</source>
        <translation>Der Rundgang braucht den lokalen Dienst dieses Programms.</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>&amp;Über Parley</translation>
    </message>
</context>
<context>
    <name>parley::ui::MainWindowParts</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageActions</name>
    <message>
        <source>“%1” was not saved. %2</source>
        <extracomment>A file&apos;s name, then why it could not be saved.</extracomment>
        <translation>„%1“ wurde nicht gespeichert. %2</translation>
    </message>
    <message>
        <source>Discard message</source>
        <translation>Nachricht verwerfen</translation>
    </message>
    <message>
        <source>Discard this message? It is not sent yet.</source>
        <translation>Diese Nachricht verwerfen? Sie ist noch nicht gesendet.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The message was not discarded: it is on its way, or it has been sent already.</source>
        <translation>Die Nachricht wurde nicht verworfen: Sie ist unterwegs oder schon gesendet.</translation>
    </message>
    <message>
        <source>No program on this computer opens this link.</source>
        <translation>Kein Programm auf diesem Computer öffnet diesen Link.</translation>
    </message>
    <message>
        <source>No program on this computer shows folders. The file is in %1.</source>
        <translation>Kein Programm auf diesem Computer zeigt Ordner. Die Datei liegt in %1.</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>Datei speichern</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageBar</name>
    <message>
        <source>React with %1</source>
        <translation>Mit %1 reagieren</translation>
    </message>
    <message>
        <source>React with another emoji (+)</source>
        <translation>Mit einem anderen Emoji reagieren (+)</translation>
    </message>
    <message>
        <source>Reply (R)</source>
        <translation>Antworten (R)</translation>
    </message>
    <message>
        <source>More (Space)</source>
        <translation>Mehr (Leertaste)</translation>
    </message>
    <message>
        <source>Copy (C)</source>
        <translation>Kopieren (C)</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageMenu</name>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>Markierten Text kopieren</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>React</source>
        <translation>Reagieren</translation>
    </message>
    <message>
        <source>More emoji…</source>
        <translation>Weitere Emoji …</translation>
    </message>
    <message>
        <source>Show the quoted message</source>
        <translation>Zitierte Nachricht zeigen</translation>
    </message>
    <message>
        <source>Save “%1” as…</source>
        <translation>„%1“ speichern unter …</translation>
    </message>
    <message>
        <source>Try to send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Cancel upload…</source>
        <translation>Hochladen abbrechen …</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anpinnen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anpinnen</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageNavigator</name>
    <message>
        <source>This message no longer exists. It was deleted.</source>
        <translation>Diese Nachricht gibt es nicht mehr. Sie wurde gelöscht.</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageScrollArea</name>
    <message>
        <source>Scroll messages</source>
        <translation>Nachrichten rollen</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Frühere Nachrichten werden geladen …</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageTexts</name>
    <message>
        <source>pinned</source>
        <translation>angepinnt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Wartet auf das Senden</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Not sent: the message is too long.</source>
        <translation>Nicht gesendet: Die Nachricht ist zu lang.</translation>
    </message>
    <message>
        <source>Not sent: the conversation does not exist any more.</source>
        <translation>Nicht gesendet: Die Unterhaltung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Not sent: the chat service refused it.</source>
        <translation>Nicht gesendet: Der Chat-Dienst hat sie abgelehnt.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>In reply to %1: %2</source>
        <extracomment>Read out before a message that answers another one: author, beginning of that one.</extracomment>
        <translation>Antwort an %1: %2</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Bild %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>Read out for a message: author, then everything else.</extracomment>
        <translation>Du: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>An emoji, then who reacted with it.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not sent: a file is gone or has changed. Attach it again.</source>
        <translation>Nicht gesendet: Eine Datei fehlt oder wurde geändert. Hänge sie noch einmal an.</translation>
    </message>
    <message>
        <source>Not sent: a file is too large.</source>
        <translation>Nicht gesendet: Eine Datei ist zu groß.</translation>
    </message>
    <message>
        <source>Not sent: these are too many files for one message.</source>
        <translation>Nicht gesendet: Das sind zu viele Dateien für eine Nachricht.</translation>
    </message>
    <message>
        <source>Uploading, %1 %</source>
        <translation>Wird hochgeladen, %1 %</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Anhang</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Not sent: a file is empty.</source>
        <translation>Nicht gesendet: Eine Datei ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2:
%3</source>
        <extracomment>A copied message: author, time, words.</extracomment>
        <translation>%1, %2:
%3</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>Gelesen von %1</translation>
    </message>
    <message>
        <source>Quoted by you</source>
        <extracomment>Stands above what a message quotes, where the original is not known: whose message it is.</extracomment>
        <translation>Von dir zitiert</translation>
    </message>
    <message>
        <source>Quoted by %1</source>
        <translation>Zitiert von %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <extracomment>Words in quotation marks.</extracomment>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>parley::ui::NewConversationDialog</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Release planning</source>
        <translation>Planung der Version</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Optional; others can join by it</source>
        <translation>Optional; andere treten damit bei</translation>
    </message>
    <message>
        <source>Unique name</source>
        <translation>Eindeutiger Name</translation>
    </message>
    <message>
        <source>Optional, for example: bob, carol</source>
        <translation>Optional, zum Beispiel: bob, carol</translation>
    </message>
    <message>
        <source>People to invite</source>
        <translation>Einzuladende Personen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Unique name</source>
        <translation>&amp;Eindeutiger Name</translation>
    </message>
    <message>
        <source>&amp;Invite</source>
        <translation>E&amp;inladen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Wird angelegt …</translation>
    </message>
</context>
<context>
    <name>parley::ui::NotificationPolicy</name>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Author and words of a message.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>How many messages came in, then the newest of them.</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message numerus="yes">
        <source>In %n conversation(s)</source>
        <extracomment>How many messages came in, in how many conversations.</extracomment>
        <translation>
            <numerusform>In %n Unterhaltung</numerusform>
            <numerusform>In %n Unterhaltungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply</source>
        <extracomment>A button beside the field for an answer, in a notification.</extracomment>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>parley::ui::ParticipantsPanel</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>Identity to add</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Identity of the person to add</source>
        <translation>Kennung der neuen Person</translation>
    </message>
    <message>
        <source>New participants can read what was written before.</source>
        <translation>Neue Personen können lesen, was vorher geschrieben wurde.</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (du)</translation>
    </message>
    <message>
        <source>by %1</source>
        <extracomment>How a person without an account takes part, for example &quot;by sms&quot;.</extracomment>
        <translation>über %1</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>started this conversation</source>
        <translation>hat diese Unterhaltung begonnen</translation>
    </message>
    <message>
        <source>Remove participant</source>
        <translation>Person entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from this conversation? They lose access to its messages.</source>
        <translation>%1 aus dieser Unterhaltung entfernen? Die Person verliert den Zugang zu ihren Nachrichten.</translation>
    </message>
</context>
<context>
    <name>parley::ui::PeopleModel</name>
    <message>
        <source>Message %1</source>
        <extracomment>In a list of conversations: the row begins one with this person.</extracomment>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>You share no conversation with this identity. Check the spelling.</source>
        <translation>Du hast keine Unterhaltung mit dieser Kennung gemeinsam. Prüfe die Schreibweise.</translation>
    </message>
</context>
<context>
    <name>parley::ui::PictureDialog</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>This picture is too large to be shown</source>
        <translation>Dieses Bild ist zu groß, um es zu zeigen</translation>
    </message>
    <message>
        <source>Save it, and open it with another program.</source>
        <translation>Speichere es und öffne es mit einem anderen Programm.</translation>
    </message>
    <message>
        <source>Loading picture…</source>
        <translation>Bild wird geladen …</translation>
    </message>
    <message>
        <source>This is not a picture that can be shown here.</source>
        <translation>Das ist kein Bild, das hier gezeigt werden kann.</translation>
    </message>
    <message>
        <source>The picture could not be loaded</source>
        <translation>Das Bild konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit the picture to the window, or show it in its own size</source>
        <translation>Bild ins Fenster einpassen oder in eigener Größe zeigen</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <extracomment>Title of a window: a picture&apos;s file name, its number, how many there are.</extracomment>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>How large a picture is shown, in percent.</extracomment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>parley::ui::PinnedMessages</name>
    <message numerus="yes">
        <source>%n pinned message(s)</source>
        <translation>
            <numerusform>%n angepinnte Nachricht</numerusform>
            <numerusform>%n angepinnte Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Pinned messages</source>
        <translation>Angepinnte Nachrichten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>An entry of the list of pinned messages: author, beginning of the message.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Search older messages</source>
        <translation>Ältere Nachrichten durchsuchen</translation>
    </message>
</context>
<context>
    <name>parley::ui::Placeholder</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>parley::ui::ProfileDialog</name>
    <message>
        <source>Your profile</source>
        <translation>Dein Profil</translation>
    </message>
    <message>
        <source>Name that others see</source>
        <translation>Name, den andere sehen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
</context>
<context>
    <name>parley::ui::ProgressPanel</name>
    <message>
        <source>Sign in instead</source>
        <translation>Stattdessen anmelden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>Signing in as %1…</source>
        <translation>Anmeldung als %1 …</translation>
    </message>
    <message>
        <source>Next attempt in %1.</source>
        <translation>Nächster Versuch in %1.</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>Versuch läuft …</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
</context>
<context>
    <name>parley::ui::QuickSwitcher</name>
    <message>
        <source>↑ ↓ to choose, Enter to open, Esc to close</source>
        <translation>↑ ↓ wählt, Eingabe öffnet, Esc schließt</translation>
    </message>
    <message>
        <source>Go to a conversation or a person</source>
        <translation>Zu einer Unterhaltung oder Person gehen</translation>
    </message>
    <message>
        <source>Name of a conversation or a person</source>
        <translation>Name einer Unterhaltung oder Person</translation>
    </message>
    <message>
        <source>Conversations and people</source>
        <translation>Unterhaltungen und Personen</translation>
    </message>
    <message>
        <source>message</source>
        <extracomment>Typed before a name, with a blank between: &quot;message bob&quot; finds the person.</extracomment>
        <translation>nachricht</translation>
    </message>
</context>
<context>
    <name>parley::ui::RoleNames</name>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Admin</source>
        <extracomment>Roles in a conversation. Twilio calls them &quot;channel admin&quot; and &quot;channel user&quot;.</extracomment>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Only an admin of the conversation can do this.</source>
        <translation>Das kann nur ein Admin der Unterhaltung tun.</translation>
    </message>
    <message>
        <source>Only an admin of the conversation can do this: %1.</source>
        <extracomment>The blank holds one to three names.</extracomment>
        <translation>Das kann nur ein Admin der Unterhaltung tun: %1.</translation>
    </message>
</context>
<context>
    <name>parley::ui::RowActions</name>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Show this message</source>
        <translation>Diese Nachricht zeigen</translation>
    </message>
</context>
<context>
    <name>parley::ui::RowNotes</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <extracomment>In the place of messages that were deleted while the conversation was open.</extracomment>
        <translation>
            <numerusform>%n Nachricht gelöscht</numerusform>
            <numerusform>%n Nachrichten gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>The conversation is now called “%1”</source>
        <translation>Die Unterhaltung heißt jetzt „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%1 left</source>
        <extracomment>%1: those who left the conversation, one or more.</extracomment>
        <translation>
            <numerusform>%1 ist gegangen</numerusform>
            <numerusform>%1 sind gegangen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 joined</source>
        <extracomment>%1: those who joined the conversation, one or more.</extracomment>
        <translation>
            <numerusform>%1 ist dazugekommen</numerusform>
            <numerusform>%1 sind dazugekommen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::SecretField</name>
    <message>
        <source>Show what is typed (Alt+V)</source>
        <translation>Eingabe zeigen (Alt+V)</translation>
    </message>
    <message>
        <source>Hide what is typed (Alt+V)</source>
        <translation>Eingabe verbergen (Alt+V)</translation>
    </message>
</context>
<context>
    <name>parley::ui::SelectionStrip</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Only your own messages can be deleted.</source>
        <translation>Nur deine eigenen Nachrichten können gelöscht werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>%n Nachricht ausgewählt</numerusform>
            <numerusform>%n Nachrichten ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::SessionDisplay</name>
    <message>
        <source>Drafts and unsent messages are lost when Parley is closed: they cannot be written to the disk. Is it full?</source>
        <translation>Entwürfe und nicht gesendete Nachrichten gehen verloren, wenn Parley beendet wird: Sie können nicht gespeichert werden. Ist die Platte voll?</translation>
    </message>
    <message>
        <source>The file of drafts and unsent messages was damaged. What could be read is back; the file is kept as %1.</source>
        <translation>Die Datei mit Entwürfen und nicht gesendeten Nachrichten war beschädigt. Was lesbar war, ist wieder da; die Datei bleibt erhalten: %1.</translation>
    </message>
    <message>
        <source>nothing after this run</source>
        <translation>nichts nach diesem Lauf</translation>
    </message>
    <message>
        <source>a session of the back end</source>
        <translation>eine Sitzung des Backends</translation>
    </message>
    <message>
        <source>the password (the back end gives no session)</source>
        <translation>das Passwort (das Backend gibt keine Sitzung aus)</translation>
    </message>
</context>
<context>
    <name>parley::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Show the token &amp;inspector</source>
        <translation>Token-&amp;Ansicht zeigen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>&amp;Notify me of new messages</source>
        <translation>Bei &amp;neuen Nachrichten benachrichtigen</translation>
    </message>
    <message>
        <source>Show &amp;who wrote, and the words</source>
        <translation>Zeigen, &amp;wer was geschrieben hat</translation>
    </message>
    <message>
        <source>Never for a conversation that is in view or muted.</source>
        <translation>Nie für eine Unterhaltung, die zu sehen oder stummgeschaltet ist.</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <source>Show an icon in the t&amp;ray</source>
        <translation>Symbol im Infobe&amp;reich zeigen</translation>
    </message>
    <message>
        <source>&amp;Closing the window keeps Parley running</source>
        <translation>Beim S&amp;chließen des Fensters läuft Parley weiter</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Diese Arbeitsfläche hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>Show messages &amp;formatted (Markdown)</source>
        <translation>Nachrichten &amp;formatiert zeigen (Markdown)</translation>
    </message>
    <message>
        <source>Otherwise they are shown as they were written.</source>
        <translation>Sonst erscheinen sie so, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Keep the conversations for the next &amp;start</source>
        <translation>Unterhaltungen für den nächsten &amp;Start behalten</translation>
    </message>
    <message>
        <source>The list and the last messages of each are there at once, also without a network. They are erased when you sign out. Without &apos;Remember me&apos; no messages are kept.</source>
        <translation>Die Liste und jeweils die letzten Nachrichten sind dann sofort da, auch ohne Netz. Sie werden gelöscht, wenn du dich abmeldest. Ohne „Angemeldet bleiben“ werden keine Nachrichten behalten.</translation>
    </message>
</context>
<context>
    <name>parley::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Move through the list</source>
        <translation>Durch die Liste gehen</translation>
    </message>
    <message>
        <source>Open the first result</source>
        <translation>Das erste Ergebnis öffnen</translation>
    </message>
    <message>
        <source>Menu of a conversation or message</source>
        <translation>Menü einer Unterhaltung oder Nachricht</translation>
    </message>
    <message>
        <source>Move between the parts of the window</source>
        <translation>Zwischen den Teilen des Fensters wechseln</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Edit your last message (in an empty field)</source>
        <translation>Deine letzte Nachricht bearbeiten (im leeren Feld)</translation>
    </message>
    <message>
        <source>Scroll by pages</source>
        <translation>Seitenweise blättern</translation>
    </message>
    <message>
        <source>To the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>Markiertes kopieren</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Next hit, previous hit</source>
        <translation>Nächster, voriger Treffer</translation>
    </message>
    <message>
        <source>Reply, edit, copy, delete the current message</source>
        <translation>Aktuelle Nachricht beantworten, bearbeiten, kopieren, löschen</translation>
    </message>
    <message>
        <source>React to the current message</source>
        <translation>Auf die aktuelle Nachricht reagieren</translation>
    </message>
    <message>
        <source>Select messages</source>
        <translation>Nachrichten auswählen</translation>
    </message>
    <message>
        <source>Undo a deletion</source>
        <translation>Löschen rückgängig machen</translation>
    </message>
    <message>
        <source>Complete a person, an emoji</source>
        <translation>Person, Emoji vervollständigen</translation>
    </message>
    <message>
        <source>Pin the current message</source>
        <translation>Aktuelle Nachricht anpinnen</translation>
    </message>
    <message>
        <source>Previous picture, next picture</source>
        <translation>Voriges, nächstes Bild</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, fit to the window</source>
        <translation>Vergrößern, verkleinern, ins Fenster einpassen</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>Ein Bild</translation>
    </message>
</context>
<context>
    <name>parley::ui::Sidebar</name>
    <message>
        <source>Not connected</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>The conversations appear as soon as there is a valid token. The line below says what that takes.</source>
        <translation>Die Unterhaltungen erscheinen, sobald es ein gültiges Token gibt. Die Zeile unten sagt, was dazu fehlt.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Unterhaltungen suchen</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Start a new conversation</source>
        <translation>Eine neue Unterhaltung beginnen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No conversation name contains this.</source>
        <translation>Keine Unterhaltung hat das im Namen.</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>Noch keine Unterhaltungen</translation>
    </message>
    <message>
        <source>Start one and invite people, or join one by its name.</source>
        <translation>Beginne eine und lade Leute ein, oder tritt einer über ihren Namen bei.</translation>
    </message>
    <message>
        <source>Loading conversations…</source>
        <translation>Unterhaltungen werden geladen …</translation>
    </message>
    <message>
        <source>Other ways to start a conversation</source>
        <translation>Andere Wege, eine Unterhaltung zu beginnen</translation>
    </message>
    <message>
        <source>Message a person…</source>
        <translation>Einer Person schreiben …</translation>
    </message>
    <message>
        <source>Join by name…</source>
        <translation>Über den Namen beitreten …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>The conversations could not be loaded</source>
        <translation>Die Unterhaltungen konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>Parley tries again when it connects the next time.</source>
        <translation>Parley versucht es beim nächsten Verbinden erneut.</translation>
    </message>
    <message>
        <source>Waiting for the connection</source>
        <translation>Warten auf die Verbindung</translation>
    </message>
    <message>
        <source>The conversations appear as soon as Parley is connected.</source>
        <translation>Die Unterhaltungen erscheinen, sobald Parley verbunden ist.</translation>
    </message>
</context>
<context>
    <name>parley::ui::SignInAgainDialog</name>
    <message>
        <source>Remember me</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>The server no longer accepts the sign-in of %1. Conversations, drafts and messages that wait are kept.</source>
        <translation>Der Server nimmt die Anmeldung von %1 nicht mehr an. Unterhaltungen, Entwürfe und wartende Nachrichten bleiben erhalten.</translation>
    </message>
    <message>
        <source>Bearer credential</source>
        <translation>Bearer-Berechtigung</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>Token-Adresse</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>Other user…</source>
        <translation>Andere Person …</translation>
    </message>
    <message>
        <source>Sign in as another user</source>
        <translation>Als andere Person anmelden</translation>
    </message>
    <message>
        <source>The sign-in service asked to wait. Parley signs in after %1.</source>
        <translation>Der Anmeldedienst bittet um Geduld. Parley meldet sich nach %1 an.</translation>
    </message>
    <message>
        <source>Sign in as another user? What %1 has typed and not sent stays on this computer. No other user sees or sends it, and it is there again when %1 signs in.</source>
        <translation>Als anderer Benutzer anmelden? Was %1 geschrieben und nicht gesendet hat, bleibt auf diesem Computer. Kein anderer Benutzer sieht oder sendet es, und es ist wieder da, wenn %1 sich anmeldet.</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>Benutzer wechseln</translation>
    </message>
</context>
<context>
    <name>parley::ui::SignInWindow</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Chat over Twilio Conversations</source>
        <translation>Chatten über Twilio Conversations</translation>
    </message>
    <message>
        <source>Starting the local service…</source>
        <translation>Der lokale Dienst wird gestartet …</translation>
    </message>
</context>
<context>
    <name>parley::ui::StatusPanel</name>
    <message>
        <source>Connection to the chat service</source>
        <translation>Verbindung zum Chat-Dienst</translation>
    </message>
    <message>
        <source>The token works again.</source>
        <translation>Das Token funktioniert wieder.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>Verbindung wird erneuert …</translation>
    </message>
    <message>
        <source>There is no valid token.</source>
        <translation>Es gibt kein gültiges Token.</translation>
    </message>
    <message>
        <source>The token works for %1</source>
        <translation>Das Token gilt noch %1</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Kein Token</translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>Jetzt verbinden</translation>
    </message>
    <message>
        <source>How long the access token still works. Click for details.</source>
        <translation>Wie lange das Zugriffstoken noch gilt. Klicken Sie für Einzelheiten.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Click for details.</source>
        <translation>Klicken für Einzelheiten.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TimeTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A day, then a time of day.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A day of the last twelve months, as in QDate::toString(): day and month.</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>parley::ui::TimelineData</name>
    <message>
        <source>The token is about to expire.</source>
        <translation>Das Token läuft bald ab.</translation>
    </message>
    <message>
        <source>The token expired.</source>
        <translation>Das Token ist abgelaufen.</translation>
    </message>
    <message>
        <source>Token %1 arrived.</source>
        <translation>Token %1 ist angekommen.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TimelineDrawing</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>The next refresh is planned.</source>
        <translation>Die nächste Erneuerung ist geplant.</translation>
    </message>
    <message>
        <source>The token expires.</source>
        <translation>Das Token läuft ab.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TimelineLegend</name>
    <message>
        <source>new token</source>
        <translation>neues Token</translation>
    </message>
    <message>
        <source>planned refresh</source>
        <translation>Erneuerung geplant</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>about to expire</source>
        <translation>läuft bald ab</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
</context>
<context>
    <name>parley::ui::TimelinePanel</name>
    <message>
        <source>Time&amp;line in its own window</source>
        <translation>Zeit&amp;achse in eigenem Fenster</translation>
    </message>
    <message>
        <source>Timeline of tokens – Parley</source>
        <translation>Zeitachse der Tokens – Parley</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Show what happens now</source>
        <translation>Zeigen, was jetzt geschieht</translation>
    </message>
    <message>
        <source>Timeline in its own window</source>
        <translation>Zeitachse in eigenem Fenster</translation>
    </message>
    <message>
        <source>Save the timeline as a picture</source>
        <translation>Die Zeitachse als Bild speichern</translation>
    </message>
    <message>
        <source>Show more time</source>
        <translation>Mehr Zeit zeigen</translation>
    </message>
    <message>
        <source>Show less time</source>
        <translation>Weniger Zeit zeigen</translation>
    </message>
    <message>
        <source>Put the timeline back into the inspector</source>
        <translation>Die Zeitachse in die Token-Ansicht zurückholen</translation>
    </message>
    <message>
        <source>Show the timeline in a window of its own</source>
        <translation>Die Zeitachse in einem eigenen Fenster zeigen</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>The picture cannot be written. Choose another folder.</source>
        <translation>Das Bild kann nicht geschrieben werden. Wähle einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenFindings</name>
    <message>
        <source>It has no chat grant, so the chat service will refuse it.</source>
        <translation>Es hat keine Chat-Berechtigung, also lehnt der Chat-Dienst es ab.</translation>
    </message>
    <message>
        <source>It is for another user than the one who signed in.</source>
        <translation>Es ist für eine andere Person, als sich angemeldet hat.</translation>
    </message>
    <message>
        <source>It is not signed with HS256, as Twilio demands.</source>
        <translation>Es ist nicht mit HS256 signiert, wie Twilio es verlangt.</translation>
    </message>
    <message>
        <source>The account (sub) should begin with AC.</source>
        <translation>Das Konto (sub) sollte mit AC beginnen.</translation>
    </message>
    <message>
        <source>The key (iss) should begin with SK.</source>
        <translation>Der Schlüssel (iss) sollte mit SK beginnen.</translation>
    </message>
    <message>
        <source>The chat service (service_sid) should begin with IS.</source>
        <translation>Der Chat-Dienst (service_sid) sollte mit IS beginnen.</translation>
    </message>
    <message>
        <source>It lives for %1 only; three minutes is the least that Twilio documents.</source>
        <translation>Es lebt nur %1; drei Minuten sind das Mindeste, was Twilio vorsieht.</translation>
    </message>
    <message>
        <source>It lives for more than 24 hours, which Twilio refuses.</source>
        <translation>Es lebt länger als 24 Stunden, was Twilio ablehnt.</translation>
    </message>
    <message>
        <source>It does not say when it was issued (iat), so its life is counted from its arrival.</source>
        <translation>Es sagt nicht, wann es ausgegeben wurde (iat); sein Leben zählt ab seiner Ankunft.</translation>
    </message>
    <message>
        <source>It is not valid yet (nbf).</source>
        <translation>Es gilt noch nicht (nbf).</translation>
    </message>
    <message>
        <source>It has expired.</source>
        <translation>Es ist abgelaufen.</translation>
    </message>
    <message>
        <source>It is in its last three minutes.</source>
        <translation>Es ist in seinen letzten drei Minuten.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 slow. Parley counts by the service&apos;s clock.</source>
        <translation>Die Uhr dieses Rechners geht %1 nach. Parley rechnet mit der Uhr des Dienstes.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 fast. Parley counts by the service&apos;s clock.</source>
        <translation>Die Uhr dieses Rechners geht %1 vor. Parley rechnet mit der Uhr des Dienstes.</translation>
    </message>
    <message>
        <source>Nothing is wrong with this token.</source>
        <translation>Mit diesem Token ist alles in Ordnung.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenInspector</name>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>Refresh the token now</source>
        <translation>Token jetzt erneuern</translation>
    </message>
    <message>
        <source>A request is in progress</source>
        <translation>Eine Anfrage läuft</translation>
    </message>
    <message>
        <source>No refresh is planned</source>
        <translation>Nichts geplant</translation>
    </message>
    <message>
        <source>Wait for %1 more.</source>
        <translation>Warte noch %1.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>More about the token</source>
        <translation>Mehr über das Token</translation>
    </message>
    <message>
        <source>Refresh in %1</source>
        <translation>Erneuerung in %1</translation>
    </message>
    <message>
        <source>Possible in %1</source>
        <translation>Möglich in %1</translation>
    </message>
    <message>
        <source>Put the timeline back</source>
        <translation>Zeitachse zurückholen</translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenRing</name>
    <message>
        <source>The token works for %1</source>
        <translation>Das Token gilt noch %1</translation>
    </message>
    <message>
        <source>There is no valid token.</source>
        <translation>Es gibt kein gültiges Token.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenTimeline</name>
    <message>
        <source>Timeline of tokens</source>
        <translation>Zeitachse der Tokens</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed attempt(s)</source>
        <translation>
            <numerusform>%n fehlgeschlagener Versuch</numerusform>
            <numerusform>%n fehlgeschlagene Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>No token yet</source>
        <translation>Noch kein Token</translation>
    </message>
    <message>
        <source>next refresh at %1</source>
        <translation>nächste Erneuerung um %1</translation>
    </message>
    <message>
        <source>expires at %1</source>
        <translation>läuft um %1 ab</translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenTour</name>
    <message>
        <source>What you see</source>
        <translation>Was du siehst</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Anfangen</translation>
    </message>
    <message>
        <source>That was it</source>
        <translation>Das war es</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>A refresh</source>
        <translation>Eine Erneuerung</translation>
    </message>
    <message>
        <source>Parley fetches a new token well before the old one ends, and hands it to the open connection. Do it now, by hand.</source>
        <translation>Parley holt ein neues Token, lange bevor das alte endet, und gibt es der offenen Verbindung. Tu es jetzt von Hand.</translation>
    </message>
    <message>
        <source>Refresh the token</source>
        <translation>Token erneuern</translation>
    </message>
    <message>
        <source>About to expire</source>
        <translation>Läuft bald ab</translation>
    </message>
    <message>
        <source>Twilio tells a client three minutes before its token ends. Take a token of three and a half minutes, and leave the refresh to that moment, as Twilio documents it. It comes in about half a minute.</source>
        <translation>Twilio sagt einem Programm drei Minuten vorher, dass sein Token endet. Nimm ein Token von dreieinhalb Minuten und überlass die Erneuerung diesem Moment, wie Twilio es beschreibt. Er kommt in etwa einer halben Minute.</translation>
    </message>
    <message>
        <source>Take a short token</source>
        <translation>Kurzes Token nehmen</translation>
    </message>
    <message>
        <source>The back end fails</source>
        <translation>Der Server versagt</translation>
    </message>
    <message>
        <source>Let the next refreshes fail</source>
        <translation>Nächste Erneuerungen scheitern lassen</translation>
    </message>
    <message>
        <source>The service ends the token</source>
        <translation>Der Dienst beendet das Token</translation>
    </message>
    <message>
        <source>Expire the token now</source>
        <translation>Token jetzt ablaufen lassen</translation>
    </message>
    <message>
        <source>Only the network</source>
        <translation>Nur das Netz</translation>
    </message>
    <message>
        <source>A broken connection is another matter: the token is still good, and no new one is needed.</source>
        <translation>Eine gebrochene Verbindung ist etwas anderes: Das Token ist noch gut, ein neues ist nicht nötig.</translation>
    </message>
    <message>
        <source>Cut the connection</source>
        <translation>Verbindung kappen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Ohne zu warten weiter</translation>
    </message>
    <message>
        <source>The ring in the frame is the life of your access token: a pass for the chat service that your back end issues, and that runs out. Below it the timeline shows every token of this session.</source>
        <translation>Der umrahmte Ring ist das Leben deines Zugangstokens: ein Ausweis für den Chat-Dienst, den dein Server ausstellt und der abläuft. Darunter zeigt die Zeitachse jedes Token dieser Sitzung.</translation>
    </message>
    <message>
        <source>Now the back end answers with errors for a while. The old token still works, so the chat goes on. The line at the foot will say what is wrong and when Parley tries again; “Retry now” in it shortens the wait.</source>
        <translation>Jetzt antwortet der Server eine Weile mit Fehlern. Das alte Token gilt noch, also geht der Chat weiter. Die Zeile unten wird sagen, was los ist und wann Parley es wieder versucht; „Jetzt erneut versuchen“ darin verkürzt das Warten.</translation>
    </message>
    <message>
        <source>A service may end a token early, for example after a change of keys. Parley then drops the dead token, fetches another one and comes back, with the messages in between.</source>
        <translation>Ein Dienst kann ein Token früher beenden, zum Beispiel nach einem Wechsel der Schlüssel. Parley lässt das tote Token dann fallen, holt ein anderes und kommt zurück, mit den Nachrichten dazwischen.</translation>
    </message>
    <message>
        <source>Every step is in the event log, with its cause under “Trace”. The page “Faults” has all of these experiments, and more.</source>
        <translation>Jeder Schritt steht im Ereignisprotokoll, mit seinem Anlass unter „Ablauf“. Die Seite „Störungen“ hat alle diese Versuche und weitere.</translation>
    </message>
    <message>
        <source>The back end asked Parley to wait. Wait as well, or go on.</source>
        <translation>Das Backend hat Parley gebeten zu warten. Warte auch, oder mach weiter.</translation>
    </message>
</context>
<context>
    <name>parley::ui::TourPanel</name>
    <message>
        <source>Leave the tour</source>
        <translation>Rundgang verlassen</translation>
    </message>
    <message>
        <source>The step is in progress</source>
        <translation>Der Schritt läuft</translation>
    </message>
    <message>
        <source>Token tour, step %1 of %2</source>
        <translation>Token-Rundgang, Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>parley::ui::UndoStrip</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) will be deleted for everyone.</source>
        <translation>
            <numerusform>%n Nachricht wird für alle gelöscht.</numerusform>
            <numerusform>%n Nachrichten werden für alle gelöscht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::WarningBar</name>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Show details in the token inspector</source>
        <translation>Einzelheiten in der Token-Ansicht zeigen</translation>
    </message>
    <message>
        <source>The token could not be refreshed.</source>
        <translation>Das Token konnte nicht erneuert werden.</translation>
    </message>
    <message>
        <source>Token not refreshed. %1</source>
        <extracomment>The blank holds a sentence with the cause.</extracomment>
        <translation>Token nicht erneuert. %1</translation>
    </message>
    <message>
        <source>There is no valid token.</source>
        <translation>Es gibt kein gültiges Token.</translation>
    </message>
    <message>
        <source>No valid token. %1</source>
        <translation>Kein gültiges Token. %1</translation>
    </message>
    <message>
        <source>You are offline. What you write is sent when the network is back.</source>
        <translation>Keine Netzverbindung. Was du schreibst, wird gesendet, sobald das Netz zurück ist.</translation>
    </message>
    <message>
        <source>Parley cannot go on until a setting is changed.</source>
        <translation>Parley kann erst weiter, wenn eine Einstellung geändert wird.</translation>
    </message>
    <message>
        <source>%1 A setting must be changed.</source>
        <translation>%1 Eine Einstellung muss geändert werden.</translation>
    </message>
    <message>
        <source>The sign-in service issues very short sessions.</source>
        <translation>Der Anmeldedienst gibt sehr kurze Sitzungen aus.</translation>
    </message>
    <message>
        <source>Works until %1.</source>
        <translation>Gilt bis %1.</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>Versuch läuft …</translation>
    </message>
    <message>
        <source>Next attempt in %1.</source>
        <translation>Nächster Versuch in %1.</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>An attempt is in progress.</source>
        <translation>Ein Versuch läuft.</translation>
    </message>
    <message>
        <source>The sign-in service asked to wait for %1 more.</source>
        <translation>Der Anmeldedienst bat um weitere %1 Pause.</translation>
    </message>
    <message>
        <source>There were many attempts in a short time. Wait for %1 more.</source>
        <translation>Es gab viele Versuche in kurzer Zeit. Warte noch %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>parley::ui::WhyCard</name>
    <message>
        <source>Show in the trace</source>
        <translation>Im Ablauf zeigen</translation>
    </message>
    <message>
        <source>Shows each step that led here, in the page “Events”</source>
        <translation>Zeigt jeden Schritt, der hierher führte, auf der Seite „Ereignisse“</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Warum: %1</translation>
    </message>
</context>
<context>
    <name>parley::ui::WindowDialogs</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Some messages are not sent yet. They are kept, and sent when you sign in here again. Sign out now?</source>
        <translation>Einige Nachrichten sind noch nicht gesendet. Sie bleiben erhalten und werden gesendet, wenn du dich hier wieder anmeldest. Jetzt abmelden?</translation>
    </message>
    <message>
        <source>Sign out now? The saved sign-in is removed from this computer. Drafts stay and are there again when you sign in.</source>
        <translation>Jetzt abmelden? Die gespeicherte Anmeldung wird von diesem Computer entfernt. Entwürfe bleiben und sind nach der Anmeldung wieder da.</translation>
    </message>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
</context>
<context>
    <name>parley::ui::WindowTitle</name>
    <message>
        <source>%1 – %2 – Parley</source>
        <extracomment>Title of the window: conversation, user and back end.</extracomment>
        <translation>%1 – %2 – Parley</translation>
    </message>
    <message>
        <source>%1 – Parley</source>
        <translation>%1 – Parley</translation>
    </message>
</context>
</TS>
