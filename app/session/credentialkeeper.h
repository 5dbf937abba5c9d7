// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/knownsignins.h"
#include "session/savedsignin.h"
#include "session/session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace parley {

/// Keeps one sign-in in the keychain: reads it with patience (rule keychainWait), writes it and
/// reads it back, removes it and makes sure that it is gone. Nothing here ever stops a session from
/// working.
class CredentialKeeper final : public QObject
{
    Q_OBJECT

public:
    using Status = Session::KeychainStatus;

    static constexpr std::chrono::seconds SoftDeadline { 3 };
    static constexpr std::chrono::seconds ReadRetry { 10 };
    static constexpr std::chrono::seconds SlowWrite { 30 };

    /// \a store, \a clock and \a known must outlive this object; without \a known the keychain is
    /// always asked and a missing entry is never called missing.
    CredentialKeeper(CredentialStore &store, Clock &clock, KnownSignIns *known, KnownSignIn signIn,
                     QObject *parent = nullptr);

    [[nodiscard]] Status status() const { return m_status; }
    /// No write or removal is under way.
    [[nodiscard]] bool isIdle() const { return !m_isBusy; }

    enum class Asking { IfKnown, Always };
    /// Ends with loaded() or loadFailed(), later, unless cancelLoad() comes first.
    void load(Asking asking);
    /// The user signs in meanwhile: the answer, whenever it comes, is ignored. The job goes on.
    void cancelLoad();
    /// Reads again what is saved now, without status and within SoftDeadline. \a done once, later.
    void lookUp(QObject *context, std::function<void(std::optional<SavedSignIn>)> done);

    /// Writes and reads back. While one write runs only the newest of later ones is kept.
    void save(const SavedSignIn &signIn);
    /// What load() or save() has left in the keychain is the sign-in in use: nothing has to be
    /// written, and an earlier write that did not end does not matter any more.
    void confirm();
    /// Removes the entry, if there may be one, and reads back that it is gone.
    void forget();

Q_SIGNALS:
    void loaded(const parley::SavedSignIn &signIn);
    /// \a detail: an English sentence.
    void loadFailed(const QString &detail);
    void statusChanged(parley::Session::KeychainStatus status, const QString &detail);
    void idle();

private:
    void readOnce(int attempt);
    void takeAnswer(const CredentialStore::Result &result, int attempt);
    void takeEntry(const QByteArray &secret);
    void failLoad(Status status, const QString &detail);
    void startWrite();
    void takeWritten(const CredentialStore::Result &result);
    void takeReadBack(const CredentialStore::Result &result);
    void takeRemoved(const CredentialStore::Result &result);
    void failWrite(const CredentialStore::Result &result);
    void finishJob(Status status, const QString &detail);
    void setStatus(Status status, const QString &detail);
    void note(bool isUnfinished, bool isRemovalPending);
    /// \a step, unless a later write or removal has begun by then.
    CredentialStore::Callback
    inThisRound(void (CredentialKeeper::*step)(const CredentialStore::Result &));

    CredentialStore &m_store;
    Clock &m_clock;
    KnownSignIns *m_known;
    KnownSignIn m_signIn;
    Status m_status = Status::Idle;
    QString m_statusDetail;

    quint64 m_loadRound = 0; ///< an answer of an earlier round is ignored
    std::unique_ptr<QObject> m_loadTimers;

    quint64 m_jobRound = 0;
    bool m_isBusy = false;
    bool m_mayExist = false; ///< this run has read or written an entry
    QByteArray m_writing; ///< what the running write is about
    std::optional<QByteArray> m_next; ///< to be written after it
    std::unique_ptr<QObject> m_slowTimer;
};

} // namespace parley
