<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>parley::ui::AccountButton</name>
    <message>
        <source>Sign in as %1</source>
        <translation>Als %1 anmelden</translation>
    </message>
</context>
<context>
    <name>parley::ui::Application</name>
    <message>
        <source>The local service cannot run, so there are no demo accounts. Is its database in use, or the disk full? Your own back end can still be used.</source>
        <translation>Der lokale Dienst kann nicht laufen, daher gibt es keine Demo-Konten. Ist seine Datenbank in Gebrauch oder der Datenträger voll? Das eigene Backend kann trotzdem benutzt werden.</translation>
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
</context>
<context>
    <name>parley::ui::ConversationDelegate</name>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A line in the list of conversations: author, then the newest message.</extracomment>
        <translation>%1: %2</translation>
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
</context>
<context>
    <name>parley::ui::ConversationPage</name>
    <message>
        <source>This message cannot be sent. It is kept here.</source>
        <translation>Diese Nachricht kann nicht gesendet werden. Sie bleibt hier erhalten.</translation>
    </message>
    <message>
        <source>Discard message</source>
        <translation>Nachricht verwerfen</translation>
    </message>
    <message>
        <source>Discard this message? It was not sent.</source>
        <translation>Diese Nachricht verwerfen? Sie wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Nachricht löschen</translation>
    </message>
    <message>
        <source>Delete this message for everyone?</source>
        <translation>Diese Nachricht für alle löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Add a participant</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Identity of the person to add</source>
        <translation>Kennung der Person, die dazukommen soll</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Leave conversation</source>
        <translation>Unterhaltung verlassen</translation>
    </message>
    <message>
        <source>Leave this conversation? You will not get its messages any more.</source>
        <translation>Diese Unterhaltung verlassen? Ihre Nachrichten kommen dann nicht mehr an.</translation>
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
        <source>Delete this conversation with all its messages, for everyone? This cannot be undone.</source>
        <translation>Diese Unterhaltung mit allen Nachrichten für alle löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
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
        <source>Participants…</source>
        <translation>Teilnehmende …</translation>
    </message>
    <message>
        <source>Add a participant…</source>
        <translation>Person hinzufügen …</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>Verlassen …</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>Für alle löschen …</translation>
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
    <message>
        <source>Loading conversations…</source>
        <translation>Unterhaltungen werden geladen …</translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation>Unterhaltung auswählen</translation>
    </message>
    <message>
        <source>Pick one on the left, or start a new one.</source>
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
</context>
<context>
    <name>parley::ui::DemoPage</name>
    <message>
        <source>Sign in by itself at the next start</source>
        <translation>Beim nächsten Start von selbst anmelden</translation>
    </message>
    <message>
        <source>Try it now with a demo account on this computer:</source>
        <translation>Gleich ausprobieren mit einem Demo-Konto auf diesem Rechner:</translation>
    </message>
    <message>
        <source>Use your own back end…</source>
        <translation>Eigenes Backend verwenden …</translation>
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
    <message numerus="yes">
        <source>%n thing(s) to mend at the back end</source>
        <translation>
            <numerusform>%n Stelle am Backend zu verbessern</numerusform>
            <numerusform>%n Stellen am Backend zu verbessern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::EditMessageDialog</name>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>This message is too long. Shorten it.</source>
        <translation>Diese Nachricht ist zu lang. Kürze sie.</translation>
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
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
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
        <source>Back</source>
        <translation>Zurück</translation>
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
        <source>Nothing is kept in this run (--no-keychain).</source>
        <translation>In diesem Lauf wird nichts aufbewahrt (--no-keychain).</translation>
    </message>
    <message>
        <source>&amp;Bearer credential</source>
        <translation>Bearer-Be&amp;rechtigung</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>Eingabe verbergen</translation>
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
</context>
<context>
    <name>parley::ui::ErrorTexts</name>
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
        <source>Its expiry time is not a whole number of seconds.</source>
        <translation>Seine Ablaufzeit ist keine ganze Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>Its issue time is not a whole number of seconds.</source>
        <translation>Seine Ausgabezeit ist keine ganze Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>Its start time is not a whole number of seconds.</source>
        <translation>Seine Beginnzeit ist keine ganze Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>It does not name a user.</source>
        <translation>Es nennt keinen Benutzer.</translation>
    </message>
    <message>
        <source>It has no grants.</source>
        <translation>Es hat keine Berechtigungen (grants).</translation>
    </message>
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
        <translation>Gespeicherte Anmeldung wird gelesen</translation>
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
        <translation>Gültig, letzte Erneuerung fehlgeschlagen</translation>
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
        <source>Stopped until a setting is changed</source>
        <translation>Angehalten, bis eine Einstellung geändert wird</translation>
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
        <source>Not connected. Next try in %1</source>
        <translation>Nicht verbunden. Nächster Versuch in %1</translation>
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
        <source>Ask whoever runs the back end.</source>
        <translation>Wende dich an den Betreiber des Backends.</translation>
    </message>
    <message>
        <source>No network, or the sign-in service cannot be reached.</source>
        <translation>Kein Netz, oder der Anmeldedienst ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check your connection. Parley keeps trying.</source>
        <translation>Prüfe die Verbindung. Parley versucht es weiter.</translation>
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
        <source>Check the date and the address. Parley never skips this check.</source>
        <translation>Prüfe Datum und Adresse. Parley übergeht diese Prüfung nie.</translation>
    </message>
    <message>
        <source>User or password is not accepted.</source>
        <translation>Benutzer oder Passwort wird nicht angenommen.</translation>
    </message>
    <message>
        <source>Check both, then sign in again.</source>
        <translation>Prüfe beides und melde dich neu an.</translation>
    </message>
    <message>
        <source>The service knows you but does not let you in.</source>
        <translation>Der Dienst kennt dich, lässt dich aber nicht ein.</translation>
    </message>
    <message>
        <source>Ask its administrator for access.</source>
        <translation>Bitte die Verwaltung um Zugang.</translation>
    </message>
    <message>
        <source>The sign-in service asks to wait for %1.</source>
        <translation>Der Anmeldedienst bittet um eine Pause von %1.</translation>
    </message>
    <message>
        <source>Parley tries again by itself after that.</source>
        <translation>Danach versucht Parley es von selbst wieder.</translation>
    </message>
    <message>
        <source>The sign-in service gets too many requests.</source>
        <translation>Der Anmeldedienst bekommt zu viele Anfragen.</translation>
    </message>
    <message>
        <source>The sign-in service has a problem (status %1).</source>
        <translation>Der Anmeldedienst hat ein Problem (Status %1).</translation>
    </message>
    <message>
        <source>The sign-in service has a problem.</source>
        <translation>Der Anmeldedienst hat ein Problem.</translation>
    </message>
    <message>
        <source>There is no token end point at this address (status %1).</source>
        <translation>Unter dieser Adresse werden keine Tokens ausgegeben (Status %1).</translation>
    </message>
    <message>
        <source>The network or the server sends sign-in requests elsewhere.</source>
        <translation>Das Netz oder der Server leitet Anmeldungen anderswohin.</translation>
    </message>
    <message>
        <source>Open a web page and see whether the network asks for its own sign-in; else check the address.</source>
        <translation>Öffne eine Webseite und sieh nach, ob das Netz eine eigene Anmeldung verlangt; sonst prüfe die Adresse.</translation>
    </message>
    <message>
        <source>What answers at this address is not a token end point.</source>
        <translation>Was unter dieser Adresse antwortet, gibt keine Tokens aus.</translation>
    </message>
    <message>
        <source>A network&apos;s own sign-in page can do this. Check the address and the network.</source>
        <translation>Die Anmeldeseite eines Netzes kann so antworten. Prüfe Adresse und Netz.</translation>
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
        <source>The back end must use HS256 and the content type twilio-fpa;v=1.</source>
        <translation>Das Backend muss HS256 und den Inhaltstyp twilio-fpa;v=1 verwenden.</translation>
    </message>
    <message>
        <source>The sign-in service gave a token that has already expired.</source>
        <translation>Der Anmeldedienst gab ein Token, das schon abgelaufen ist.</translation>
    </message>
    <message>
        <source>Compare the clocks of this computer and of the back end.</source>
        <translation>Vergleiche die Uhren dieses Rechners und des Backends.</translation>
    </message>
    <message>
        <source>The sign-in service gave a token that lives longer than 24 hours.</source>
        <translation>Der Anmeldedienst gab ein Token, das länger als 24 Stunden lebt.</translation>
    </message>
    <message>
        <source>The back end must set a life of 3 minutes to 24 hours.</source>
        <translation>Das Backend muss eine Lebensdauer von 3 Minuten bis 24 Stunden setzen.</translation>
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
        <source>The back end must put the signed-in user into the token.</source>
        <translation>Das Backend muss den angemeldeten Benutzer in das Token schreiben.</translation>
    </message>
    <message>
        <source>The token is for another account or chat service.</source>
        <translation>Das Token gilt für ein anderes Konto oder einen anderen Chat-Dienst.</translation>
    </message>
    <message>
        <source>Check the service id that the back end puts into the chat grant.</source>
        <translation>Prüfe die Dienst-Kennung, die das Backend in die Chat-Berechtigung schreibt.</translation>
    </message>
    <message>
        <source>The sign-in service gave the same token again.</source>
        <translation>Der Anmeldedienst gab dasselbe Token noch einmal.</translation>
    </message>
    <message>
        <source>The back end must make a new token for each request. Parley keeps trying.</source>
        <translation>Das Backend muss für jede Anfrage ein neues Token machen. Parley versucht es weiter.</translation>
    </message>
    <message>
        <source>The chat service does not accept the token (code %1).</source>
        <translation>Der Chat-Dienst nimmt das Token nicht an (Code %1).</translation>
    </message>
    <message>
        <source>Check the back end&apos;s account, key and service id.</source>
        <translation>Prüfe Konto, Schlüssel und Dienst-Kennung des Backends.</translation>
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
        <source>Please sign in.</source>
        <translation>Bitte melde dich an.</translation>
    </message>
    <message>
        <source>There were many attempts in a short time, so Parley waits.</source>
        <translation>Es gab viele Versuche in kurzer Zeit, daher wartet Parley.</translation>
    </message>
    <message>
        <source>It tries again by itself.</source>
        <translation>Es versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>The attempt was cancelled.</source>
        <translation>Der Versuch wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Sign in to try again.</source>
        <translation>Melde dich an, um es erneut zu versuchen.</translation>
    </message>
    <message>
        <source>The chat service refuses this version of Parley.</source>
        <translation>Der Chat-Dienst lehnt diese Version von Parley ab.</translation>
    </message>
    <message>
        <source>Check for an update of Parley, and the service address.</source>
        <translation>Suche nach einer neuen Version von Parley und prüfe die Dienst-Adresse.</translation>
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
</context>
<context>
    <name>parley::ui::MainWindow</name>
    <message>
        <source>Token inspector</source>
        <translation>Token-Ansicht</translation>
    </message>
    <message>
        <source>The conversations could not be loaded. Parley tries again when it connects the next time.</source>
        <translation>Die Unterhaltungen konnten nicht geladen werden. Parley versucht es bei der nächsten Verbindung wieder.</translation>
    </message>
    <message>
        <source>%1 – Parley</source>
        <translation>%1 – Parley</translation>
    </message>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
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
    <message>
        <source>&amp;New conversation…</source>
        <translation>&amp;Neue Unterhaltung …</translation>
    </message>
    <message>
        <source>&amp;Join a conversation…</source>
        <translation>Unterhaltung &amp;beitreten …</translation>
    </message>
    <message>
        <source>&amp;Search conversations</source>
        <translation>Unterhaltungen &amp;suchen</translation>
    </message>
    <message>
        <source>Token &amp;inspector</source>
        <translation>&amp;Token-Ansicht</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>&amp;Über Parley</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>The conversation exists, but these could not be added: %1. Check the names, then add them by the menu ⋯.</source>
        <translation>Die Unterhaltung besteht, aber diese Personen konnten nicht dazukommen: %1. Prüfe die Namen und füge sie über das Menü ⋯ hinzu.</translation>
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
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Some messages are not sent yet. They are kept, and sent when you sign in here again. Sign out now?</source>
        <translation>Einige Nachrichten sind noch nicht gesendet. Sie bleiben erhalten und werden gesendet, wenn du dich hier wieder anmeldest. Jetzt abmelden?</translation>
    </message>
    <message>
        <source>About Parley</source>
        <translation>Über Parley</translation>
    </message>
    <message>
        <source>Parley %1</source>
        <translation>Parley %1</translation>
    </message>
    <message>
        <source>A desktop chat client for Twilio Conversations, and a worked example of the life of an access token. Free software under the MIT license.

