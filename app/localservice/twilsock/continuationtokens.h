// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace parley::localservice {

/// Recognises an end point that comes back. In memory only: a lost one is reissued and costs
/// nothing.
class ContinuationTokens final
{
public:
    /// The fields `continuation_token` and `continuation_token_status` of an init reply.
    [[nodiscard]] QJsonObject answer(const QString &presented, const QString &identity);

private:
    QHash<QString, QString> m_identities; // by token
};

} // namespace parley::localservice
