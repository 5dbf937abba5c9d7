// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/knownsignins.h"

#include <QFile>
#include <QSettings>

namespace parley {

namespace {

class SettingsKnownSignIns final : public KnownSignIns
{
public:
    explicit SettingsKnownSignIns(QSettings &settings)
        : m_settings(settings)
    { }

    [[nodiscard]] std::vector<KnownSignIn> all() const override
    {
        std::vector<KnownSignIn> signIns;
        const int count = m_settings.beginReadArray(Array);
        for (int i = 0; i < count; ++i) {
            m_settings.setArrayIndex(i);
            KnownSignIn signIn {
                .key = m_settings.value(Key).toString(),
                .tokenUrl = QUrl(m_settings.value(Url).toString()),
                .identity = m_settings.value(Identity).toString(),
                .isUnfinished = m_settings.value(Unfinished).toBool(),
                .isRemovalPending = m_settings.value(RemovalPending).toBool(),
            };
            if (!signIn.key.isEmpty())
                signIns.push_back(std::move(signIn));
        }
        m_settings.endArray();
        return signIns;
    }

    void put(const KnownSignIn &signIn) override
    {
        std::vector<KnownSignIn> signIns = all();
        if (!signIns.empty() && signIns.front() == signIn)
            return;
        std::erase_if(signIns, [&](const KnownSignIn &one) { return one.key == signIn.key; });
        signIns.insert(signIns.begin(), signIn);
        store(signIns);
    }

    void remove(const QString &key) override
    {
        std::vector<KnownSignIn> signIns = all();
        if (std::erase_if(signIns, [&](const KnownSignIn &one) { return one.key == key; }) > 0)
            store(signIns);
    }

private:
    static constexpr QLatin1String Array { "savedSignIns" };
    static constexpr QLatin1String Key { "key" };
    static constexpr QLatin1String Url { "tokenUrl" };
    static constexpr QLatin1String Identity { "identity" };
    static constexpr QLatin1String Unfinished { "unfinished" };
    static constexpr QLatin1String RemovalPending { "removalPending" };

    void store(const std::vector<KnownSignIn> &signIns)
    {
        m_settings.remove(Array);
        m_settings.beginWriteArray(Array, int(signIns.size()));
        for (int i = 0; i < int(signIns.size()); ++i) {
            const KnownSignIn &signIn = signIns[size_t(i)];
            m_settings.setArrayIndex(i);
            m_settings.setValue(Key, signIn.key);
            m_settings.setValue(Url, signIn.tokenUrl.toString());
            m_settings.setValue(Identity, signIn.identity);
            m_settings.setValue(Unfinished, signIn.isUnfinished);
            m_settings.setValue(RemovalPending, signIn.isRemovalPending);
        }
        m_settings.endArray();
        m_settings.sync(); // a crash must not make a saved sign-in unknown
        QFile::setPermissions(m_settings.fileName(), QFile::ReadOwner | QFile::WriteOwner);
    }

    QSettings &m_settings;
};

} // namespace

std::optional<KnownSignIn> KnownSignIns::find(const QString &key) const
{
    for (const KnownSignIn &signIn : all()) {
        if (signIn.key == key)
            return signIn;
    }
    return std::nullopt;
}

std::unique_ptr<KnownSignIns> makeSettingsKnownSignIns(QSettings &settings)
{
    return std::make_unique<SettingsKnownSignIns>(settings);
}

} // namespace parley
