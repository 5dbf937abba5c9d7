// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/savedsignin.h"
#include "session/logging.h"

namespace parley {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;
using Result = CredentialStore::Result;

SavedSignIn::SavedSignIn(const SessionConfig &config, const SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_store(parts.store)
    , m_clock(parts.clock)
    , m_known(parts.knownSignIns)
    , m_entry { .key = config.keychainKey(),
                .tokenUrl = config.tokenUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                                     | QUrl::RemoveUserInfo),
                .identity = config.identity }
    , m_provider(parts.network, config.tokenUrl, config.auth, parts.clock)
    , m_lock(config.dataFolder, m_entry.key, parts.clock)
    , m_hold(parts.clock)
{
    connect(&m_provider, &HttpTokenProvider::credentialChanged, this, [this] { save(0ms); });
}

SavedSignIn::~SavedSignIn() = default;

void SavedSignIn::follow(TokenManager &tokens)
{
    m_tokens = &tokens;
    connect(&tokens, &TokenManager::tokenUpdated, this,
            [this](const AccessToken &, TokenManager::UpdateReason reason) {
                save(reason == TokenManager::UpdateReason::SignIn ? SaveDelay : 0ms);
            });
}

void SavedSignIn::use(const QString &secret, bool remember)
{
    cancelRead();
    discard();
    if (!m_writing.isEmpty())
        dropJob(); // its answer would be about another credential
    m_isClosed = false;
    m_isRemembering = remember;
    m_provider.setCredential({ .user = m_entry.identity, .secret = secret });
}

void SavedSignIn::discard()
{
    dropSave();
    letGo();
    m_isRemembering = false;
    m_hasWorked = false;
    m_inKeychain.reset();
    m_provider.setCredential({});
}

void SavedSignIn::forget()
{
    cancelRead();
    discard();
    remove();
}

// Reading

void SavedSignIn::read(Asking asking)
{
    cancelRead();
    m_isClosed = false;
    const auto known = noted();
    const bool isSignedOut = known && known->isRemovalPending; // but the entry may be there yet
    if (!isSignedOut && (known || asking == Asking::Always || !m_known)) {
        readOnce(1);
        setStatus(Status::Reading, {});
        return;
    }
    m_reading = std::make_unique<QObject>();
    m_clock.callAfter(0ms, m_reading.get(), [this] {
        m_reading.reset();
        Q_EMIT loadFailed(u"No sign-in is saved for this user."_s);
    });
    if (isSignedOut)
        remove();
}

void SavedSignIn::cancelRead()
{
    m_reading.reset();
    if (m_status == Status::Reading || m_status == Status::Waiting)
        setStatus(Status::Idle, {});
}

void SavedSignIn::readOnce(int attempt)
{
    m_reading = std::make_unique<QObject>();
    m_clock.callAfter(SoftDeadline, m_reading.get(), [this] {
        setStatus(Status::Waiting, u"Waiting for the system keychain."_s);
    });
    m_store.read(m_entry.key, m_reading.get(),
                 [this, attempt](const Result &result) { takeRead(result, attempt); });
}

void SavedSignIn::takeRead(const Result &result, int attempt)
{
    const auto known = noted();
    switch (result.outcome) {
    case Outcome::Done: {
        m_mayExist = true;
        const auto entry = SignInEntry::decoded(result.secret);
        if (!entry) // kept: only a verified new sign-in replaces it
            endRead(Status::EntryCorrupt, u"The saved sign-in cannot be read."_s);
        else if (known && known->isUnfinished)
            endRead(Status::NotSaved, u"The last change of the saved sign-in was not written."_s,
                    entry);
        else
            endRead(Status::Idle, {}, entry);
        return;
    }
    case Outcome::NotFound:
        if (known)
            m_known->remove(m_entry.key);
        if (!known)
            endRead(Status::Idle, u"No sign-in is saved for this user."_s);
        else if (known->isUnfinished)
            endRead(Status::NotSaved, u"The last sign-in could not be saved."_s);
        else
            endRead(Status::EntryMissing, u"The saved sign-in was removed from the keychain."_s);
        return;
    case Outcome::AccessDenied:
        endRead(Status::Denied, u"The system keychain refused access."_s);
        return;
    case Outcome::Unavailable:
    case Outcome::TooLarge:
    case Outcome::Failed:
        break;
    }
    if (attempt == 1) { // at autostart the keychain may just not be up yet
        m_reading = std::make_unique<QObject>();
        m_clock.callAfter(ReadRetry, m_reading.get(), [this, attempt] { readOnce(attempt + 1); });
        return;
    }
    endRead(Status::Unavailable, u"The system keychain cannot be used: %1"_s.arg(result.detail));
}

/// No \a entry: the read has failed.
void SavedSignIn::endRead(Status status, const QString &detail,
                          const std::optional<SignInEntry> &entry)
{
    const QPointer<QObject> reading(m_reading.get());
    setStatus(status, detail);
    if (!reading)
        return; // a slot has cancelled the read, or destroyed this object
    m_reading.reset();
    if (!entry) {
        qCInfo(lcSession) << "no saved sign-in:" << detail;
        Q_EMIT loadFailed(detail);
        return;
    }
    m_isRemembering = true;
    m_hasWorked = true; // in an earlier run
    m_inKeychain = entry;
    m_provider.setCredential(entry->credential);
    Q_EMIT loaded(*entry);
}

// Writing

void SavedSignIn::save(std::chrono::milliseconds delay)
{
    const MonotonicTime at = m_clock.monotonicNow() + delay;
    if (!m_isRemembering || !m_hasWorked || m_isClosed || m_save == Save::Looking
        || (m_save == Save::Planned && m_saveAt <= at))
        return; // what is written then is what is in use then
    m_save = Save::Planned;
    m_saveAt = at;
    m_saveTimer = std::make_unique<QObject>();
    m_clock.callAfter(delay, m_saveTimer.get(), [this] { saveNow(); });
}

void SavedSignIn::saveNow()
{
    if (!isShared() || m_hasLooked || m_provider.credential().isEmpty()) {
        write();
        return;
    }
    m_save = Save::Looking; // still due: the session may have to end meanwhile
    m_saveTimer = std::make_unique<QObject>();
    takeTurn(m_saveTimer.get(), [this](const auto &found) {
        // Another program may have changed the credential: ours must not take its place.
        if (!found || !m_inKeychain || found->credential == m_inKeychain->credential) {
            write();
            return;
        }
        dropSave();
        letGo();
    });
}

/// There is no time to wait for the lock and to look into the keychain. Where that has not been
/// done only a credential that would be lost is written.
void SavedSignIn::saveAtTheEnd()
{
    const bool isLost = !m_inKeychain || m_inKeychain->credential != inUse().credential;
    if (m_save != Save::None && (!isShared() || m_hasLooked || isLost))
        write();
    dropSave();
    m_isClosed = true;
    cancelRead();
}

void SavedSignIn::dropSave()
{
    m_save = Save::None;
    m_saveTimer.reset();
}

void SavedSignIn::write()
{
    dropSave();
    if (m_lock.isHeld() && !m_hold.isActive())
        hold();
    const SignInEntry entry = inUse();
    if (entry.credential.isEmpty())
        return;
    const qsizetype limit = m_store.maxSecretBytes();
    const QByteArray secret = entry.encoded(limit);
    if (limit > 0 && secret.size() > limit) {
        letGo();
        setStatus(
            Status::TooLarge,
            u"The sign-in needs %1 bytes; the keychain takes %2."_s.arg(secret.size()).arg(limit));
    } else if (!m_job && m_inKeychain && m_inKeychain->encoded(limit) == secret) {
        letGo(); // most likely read from there a moment ago
        note(false, false); // an earlier write that did not end does not matter any more
        setStatus(Status::Saved, {});
    } else if (m_writing.isEmpty()) {
        dropJob(); // a removal that is still being read back does not count any more
        m_next = secret;
        startWrite();
    } else if (secret == m_writing) {
        m_next.reset();
    } else {
        m_next = secret;
    }
}

void SavedSignIn::startWrite()
{
    m_writing = *std::exchange(m_next, std::nullopt);
    m_mayExist = true;
    note(true, false);
    if (!m_job) {
        m_job = std::make_unique<QObject>();
        m_clock.callAfter(SlowWrite, m_job.get(), [this] {
            setStatus(Status::NotSaved, u"The keychain has not answered yet."_s);
        });
    }
    m_store.write(m_entry.key, m_writing, m_job.get(), [this](const Result &result) {
        if (result.outcome != Outcome::Done)
            failWrite(result);
        else if (m_next)
            startWrite();
        else
            m_store.read(m_entry.key, m_job.get(), [this](const Result &now) { takeBack(now); });
    });
}

void SavedSignIn::takeBack(const Result &now)
{
    if (m_next) {
        startWrite();
    } else if (now.outcome != Outcome::Done) {
        failWrite({ .outcome = now.outcome, .detail = u"it cannot be read back"_s });
    } else if (now.secret != m_writing) {
        failWrite({ .detail = u"it does not read back as it was written"_s });
    } else {
        m_inKeychain = SignInEntry::decoded(m_writing);
        note(false, false);
        finishJob(Status::Saved, {});
    }
}

void SavedSignIn::failWrite(const Result &result)
{
    // Offered again with the next token; another try now might prompt again.
    qCWarning(lcSession) << "sign-in not saved:" << int(result.outcome) << result.detail;
    if (result.outcome == Outcome::Unavailable)
        finishJob(Status::Unavailable, u"No keychain: this sign-in lasts for this run only."_s);
    else if (result.outcome == Outcome::TooLarge)
        finishJob(Status::TooLarge, result.detail);
    else
        finishJob(Status::NotSaved, u"The sign-in could not be saved: %1"_s.arg(result.detail));
}

void SavedSignIn::remove()
{
    const bool mayExist = m_mayExist || !m_known || noted();
    dropJob(); // the store keeps the order: a write still under way ends before the removal
    if (!mayExist) {
        setStatus(Status::Idle, {});
        return;
    }
    m_job = std::make_unique<QObject>();
    note(false, true);
    m_store.remove(m_entry.key, m_job.get(), [this](const Result &removal) {
        m_store.read(m_entry.key, m_job.get(), [this, removal](const Result &now) {
            if (now.outcome == Outcome::NotFound)
                takeRemoved();
            else
                failRemoval(removal.outcome == Outcome::Done ? now : removal);
        });
    });
}

void SavedSignIn::takeRemoved()
{
    m_mayExist = false;
    if (m_known)
        m_known->remove(m_entry.key);
    finishJob(Status::Idle, {});
}

void SavedSignIn::failRemoval(const Result &removal)
{
    qCWarning(lcSession) << "saved sign-in not removed:" << int(removal.outcome) << removal.detail;
    finishJob(removal.outcome == Outcome::AccessDenied ? Status::Denied : Status::Unavailable,
              u"The saved sign-in could not be removed yet; the next start tries again."_s);
}

void SavedSignIn::dropJob()
{
    m_job.reset();
    m_writing.clear();
    m_next.reset();
}

void SavedSignIn::finishJob(Status status, const QString &detail)
{
    dropJob();
    letGo();
    const QPointer<SavedSignIn> self(this);
    setStatus(status, detail);
    if (self && !m_job)
        Q_EMIT idle();
}

// What the user and the next start are told

void SavedSignIn::setStatus(Status status, const QString &detail)
{
    if (m_status == status && m_statusDetail == detail)
        return;
    m_status = status;
    m_statusDetail = detail;
    Q_EMIT statusChanged(status, detail);
}

std::optional<KnownSignIn> SavedSignIn::noted() const
{
    return m_known ? m_known->find(m_entry.key) : std::nullopt;
}

void SavedSignIn::note(bool isUnfinished, bool isRemovalPending)
{
    if (!m_known)
        return;
    m_entry.isUnfinished = isUnfinished;
    m_entry.isRemovalPending = isRemovalPending;
    m_known->put(m_entry);
}

} // namespace parley
