// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/emojipanel.h"

#include "text/emoji.h"

#include <QGridLayout>
#include <QToolButton>

namespace parley::ui {
namespace {

struct Emoji
{
    const char16_t *text;
    const char *name; ///< for assistive technology
};

constexpr int Columns = 8;

constexpr Emoji Emojis[] = {
    { u"😀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Grinning face") },
    { u"😂", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Tears of joy") },
    { u"🙂", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Slight smile") },
    { u"😉", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Wink") },
    { u"😍", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Heart eyes") },
    { u"😎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sunglasses") },
    { u"🤔", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thinking") },
    { u"😅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Relieved laugh") },
    { u"😢", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Crying") },
    { u"😮", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Surprised") },
    { u"😴", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Asleep") },
    { u"🙈", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Monkey that looks away") },
    { u"👍", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thumbs up") },
    { u"👎", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thumbs down") },
    { u"👏", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Clapping") },
    { u"🙏", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Thank you") },
    { u"👋", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Waving") },
    { u"💪", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Strong") },
    { u"❤️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Heart") },
    { u"🔥", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Fire") },
    { u"🎉", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Party") },
    { u"✨", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sparkles") },
    { u"✅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Done") },
    { u"❌", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "No") },
    { u"⚠️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Warning") },
    { u"🚀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Rocket") },
    { u"🐛", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Bug") },
    { u"☕", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Coffee") },
    { u"🍕", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Pizza") },
    { u"☀️", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Sun") },
    { u"📅", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Calendar") },
    { u"👀", QT_TRANSLATE_NOOP("parley::ui::EmojiPanel", "Eyes") },
};

} // namespace

EmojiPanel::EmojiPanel(QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(6, 6, 6, 6);
    grid->setSpacing(2);
    int position = 0;
    for (const Emoji &emoji : Emojis) {
        auto *button = new QToolButton(this);
        const QString text = QString::fromUtf16(emoji.text);
        button->setText(text);
        button->setAutoRaise(true);
        button->setFixedSize(34, 34);
        QFont large = emojiFont(button->font());
        large.setPointSizeF(large.pointSizeF() * 1.5);
        button->setFont(large);
        button->setAccessibleName(tr(emoji.name));
        button->setToolTip(tr(emoji.name));
        connect(button, &QToolButton::clicked, this, [this, text] { Q_EMIT chosen(text); });
        grid->addWidget(button, position / Columns, position % Columns);
        ++position;
    }
}

} // namespace parley::ui
