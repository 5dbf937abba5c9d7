// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/emojidata.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace parley::ui {

using namespace Qt::StringLiterals;
namespace {

struct Entry
{
    const char16_t *text; ///< null: the name of a group that begins here
    const char *name;
};

constexpr Entry Entries[] = {
    { nullptr, QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Smileys") },
    { u"😀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Grinning face") },
    { u"😂", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Tears of joy") },
    { u"🙂", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Slight smile") },
    { u"😉", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Wink") },
    { u"😊", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Blushing smile") },
    { u"😍", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Heart eyes") },
    { u"😎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sunglasses") },
    { u"🤔", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thinking") },
    { u"😅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Relieved laugh") },
    { u"😇", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Halo") },
    { u"🥳", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Celebrating") },
    { u"😢", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Crying") },
    { u"😭", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sobbing") },
    { u"😮", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Surprised") },
    { u"😱", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Screaming") },
    { u"😡", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Angry") },
    { u"😴", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Asleep") },
    { u"🤯", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Mind blown") },
    { u"🙄", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rolling eyes") },
    { u"🤝", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Handshake") },
    { u"🙈", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Monkey that looks away") },
    { u"👻", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Ghost") },
    { u"🤖", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Robot") },
    { u"💀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Skull") },
    { nullptr, QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "People") },
    { u"👍", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thumbs up") },
    { u"👎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thumbs down") },
    { u"👏", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Clapping") },
    { u"🙏", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thank you") },
    { u"👋", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Waving") },
    { u"💪", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Strong") },
    { u"👌", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "OK hand") },
    { u"✌️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Victory hand") },
    { u"🤞", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Fingers crossed") },
    { u"👀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Eyes") },
    { u"🙋", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Raised hand") },
    { u"🤷", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Shrug") },
    { nullptr, QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Nature and food") },
    { u"☀️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sun") },
    { u"🌧️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rain") },
    { u"❄️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Snow") },
    { u"🌈", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rainbow") },
    { u"🌱", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Seedling") },
    { u"🌹", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rose") },
    { u"🐱", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Cat") },
    { u"🐶", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Dog") },
    { u"🐛", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Bug") },
    { u"☕", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Coffee") },
    { u"🍵", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Tea") },
    { u"🍺", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Beer") },
    { u"🍕", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Pizza") },
    { u"🍰", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Cake") },
    { u"🍎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Apple") },
    { u"🥐", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Croissant") },
    { nullptr, QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Things") },
    { u"🎉", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Party") },
    { u"🎁", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Present") },
    { u"🏆", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Trophy") },
    { u"⚽", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Football") },
    { u"🎵", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Music") },
    { u"🎧", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Headphones") },
    { u"🚀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rocket") },
    { u"✈️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Airplane") },
    { u"🚲", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Bicycle") },
    { u"🏠", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "House") },
    { u"📅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Calendar") },
    { u"⏰", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Alarm clock") },
    { u"📎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Paper clip") },
    { u"📌", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Pin") },
    { u"💡", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Idea") },
    { u"🔒", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Lock") },
    { u"🔑", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Key") },
    { u"💻", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Laptop") },
    { u"📱", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Phone") },
    { u"💰", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Money") },
    { nullptr, QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Signs") },
    { u"❤️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Heart") },
    { u"💔", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Broken heart") },
    { u"🔥", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Fire") },
    { u"✨", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sparkles") },
    { u"⭐", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Star") },
    { u"💯", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Hundred") },
    { u"✅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Done") },
    { u"❌", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "No") },
    { u"⚠️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Warning") },
    { u"❓", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Question mark") },
    { u"❗", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Exclamation mark") },
    { u"➕", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Plus") },
    { u"🔁", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Repeat") },
    { u"⏳", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Hourglass") },
    { u"🆗", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "OK") },
    { u"🟢", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Green circle") },
};

QString translated(const char *name)
{
    return QCoreApplication::translate("parley::ui::EmojiPanel", name);
}

} // namespace

std::vector<EmojiGroup> emojiGroups()
{
    std::vector<EmojiGroup> groups;
    for (const Entry &entry : Entries) {
        if (entry.text == nullptr)
            groups.push_back({ translated(entry.name), {} });
        else
            groups.back().emojis.push_back(
                { QString::fromUtf16(entry.text), translated(entry.name) });
    }
    return groups;
}

QString emojiName(const QString &emoji)
{
    const auto *entry
        = std::find_if(std::begin(Entries), std::end(Entries), [&emoji](const Entry &one) {
              return one.text != nullptr && emoji == QString::fromUtf16(one.text);
          });
    return entry != std::end(Entries) ? translated(entry->name) : QString();
}

QStringList quickReactions()
{
    return { u"👍"_s, u"❤️"_s, u"😂"_s, u"😮"_s, u"🎉"_s, u"👀"_s };
}

} // namespace parley::ui
