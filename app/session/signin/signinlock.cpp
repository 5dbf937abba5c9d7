// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/signinlock.h"
#include "session/datafolder.h"
#include "session/logging.h"

#include <QDateTime>
#include <QFileInfo>

namespace parley {

using namespace Qt::StringLiterals;

SignInLock::SignInLock(const QString &folder, const QString &key, Clock &clock)
    : m_clock(clock)
{
    const QString path = pathInDataFolder(folder, u"signin"_s, key);
    if (path.isEmpty())
        return;
    m_file = std::make_unique<QLockFile>(path + ".lock"_L1);
    m_file->setStaleLockTime(int(std::chrono::milliseconds(StaleAfter).count()));
}

bool SignInLock::tryAcquire()
{
    if (!m_file || m_file->isLocked() || m_file->tryLock(0))
        return true;
    if (m_file->error() == QLockFile::LockFailedError) {
        // QLockFile does not remove the lock of a living process. If that process has been stopped
        // for longer than StaleAfter, the lock is ignored.
        const QDateTime since = QFileInfo(m_file->fileName()).lastModified();
        return since.isValid()
            && since.msecsTo(QDateTime::currentDateTimeUtc())
            > std::chrono::milliseconds(StaleAfter).count();
    }
    qCWarning(lcSession) << "no lock for the saved sign-in: error" << int(m_file->error());
    return true;
}

void SignInLock::acquire(QObject *context, const std::function<void()> &then)
{
    const bool isAcquired = tryAcquire();
    const auto wait = isAcquired ? std::chrono::milliseconds(0) : PollInterval;
    m_clock.callAfter(wait, context, [this, isAcquired, context, then] {
        if (isAcquired)
            then();
        else
            acquire(context, then);
    });
}

void SignInLock::release()
{
    if (isHeld())
        m_file->unlock();
}

} // namespace parley
