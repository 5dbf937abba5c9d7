// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/outboxstore.h"
#include "composer/composer.h"
#include "support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace parley::test {

/// A composer with its drafts, anew for each test.
class ComposerTest : public QObject
{
    Q_OBJECT

protected:
    using Composer = ui::Composer;

protected Q_SLOTS:
    void init()
    {
        m_diskFull = false;
        m_clock = std::make_unique<FakeClock>();
        m_drafts = chat::makeMemoryOutboxStore();
        m_composer = makeComposer();
        m_composer->setConversation(QStringLiteral("CH1"), QStringLiteral("General"));
        m_composer->show();
    }
    void cleanup() { m_composer.reset(); }

protected:
    std::unique_ptr<Composer> makeComposer()
    {
        ui::DraftPlace place { .read = [this](const QString &sid) { return m_drafts->draft(sid); },
                               .write =
                                   [this](const QString &sid, const QString &text) {
                                       return !m_diskFull && m_drafts->setDraft(sid, text);
                                   } };
        return std::make_unique<Composer>(place, *m_clock);
    }
    static void writeFile(const QString &path, int size)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(size, 'x'));
    }
    void addFile(const QTemporaryDir &folder, const QString &name, int size)
    {
        writeFile(folder.filePath(name), size);
        m_composer->addFiles({ QUrl::fromLocalFile(folder.filePath(name)) });
    }

    bool m_diskFull = false;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<chat::OutboxStore> m_drafts;
    std::unique_ptr<Composer> m_composer;
};

} // namespace parley::test
