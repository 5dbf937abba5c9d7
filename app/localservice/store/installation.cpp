// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/installation.h"

#include "localservice/store/database.h"
#include "localservice/store/secrets.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

Installation Installation::loadOrCreate(Database &database)
{
    const auto value = [&database](const QString &key, const auto &make) {
        QByteArray stored = database.meta(key);
        if (stored.isEmpty()) {
            stored = make();
            database.setMeta(key, stored);
        }
        return stored;
    };
    const auto sid = [&value](const QString &key, QLatin1String prefix) {
        return QString::fromLatin1(value(key, [prefix] { return newSid(prefix).toLatin1(); }));
    };
    Installation installation;
    installation.accountSid = sid(u"account_sid"_s, "AC"_L1);
    installation.serviceSid = sid(u"service_sid"_s, "IS"_L1);
    installation.keySid = sid(u"key_sid"_s, "SK"_L1);
    installation.creatorRoleSid = sid(u"creator_role_sid"_s, "RL"_L1);
    installation.participantRoleSid = sid(u"participant_role_sid"_s, "RL"_L1);
    installation.keySecret = value(u"key_secret"_s, [] { return randomBytes(32); });
    return installation;
}

} // namespace parley::localservice
