// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/keychainjob.h"

#include <utility>

namespace parley {

using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;
using Status = Session::KeychainStatus;

KeychainJob::KeychainJob(CredentialStore &store, Clock &clock, QString key)
    : m_store(store)
    , m_clock(clock)
    , m_key(std::move(key))
{ }

void KeychainJob::begin(Slow slow, Done done)
{
    drop();
    m_context = std::make_unique<QObject>();
    m_slow = std::move(slow);
    m_done = std::move(done);
}

void KeychainJob::drop()
{
    m_context.reset();
    m_writing.clear();
    m_next.reset();
}

void KeychainJob::end(const Result &result)
{
    const Done done = std::move(m_done);
    drop();
    done(result); // last
}

// Reading

void KeychainJob::read(Slow slow, Done done)
{
    begin(std::move(slow), std::move(done));
    readOnce(Reading::First);
}

void KeychainJob::readOnce(Reading reading)
{
    m_context = std::make_unique<QObject>();
    m_clock.callAfter(SoftDeadline, m_context.get(), m_slow);
    m_store.read(m_key, m_context.get(),
                 [this, reading](const Result &result) { takeRead(result, reading); });
}

void KeychainJob::takeRead(const Result &result, Reading reading)
{
    const bool isAnswer = result.outcome == Outcome::Done || result.outcome == Outcome::NotFound
        || result.outcome == Outcome::AccessDenied;
    if (isAnswer || reading == Reading::Last) {
        end(result);
        return;
    }
    // At autostart the keychain may just not be up yet.
    m_context = std::make_unique<QObject>();
    m_clock.callAfter(ReadRetry, m_context.get(), [this] { readOnce(Reading::Last); });
}

void KeychainJob::look(QObject *context,
                       const std::function<void(const std::optional<QByteArray> &)> &done) const
{
    auto *look = new QObject(context);
    const auto end = [look, done](const std::optional<QByteArray> &found) {
        delete look; // the other answer does not come any more
        done(found);
    };
    m_store.read(m_key, look, [end](const Result &result) {
        end(result.outcome == Outcome::Done ? std::optional(result.secret) : std::nullopt);
    });
    m_clock.callAfter(SoftDeadline, look, [end] { end(std::nullopt); });
}

// Changes

void KeychainJob::write(const QByteArray &secret, Slow slow, Done done)
{
    if (isWriting()) {
        m_next = secret == m_writing ? std::nullopt : std::optional(secret);
        return;
    }
    begin(std::move(slow), std::move(done));
    m_clock.callAfter(SlowWrite, m_context.get(), m_slow);
    m_next = secret;
    startWrite();
}

void KeychainJob::startWrite()
{
    m_writing = *std::exchange(m_next, std::nullopt);
    m_store.write(m_key, m_writing, m_context.get(), [this](const Result &result) {
        if (result.outcome != Outcome::Done)
            end(result);
        else if (m_next)
            startWrite();
        else
            m_store.read(m_key, m_context.get(), [this](const Result &now) { takeBack(now); });
    });
}

void KeychainJob::takeBack(const Result &now)
{
    if (m_next)
        startWrite();
    else if (now.outcome != Outcome::Done)
        end({ .outcome = now.outcome, .detail = u"it cannot be read back"_s });
    else if (now.secret != m_writing)
        end({ .detail = u"it does not read back as it was written"_s });
    else
        end(now);
}

void KeychainJob::remove(Done done)
{
    begin({}, std::move(done));
    m_store.remove(m_key, m_context.get(), [this](const Result &removal) {
        m_store.read(m_key, m_context.get(),
                     [this, removal](const Result &now) { takeRemoval(removal, now); });
    });
}

void KeychainJob::takeRemoval(const Result &removal, const Result &now)
{
    if (now.outcome == Outcome::NotFound)
        end({ .outcome = Outcome::Done });
    else if (removal.outcome != Outcome::Done)
        end(removal);
    else if (now.outcome != Outcome::Done)
        end(now);
    else
        end({ .detail = u"it is still there"_s });
}

KeychainVerdict verdictOfRead(const CredentialStore::Result &result,
                              const std::optional<KnownSignIn> &known)
{
    const bool isUnfinished = known && known->isUnfinished;
    switch (result.outcome) {
    case Outcome::Done: {
        const auto entry = SignInEntry::decoded(result.secret);
        if (!entry)
            return { Status::EntryCorrupt, u"The saved sign-in cannot be read."_s };
        if (isUnfinished)
            return { Status::NotSaved, u"The last change of the saved sign-in was not written."_s,
                     entry };
        return { Status::Idle, {}, entry };
    }
    case Outcome::NotFound:
        if (!known)
            return { Status::Idle, u"No sign-in is saved for this user."_s };
        if (isUnfinished)
            return { Status::NotSaved, u"The last sign-in could not be saved."_s };
        return { Status::EntryMissing, u"The saved sign-in was removed from the keychain."_s };
    case Outcome::AccessDenied:
        return { Status::Denied, u"The system keychain refused access."_s };
    case Outcome::Unavailable:
    case Outcome::TooLarge:
    case Outcome::Failed:
        break;
    }
    return { Status::Unavailable, u"The system keychain cannot be used: %1"_s.arg(result.detail) };
}

KeychainVerdict verdictOfWrite(const CredentialStore::Result &result)
{
    switch (result.outcome) {
    case Outcome::Done:
        return { Status::Saved };
    case Outcome::Unavailable:
        return { Status::Unavailable, u"No keychain: this sign-in lasts for this run only."_s };
    case Outcome::TooLarge:
        return { Status::TooLarge, result.detail };
    case Outcome::NotFound:
    case Outcome::AccessDenied:
    case Outcome::Failed:
        break;
    }
    return { Status::NotSaved, u"The sign-in could not be saved: %1"_s.arg(result.detail) };
}

KeychainVerdict verdictOfRemoval(const CredentialStore::Result &result)
{
    if (result.outcome == Outcome::Done)
        return { Status::Idle };
    return { result.outcome == Outcome::AccessDenied ? Status::Denied : Status::Unavailable,
             u"The saved sign-in could not be removed yet; the next start tries again."_s };
}

} // namespace parley
