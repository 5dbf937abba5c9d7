// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "credentials/credentialstore.h"

#include <QHash>

namespace parley {

namespace {

class MemoryStore final : public CredentialStore
{
public:
    void read(const QString &key, QObject *context, Callback done) override
    {
        const auto found = m_secrets.constFind(key);
        if (found == m_secrets.constEnd())
            answer({ .outcome = Outcome::NotFound }, context, std::move(done));
        else
            answer({ .outcome = Outcome::Done, .secret = *found }, context, std::move(done));
    }

    void write(const QString &key, const QByteArray &secret, QObject *context,
               Callback done) override
    {
        m_secrets.insert(key, secret);
        answer({ .outcome = Outcome::Done }, context, std::move(done));
    }

    void remove(const QString &key, QObject *context, Callback done) override
    {
        const bool existed = m_secrets.remove(key);
        answer({ .outcome = existed ? Outcome::Done : Outcome::NotFound }, context,
               std::move(done));
    }

    [[nodiscard]] qsizetype maxSecretBytes() const override { return 0; }
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    // The effect is immediate, so that calls keep their order; only the answer comes later.
    static void answer(const Result &result, QObject *context, Callback done)
    {
        QMetaObject::invokeMethod(
            context, [result, done = std::move(done)] { done(result); }, Qt::QueuedConnection);
    }

    QHash<QString, QByteArray> m_secrets;
};

} // namespace

std::unique_ptr<CredentialStore> makeMemoryStore()
{
    return std::make_unique<MemoryStore>();
}

} // namespace parley
