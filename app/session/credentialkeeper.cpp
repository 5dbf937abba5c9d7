// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/credentialkeeper.h"
#include "session/logging.h"

namespace parley {

using Outcome = CredentialStore::Outcome;

CredentialKeeper::CredentialKeeper(CredentialStore &store, Clock &clock, KnownSignIns *known,
                                   KnownSignIn signIn, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_known(known)
    , m_signIn(std::move(signIn))
{ }

void CredentialKeeper::load(Asking asking)
{
    cancelLoad();
    m_loadTimers = std::make_unique<QObject>();
    const auto known = m_known ? m_known->find(m_signIn.key) : std::nullopt;
    if (known && known->isRemovalPending) {
        forget(); // signed out, but the keychain did not confirm it: never sign in with that
    } else if (known || asking == Asking::Always || !m_known) {
        setStatus(Status::Reading, {});
        readOnce(1);
        return;
    }
    const quint64 round = m_loadRound;
    m_clock.callAfter(std::chrono::milliseconds(0), this, [this, round] {
        if (round == m_loadRound)
            Q_EMIT loadFailed(QStringLiteral("No sign-in is saved for this user."));
    });
}

void CredentialKeeper::cancelLoad()
{
    ++m_loadRound;
    m_loadTimers.reset();
    if (m_status == Status::Reading || m_status == Status::Waiting)
        setStatus(Status::Idle, {});
}

void CredentialKeeper::readOnce(int attempt)
{
    const quint64 round = m_loadRound;
    const auto answered = std::make_shared<bool>(false);
    m_clock.callAfter(SoftDeadline, m_loadTimers.get(), [this, answered] {
        if (!*answered)
            setStatus(Status::Waiting, QStringLiteral("Waiting for the system keychain."));
    });
    m_store.read(m_signIn.key, this,
                 [this, attempt, round, answered](const CredentialStore::Result &result) {
                     *answered = true;
                     if (round == m_loadRound)
                         takeAnswer(result, attempt);
                 });
}

void CredentialKeeper::takeAnswer(const CredentialStore::Result &result, int attempt)
{
    switch (result.outcome) {
    case Outcome::Done:
        takeEntry(result.secret);
        return;
    case Outcome::NotFound: {
        const auto known = m_known ? m_known->find(m_signIn.key) : std::nullopt;
        if (known)
            m_known->remove(m_signIn.key);
        if (!known)
            failLoad(Status::Idle, QStringLiteral("No sign-in is saved for this user."));
        else if (known->isUnfinished)
            failLoad(Status::NotSaved, QStringLiteral("The last sign-in could not be saved."));
        else
            failLoad(Status::EntryMissing,
                     QStringLiteral("The saved sign-in was removed from the keychain."));
        return;
    }
    case Outcome::AccessDenied:
        failLoad(Status::Denied, QStringLiteral("The system keychain refused access."));
        return;
    case Outcome::Unavailable:
    case Outcome::TooLarge:
    case Outcome::Failed:
        break;
    }
    if (attempt == 1) { // at autostart the keychain may just not be up yet
        m_clock.callAfter(ReadRetry, m_loadTimers.get(),
                          [this, attempt] { readOnce(attempt + 1); });
        return;
    }
    failLoad(Status::Unavailable,
             QStringLiteral("The system keychain cannot be used: %1").arg(result.detail));
}

void CredentialKeeper::takeEntry(const QByteArray &secret)
{
    m_mayExist = true;
    const auto signIn = SavedSignIn::decoded(secret);
    if (!signIn) { // kept: only a verified new sign-in replaces it
        failLoad(Status::EntryCorrupt, QStringLiteral("The saved sign-in cannot be read."));
        return;
    }
    const auto known = m_known ? m_known->find(m_signIn.key) : std::nullopt;
    m_loadTimers.reset();
    const quint64 round = m_loadRound;
    if (known && known->isUnfinished)
        setStatus(Status::NotSaved,
                  QStringLiteral("The last change of the saved sign-in was not written."));
    else
        setStatus(Status::Idle, {});
    if (round == m_loadRound)
        Q_EMIT loaded(*signIn);
}

void CredentialKeeper::failLoad(Status status, const QString &detail)
{
    qCInfo(lcSession) << "no saved sign-in:" << detail;
    m_loadTimers.reset();
    const quint64 round = m_loadRound;
    setStatus(status, detail);
    if (round == m_loadRound)
        Q_EMIT loadFailed(detail);
}

void CredentialKeeper::lookUp(QObject *context,
                              std::function<void(std::optional<SavedSignIn>)> done)
{
    const auto answer
        = std::make_shared<std::function<void(std::optional<SavedSignIn>)>>(std::move(done));
    const auto once = [answer](const std::optional<SavedSignIn> &signIn) {
        if (const auto call = std::exchange(*answer, nullptr))
            call(signIn);
    };
    m_store.read(m_signIn.key, context, [once](const CredentialStore::Result &result) {
        once(result.outcome == Outcome::Done ? SavedSignIn::decoded(result.secret) : std::nullopt);
    });
    m_clock.callAfter(SoftDeadline, context, [once] { once(std::nullopt); });
}

void CredentialKeeper::save(const SavedSignIn &signIn)
{
    const qsizetype limit = m_store.maxSecretBytes();
    const QByteArray secret = signIn.encoded(limit);
    if (limit > 0 && secret.size() > limit) {
        setStatus(Status::TooLarge,
                  QStringLiteral("The sign-in needs %1 bytes; the keychain takes %2.")
                      .arg(secret.size())
                      .arg(limit));
        return;
    }
    if (m_isBusy && !m_writing.isEmpty()) {
        m_next = secret == m_writing ? std::nullopt : std::optional(secret);
        return;
    }
    m_next = secret;
    startWrite();
}

void CredentialKeeper::confirm()
{
    if (m_isBusy)
        return;
    note(false, false);
    setStatus(Status::Saved, {});
}

void CredentialKeeper::startWrite()
{
    ++m_jobRound; // a removal that is still being read back does not count any more
    m_writing = *std::exchange(m_next, std::nullopt);
    m_isBusy = true;
    m_mayExist = true;
    note(true, false);
    if (!m_slowTimer) {
        m_slowTimer = std::make_unique<QObject>();
        m_clock.callAfter(SlowWrite, m_slowTimer.get(), [this] {
            setStatus(Status::NotSaved, QStringLiteral("The keychain has not answered yet."));
        });
    }
    m_store.write(m_signIn.key, m_writing, this, inThisRound(&CredentialKeeper::takeWritten));
}

void CredentialKeeper::takeWritten(const CredentialStore::Result &result)
{
    if (result.outcome != Outcome::Done)
        failWrite(result);
    else if (m_next)
        startWrite();
    else
        m_store.read(m_signIn.key, this, inThisRound(&CredentialKeeper::takeReadBack));
}

void CredentialKeeper::takeReadBack(const CredentialStore::Result &result)
{
    if (m_next) {
        startWrite();
    } else if (result.outcome != Outcome::Done || result.secret != m_writing) {
        failWrite({ .outcome = result.outcome == Outcome::Done ? Outcome::Failed : result.outcome,
                    .detail = QStringLiteral("it does not read back as it was written") });
    } else {
        note(false, false);
        finishJob(Status::Saved, {});
    }
}

void CredentialKeeper::failWrite(const CredentialStore::Result &result)
{
    m_next.reset(); // offered again with the next token; another try now might prompt again
    qCWarning(lcSession) << "sign-in not saved:" << int(result.outcome) << result.detail;
    switch (result.outcome) {
    case Outcome::Unavailable:
        finishJob(Status::Unavailable,
                  QStringLiteral("No keychain: this sign-in lasts for this run only."));
        return;
    case Outcome::TooLarge:
        finishJob(Status::TooLarge, result.detail);
        return;
    case Outcome::Done:
    case Outcome::NotFound:
    case Outcome::AccessDenied:
    case Outcome::Failed:
        break;
    }
    finishJob(Status::NotSaved,
              QStringLiteral("The sign-in could not be saved: %1").arg(result.detail));
}

void CredentialKeeper::forget()
{
    const bool mayExist = m_mayExist || !m_known || m_known->find(m_signIn.key);
    m_next.reset();
    m_slowTimer.reset();
    if (!mayExist) {
        setStatus(Status::Idle, {});
        return;
    }
    ++m_jobRound; // the store keeps the order: a write still under way ends before the removal
    m_writing.clear();
    m_isBusy = true;
    note(false, true);
    m_store.remove(m_signIn.key, this, inThisRound(&CredentialKeeper::takeRemoved));
}

void CredentialKeeper::takeRemoved(const CredentialStore::Result &removal)
{
    const quint64 round = m_jobRound;
    m_store.read(m_signIn.key, this, [this, round, removal](const CredentialStore::Result &result) {
        if (round != m_jobRound)
            return;
        if (result.outcome == Outcome::NotFound) {
            m_mayExist = false;
            if (m_known)
                m_known->remove(m_signIn.key);
            finishJob(Status::Idle, {});
            return;
        }
        qCWarning(lcSession) << "saved sign-in not removed:" << int(removal.outcome)
                             << removal.detail;
        finishJob(removal.outcome == Outcome::AccessDenied ? Status::Denied : Status::Unavailable,
                  QStringLiteral(
                      "The saved sign-in could not be removed yet; the next start tries again."));
    });
}

void CredentialKeeper::finishJob(Status status, const QString &detail)
{
    m_isBusy = false;
    m_writing.clear();
    m_slowTimer.reset();
    const quint64 round = m_jobRound;
    setStatus(status, detail);
    if (round == m_jobRound)
        Q_EMIT idle();
}

void CredentialKeeper::setStatus(Status status, const QString &detail)
{
    if (m_status == status && m_statusDetail == detail)
        return;
    m_status = status;
    m_statusDetail = detail;
    Q_EMIT statusChanged(status, detail);
}

void CredentialKeeper::note(bool isUnfinished, bool isRemovalPending)
{
    if (!m_known)
        return;
    m_signIn.isUnfinished = isUnfinished;
    m_signIn.isRemovalPending = isRemovalPending;
    m_known->put(m_signIn);
}

CredentialStore::Callback
CredentialKeeper::inThisRound(void (CredentialKeeper::*step)(const CredentialStore::Result &))
{
    return [this, round = m_jobRound, step](const CredentialStore::Result &result) {
        if (round == m_jobRound)
            (this->*step)(result);
    };
}

} // namespace parley
