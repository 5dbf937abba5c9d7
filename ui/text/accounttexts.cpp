// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/accounttexts.h"

#include "text/showntext.h"

namespace parley::ui {

QString AccountTexts::place(const QUrl &tokenUrl)
{
    const int usual = tokenUrl.scheme() == u"http" ? 80 : 443;
    const QString host = tokenUrl.host();
    const int port = tokenUrl.port(usual);
    return port == usual || host.isEmpty() ? host : host + u':' + QString::number(port);
}

QString AccountTexts::whoAndWhere(const QString &identity, const QString &place)
{
    const QString who = ShownText::identity(identity);
    //: A user and the back end where the user is signed in: "ada · example.com".
    return place.isEmpty() ? who : tr("%1 · %2").arg(who, place);
}

} // namespace parley::ui
