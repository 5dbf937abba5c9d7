// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/sleepnotice.h"

#include <QDBusConnection>

namespace parley {

using namespace Qt::StringLiterals;

class SleepNotice::Private final : public QObject
{
    Q_OBJECT

public:
    explicit Private(SleepNotice &owner)
        : m_owner(owner)
    {
        QDBusConnection bus = QDBusConnection::systemBus();
        // Without logind the match is there and never used.
        if (bus.isConnected())
            bus.connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                        u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this,
                        SLOT(prepareForSleep(bool))); // QtDBus: by name only
    }

private Q_SLOTS:
    /// Source: org.freedesktop.login1.Manager, signal PrepareForSleep(b start); false: it is over.
    void prepareForSleep(bool isBeginning)
    {
        if (!isBeginning)
            Q_EMIT m_owner.woke();
    }

private:
    SleepNotice &m_owner;
};

SleepNotice::SleepNotice(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{ }

SleepNotice::~SleepNotice() = default;

} // namespace parley

#include "sleepnotice.moc"
