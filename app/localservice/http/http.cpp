// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/http.h"

#include <QJsonDocument>

namespace parley::localservice {

bool isLoopbackName(const QByteArray &host)
{
    const qsizetype end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
    const QByteArray name = (end > 0 ? host.left(end) : host).toLower();
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

HttpResponse httpError(int status, int code, const QString &message)
{
    const QJsonObject body { { QStringLiteral("status"), status },
                             { QStringLiteral("code"), code },
                             { QStringLiteral("message"), message } };
    return { status, "application/json", QJsonDocument(body).toJson(QJsonDocument::Compact), {} };
}

} // namespace parley::localservice