Twilio is a trademark of its owner. Parley is an independent project, neither made nor endorsed by Twilio.</source>
        <translation>Ein Chat-Programm für Twilio Conversations und ein ausgearbeitetes Beispiel für das Leben eines Zugriffstokens. Freie Software unter der MIT-Lizenz.

Twilio ist eine Marke ihres Inhabers. Parley ist ein unabhängiges Projekt, das von Twilio weder gemacht noch unterstützt wird.</translation>
    </message>
    <message>
        <source>Hide the token inspector</source>
        <translation>Token-Ansicht verbergen</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>&amp;Abmelden</translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageTexts</name>
    <message>
        <source>%1: %2. %3</source>
        <extracomment>Read out for a message: author, text, time.</extracomment>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>You: %1. %2. %3</source>
        <extracomment>Read out for an own message: text, time, whether it was delivered.</extracomment>
        <translation>Du: %1. %2. %3</translation>
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
</context>
<context>
    <name>parley::ui::MessageView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Scroll messages</source>
        <translation>Nachrichten rollen</translation>
    </message>
    <message>
        <source>Jump to the newest message</source>
        <translation>Zur neuesten Nachricht springen</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Frühere Nachrichten werden geladen …</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Try to send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
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
        <translation>Freiwillig; andere können darüber beitreten</translation>
    </message>
    <message>
        <source>Unique name</source>
        <translation>Eindeutiger Name</translation>
    </message>
    <message>
        <source>Optional, for example: bob, carol</source>
        <translation>Freiwillig, zum Beispiel: bob, carol</translation>
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
    <name>parley::ui::ParticipantsDialog</name>
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
        <source>Identity of the person to add</source>
        <translation>Kennung der Person, die dazukommen soll</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (du)</translation>
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
        <source>Next try in %1.</source>
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
    <name>parley::ui::SettingsDialog</name>
    <message>
        <source>Show the token inspector</source>
        <translation>Token-Ansicht zeigen</translation>
    </message>
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
</context>
<context>
    <name>parley::ui::Sidebar</name>
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
        <source>New</source>
        <translation>Neu</translation>
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
        <source>Join…</source>
        <translation>Beitreten …</translation>
    </message>
    <message>
        <source>Join a conversation</source>
        <translation>Unterhaltung beitreten</translation>
    </message>
    <message>
        <source>Join a conversation whose name you know</source>
        <translation>Einer Unterhaltung beitreten, deren Namen du kennst</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No conversation has this in its name.</source>
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
</context>
<context>
    <name>parley::ui::SignInWindow</name>
    <message>
        <source>Parley – sign in</source>
        <translation>Parley – Anmeldung</translation>
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
    <name>parley::ui::SimulateMenu</name>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>Back to normal</source>
        <translation>Zurück zum Normalen</translation>
    </message>
    <message>
        <source>Next refreshes fail (503)</source>
        <translation>Nächste Erneuerungen scheitern (503)</translation>
    </message>
    <message>
        <source>Parley retries with growing pauses, then recovers.</source>
        <translation>Parley versucht es mit wachsenden Pausen und erholt sich dann.</translation>
    </message>
    <message>
        <source>Too many requests (429, wait 30 s)</source>
        <translation>Zu viele Anfragen (429, 30 s warten)</translation>
    </message>
    <message>
        <source>Parley waits as long as it was asked to.</source>
        <translation>Parley wartet so lange wie verlangt.</translation>
    </message>
    <message>
        <source>Next refreshes hang</source>
        <translation>Nächste Erneuerungen hängen</translation>
    </message>
    <message>
        <source>Each try is given up after 15 seconds.</source>
        <translation>Jeder Versuch wird nach 15 Sekunden aufgegeben.</translation>
    </message>
    <message>
        <source>Next refreshes answer garbage</source>
        <translation>Nächste Erneuerungen liefern Unsinn</translation>
    </message>
    <message>
        <source>Nothing of it reaches the chat service.</source>
        <translation>Nichts davon erreicht den Chat-Dienst.</translation>
    </message>
    <message>
        <source>Next refreshes answer another user&apos;s token</source>
        <translation>Nächste Erneuerungen liefern das Token eines anderen</translation>
    </message>
    <message>
        <source>Parley stops: it never swaps users.</source>
        <translation>Parley hält an: Es vertauscht nie Benutzer.</translation>
    </message>
    <message>
        <source>Sign-in refused (401)</source>
        <translation>Anmeldung abgelehnt (401)</translation>
    </message>
    <message>
        <source>Parley asks to sign in again.</source>
        <translation>Parley bittet um eine neue Anmeldung.</translation>
    </message>
    <message>
        <source>Short-lived tokens (40 s)</source>
        <translation>Kurzlebige Tokens (40 s)</translation>
    </message>
    <message>
        <source>A refresh every half minute, and a warning about it.</source>
        <translation>Jede halbe Minute eine Erneuerung und eine Warnung dazu.</translation>
    </message>
    <message>
        <source>Tokens of four minutes</source>
        <translation>Tokens von vier Minuten</translation>
    </message>
    <message>
        <source>The whole life of a token in the time of a coffee.</source>
        <translation>Das ganze Leben eines Tokens in einer Kaffeepause.</translation>
    </message>
    <message>
        <source>Expire the token now</source>
        <translation>Token jetzt ablaufen lassen</translation>
    </message>
    <message>
        <source>The service ends the session; Parley fetches a token and comes back.</source>
        <translation>Der Dienst beendet die Sitzung; Parley holt ein Token und kommt zurück.</translation>
    </message>
    <message>
        <source>Say “about to expire”</source>
        <translation>„Läuft bald ab“ melden</translation>
    </message>
    <message>
        <source>The service&apos;s push; Parley refreshes the token.</source>
        <translation>Die Meldung des Dienstes; Parley erneuert das Token.</translation>
    </message>
    <message>
        <source>Drop the connection</source>
        <translation>Verbindung trennen</translation>
    </message>
    <message>
        <source>Cut without a word; the token is kept.</source>
        <translation>Ohne ein Wort getrennt; das Token bleibt.</translation>
    </message>
    <message>
        <source>Token end point is up</source>
        <translation>Token-Ausgabe läuft</translation>
    </message>
    <message>
        <source>While it is down, nobody answers at its address.</source>
        <translation>Steht sie still, antwortet niemand unter ihrer Adresse.</translation>
    </message>
