// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/demopassword.h"

#include "logging.h"
#include "platform/privatefiles.h"

#include <QFile>
#include <QUuid>

namespace parley::ui {

using namespace Qt::StringLiterals;

QString demoPassword(const QString &dataFolder)
{
    constexpr qint64 MaxBytes = 100;
    const QString made = QUuid::createUuid().toString(QUuid::Id128); // from the system's source
    if (dataFolder.isEmpty())
        return made;
    QFile file(dataFolder + u"/local-service.password"_s);
    QString error;
    if (!makePrivateFolder(dataFolder) || !openPrivateFile(file, QIODevice::ReadWrite, &error)) {
        qCWarning(lcUi) << "the password of the demo accounts cannot be kept";
        return made;
    }
    const QString kept = QString::fromLatin1(file.read(MaxBytes)).trimmed();
    if (!kept.isEmpty())
        return kept;
    file.write(made.toLatin1());
    return made;
}

} // namespace parley::ui
