// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/continuationtokens.h"

#include "localservice/store/secrets.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

QJsonObject ContinuationTokens::answer(const QString &presented, const QString &identity)
{
    const QString owner = m_identities.value(presented);
    if (!presented.isEmpty() && owner == identity) {
        return { { u"continuation_token"_s, presented },
                 { u"continuation_token_status"_s, QJsonObject { { u"reissued"_s, false } } } };
    }
    constexpr qsizetype MaxRemembered = 10'000;
    if (m_identities.size() >= MaxRemembered)
        m_identities.clear();
    const QString token
        = QString::fromLatin1(randomBytes(24).toBase64(QByteArray::Base64UrlEncoding));
    m_identities.insert(token, identity);
    const bool other = !owner.isEmpty();
    return { { u"continuation_token"_s, token },
             { u"continuation_token_status"_s,
               QJsonObject {
                   { u"reissued"_s, true },
                   { u"reissue_reason"_s, other ? u"DIFFERENT_IDENTITY"_s : u"MISSING"_s },
                   { u"reissue_message"_s, other ? u"Different identity"_s : u"Missing"_s } } } };
}

} // namespace parley::localservice
