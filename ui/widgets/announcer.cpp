// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/announcer.h"

#include "widgets/announce.h"

namespace parley::ui {
namespace {

constexpr std::chrono::milliseconds Pause { 1200 };
constexpr qsizetype MaxRead = 2;
constexpr qsizetype MaxCharacters = 200; ///< of one message

} // namespace

Announcer::Announcer(Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_delay(clock)
{
    setFixedSize(1, 1);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Announcer::add(const QString &author, const QString &text)
{
    //: Read out when a message comes: author, text.
    m_waiting.append(tr("%1: %2").arg(author, text.left(MaxCharacters)));
    if (!m_delay.isActive())
        m_delay.start(Pause, [this] { speak(); });
}

void Announcer::clear()
{
    m_waiting.clear();
    m_delay.stop();
}

void Announcer::speak()
{
    const QStringList waiting = std::exchange(m_waiting, {});
    announce(this,
             waiting.size() <= MaxRead ? waiting.join(u". ")
                                       : tr("%n new message(s)", nullptr, int(waiting.size())));
}

} // namespace parley::ui
