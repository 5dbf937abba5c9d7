<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::Announcer</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::AttachmentStrip</name>
    <message numerus="yes">
        <source>A message can have %n file(s) at most. Send the others with another one.</source>
        <translation>
            <numerusform>A message can have %n file at most. Send the others with another one.</numerusform>
            <numerusform>A message can have %n files at most. Send the others with another one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::Composer</name>
    <message numerus="yes">
        <source>%n other file(s) cannot be attached either.</source>
        <translation>
            <numerusform>%n other file cannot be attached either.</numerusform>
            <numerusform>%n other files cannot be attached either.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationDelegate</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::ConversationHeader</name>
    <message numerus="yes">
        <source>%n participant(s)</source>
        <translation>
            <numerusform>%n participant</numerusform>
            <numerusform>%n participants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::DesktopPresence</name>
    <message numerus="yes">
        <source>Parley – %n unread message(s)</source>
        <translation>
            <numerusform>Parley – %n unread message</numerusform>
            <numerusform>Parley – %n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::DoctorPanel</name>
    <message numerus="yes">
        <source>%n problem(s) found</source>
        <translation>
            <numerusform>%n problem found</numerusform>
            <numerusform>%n problems found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::Experiments</name>
    <message numerus="yes">
        <source>%n more request(s) are possible within five minutes.</source>
        <translation>
            <numerusform>%n more request is possible within five minutes.</numerusform>
            <numerusform>%n more requests are possible within five minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::FaultPanel</name>
    <message numerus="yes">
        <source>%n more request(s) will go wrong.</source>
        <translation>
            <numerusform>%n more request will go wrong.</numerusform>
            <numerusform>%n more requests will go wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::FindBar</name>
    <message numerus="yes">
        <source>%n message(s) searched</source>
        <translation>
            <numerusform>%n message searched</numerusform>
            <numerusform>%n messages searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::FindEverywhere</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s), of which the newest are shown.</source>
        <translation>
            <numerusform>%n hit, of which the newest are shown.</numerusform>
            <numerusform>%n hits, of which the newest are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s).</source>
        <translation>
            <numerusform>%n hit.</numerusform>
            <numerusform>%n hits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::JumpButton</name>
    <message numerus="yes">
        <source>Jump to the newest message, %n unread</source>
        <translation>
            <numerusform>Jump to the newest message, %n unread</numerusform>
            <numerusform>Jump to the newest message, %n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::MessageTexts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::NotificationPolicy</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n conversation(s)</source>
        <extracomment>How many messages came in, in how many conversations.</extracomment>
        <translation>
            <numerusform>In %n conversation</numerusform>
            <numerusform>In %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::PinnedMessages</name>
    <message numerus="yes">
        <source>%n pinned message(s)</source>
        <translation>
            <numerusform>%n pinned message</numerusform>
            <numerusform>%n pinned messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::RowNotes</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <extracomment>In the place of messages that were deleted while the conversation was open.</extracomment>
        <translation>
            <numerusform>%n message deleted</numerusform>
            <numerusform>%n messages deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 left</source>
        <extracomment>%1: those who left the conversation, one or more.</extracomment>
        <translation>
            <numerusform>%1 left</numerusform>
            <numerusform>%1 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 joined</source>
        <extracomment>%1: those who joined the conversation, one or more.</extracomment>
        <translation>
            <numerusform>%1 joined</numerusform>
            <numerusform>%1 joined</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::SelectionStrip</name>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>%n message selected</numerusform>
            <numerusform>%n messages selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::TimeTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::TokenTimeline</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed attempt(s)</source>
        <translation>
            <numerusform>%n failed attempt</numerusform>
            <numerusform>%n failed attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::ui::UndoStrip</name>
    <message numerus="yes">
        <source>%n message(s) will be deleted for everyone.</source>
        <translation>
            <numerusform>%n message will be deleted for everyone.</numerusform>
            <numerusform>%n messages will be deleted for everyone.</numerusform>
        </translation>
    </message>
</context>
</TS>