</context>
<context>
    <name>parley::ui::StatusPanel</name>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Connection to the chat service</source>
        <translation>Verbindung zum Chat-Dienst</translation>
    </message>
    <message>
        <source>Show details in the token inspector</source>
        <translation>Einzelheiten in der Token-Ansicht zeigen</translation>
    </message>
    <message>
        <source>How long the access token still works</source>
        <translation>Wie lange das Zugriffstoken noch gilt</translation>
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
        <source>%1 Someone must change a setting.</source>
        <translation>%1 Jemand muss eine Einstellung ändern.</translation>
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
        <source>Next try in %1.</source>
        <translation>Nächster Versuch in %1.</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>A try is under way.</source>
        <translation>Ein Versuch läuft.</translation>
    </message>
    <message>
        <source>The sign-in service asked to wait for %1 more.</source>
        <translation>Der Anmeldedienst bat um weitere %1 Pause.</translation>
    </message>
    <message>
        <source>There were many tries in a short time. Wait for %1 more.</source>
        <translation>Es gab viele Versuche in kurzer Zeit. Warte noch %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
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
</context>
<context>
    <name>parley::ui::TokenInspector</name>
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
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
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
        <source>Refresh now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>Refresh the token now</source>
        <translation>Token jetzt erneuern</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>Simulate a fault</source>
        <translation>Eine Störung simulieren</translation>
    </message>
    <message>
        <source>A request is under way</source>
        <translation>Eine Anfrage läuft</translation>
    </message>
    <message>
        <source>Next refresh in %1</source>
        <translation>Nächste Erneuerung in %1</translation>
    </message>
    <message>
        <source>No refresh is planned</source>
        <translation>Keine Erneuerung geplant</translation>
    </message>
    <message>
        <source>agrees with this computer</source>
        <translation>stimmt mit diesem Rechner überein</translation>
    </message>
    <message>
        <source>%1 ahead of this computer</source>
        <translation>geht gegenüber diesem Rechner %1 vor</translation>
    </message>
    <message>
        <source>%1 behind this computer</source>
        <translation>geht gegenüber diesem Rechner %1 nach</translation>
    </message>
    <message>
        <source>Wait for %1 more.</source>
        <translation>Warte noch %1.</translation>
    </message>
    <message>
        <source>The token was refreshed.</source>
        <translation>Das Token wurde erneuert.</translation>
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
        <source>The token expired.</source>
        <translation>Das Token ist abgelaufen.</translation>
    </message>
    <message>
        <source>Token %1 arrived.</source>
        <translation>Token %1 ist angekommen.</translation>
    </message>
    <message>
        <source>Timeline of tokens</source>
        <translation>Zeitleiste der Tokens</translation>
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
</context>
</TS>
