// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/eventlogmodel.h"
#include "inspector/eventlogview.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QJsonDocument>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

QJsonObject makeEvent(const char *name, const QJsonObject &fields = {})
{
    QJsonObject object = fields;
    object.insert(u"event"_s, QLatin1String(name));
    object.insert(u"at"_s, u"2026-01-01T10:42:07.123Z"_s);
    return object;
}

QJsonObject secretMessage()
{
    return makeEvent(
        "messageAdded",
        { { u"author"_s, u"bob"_s },
          { u"body"_s, u"TOP-SECRET-BODY"_s },
          { u"attributes"_s, QJsonObject { { u"k"_s, u"TOP-SECRET-ATTRIBUTE"_s } } } });
}

} // namespace

class tst_EventLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filtersByGroupAndText()
    {
        EventLogModel log;
        EventLogFilter filter;
        QAbstractItemModelTester tester(&log);
        filter.setSourceModel(&log);
        log.append(makeEvent("tokenUpdated", { { u"reason"_s, u"proactive"_s } }));
        log.append(makeEvent("connectionStateChanged", { { u"state"_s, u"connected"_s } }));
        log.append(makeEvent("typingStarted"));
        QCOMPARE(filter.rowCount(), 3);
        filter.setGroup(int(EventLogModel::Group::Token));
        QCOMPARE(filter.rowCount(), 1);
        QVERIFY(filter.index(0, 0).data().toString().contains("reason: proactive"_L1));
        filter.setGroup(-1);
        filter.setSearch(u"CONNECTED"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setSearch(u"nothing like it"_s);
        QCOMPARE(filter.rowCount(), 0);
    }

    void bodiesNeverEnterTheLog()
    {
        EventLogModel log;
        EventLogView view(log);
        log.append(secretMessage());
        const QModelIndex index = log.index(0);
        QString everything = index.data().toString() + index.data(Qt::ToolTipRole).toString()
            + view.selectedAsJsonLines() + QString::fromUtf8(log.toJsonLines());
        QVERIFY(everything.contains("messageAdded"_L1));
        QVERIFY(!everything.contains("TOP-SECRET"_L1));
    }

    void whatOthersCallThemselvesIsDrawnAndNotObeyed()
    {
        EventLogModel log;
        EventLogView view(log);
        const QString name = u"eve\u202e\u2028\u009b31m"_s;
        log.append(makeEvent("tokenUpdated", { { u"identity"_s, name } }));
        const QModelIndex index = log.index(0);
        const QString file = QString::fromUtf8(log.toJsonLines());
        const QString shown = index.data().toString();
        for (const QString &text :
             { shown, index.data(Qt::ToolTipRole).toString(), view.selectedAsJsonLines(), file }) {
            QVERIFY2(text.contains("eve"_L1), qPrintable(text));
            QVERIFY(!text.contains(QChar(0x202E)));
            QVERIFY(!text.contains(QChar(0x9B)));
        }
        QVERIFY2(shown.endsWith("identity: eve 31m"_L1), qPrintable(shown));
        QCOMPARE(file, view.selectedAsJsonLines());
        QCOMPARE(QJsonDocument::fromJson(file.toUtf8()).object().value("identity"_L1),
                 QJsonValue(name)); // a program reads what was said
    }

    void exportsJsonLinesForTheUserAlone()
    {
        QTemporaryDir folder;
        EventLogModel log;
        EventLogView view(log);
        log.append(secretMessage());
        log.append(makeEvent("tokenExpired"));
        const QString path = folder.filePath(u"events.jsonl"_s);
        QCOMPARE(view.exportTo(path), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        for (const QByteArray &line : lines) {
            QVERIFY(QJsonDocument::fromJson(line).isObject());
            QVERIFY(!line.contains("TOP-SECRET"));
        }
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        EventLogModel log;
        EventLogView view(log);
        QVERIFY(!view.exportTo(u"/nonexistent/folder/events.jsonl"_s).isEmpty());
    }

    void keepsTheNewest()
    {
        EventLogModel log;
        for (int i = 0; i < EventLogModel::Capacity + 5; ++i)
            log.append(makeEvent("tick", { { u"n"_s, i } }));
        QCOMPARE(log.rowCount(), EventLogModel::Capacity);
        QVERIFY(log.index(0).data().toString().endsWith("n: 5"_L1));
    }

    void aBusyRoomLeavesTheToken()
    {
        EventLogModel log;
        log.append(makeEvent("tokenUpdated"));
        for (int i = 0; i < 3 * EventLogModel::Capacity; ++i)
            log.append(makeEvent("messageAdded", { { u"index"_s, i } }));
        QCOMPARE(log.rowCount(), EventLogModel::Capacity);
        QVERIFY(log.index(0).data().toString().contains("tokenUpdated"_L1));
        const QString newest = log.index(EventLogModel::Capacity - 1).data().toString();
        QVERIFY(newest.contains(u"index: %1"_s.arg(3 * EventLogModel::Capacity - 1)));
        for (int i = 0; i < 2 * EventLogModel::Capacity; ++i)
            log.append(makeEvent("tokenUpdated"));
        QCOMPARE(log.rowCount(), EventLogModel::Capacity); // those, too, leave one day
    }

    void theUsefulPartComesFirst_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("shown");
        QTest::addRow("a user") << QByteArray(
            R"({"attributes":"[redacted]","event":"userUpdated","identity":"alice",
                              "friendlyName":"[redacted]","notifiable":null,"online":null})")
                                << u"userUpdated – identity: alice"_s;
        QTest::addRow("a message")
            << QByteArray(R"({"attributes":"x","body":"x","author":"bob","event":"messageAdded",
                              "conversation":"CH67fa23f5cec2af79846b5374dc1d8e15","index":16,
                              "dateCreated":"2026-11-29T10:58:03.781Z","media":[]})")
            << u"messageAdded – author: bob, index: 16, conversation: CH67fa23…"_s;
        QTest::addRow("a token") << QByteArray(
            R"({"expiresAt":"2026-11-29T11:58:01.000Z","event":"tokenUpdated",
                              "reason":"signIn"})")
                                 << u"tokenUpdated – reason: signIn, expiresAt: 11:58:01"_s;
        QTest::addRow("a lost connection")
            << QByteArray(R"({"errorCode":0,"event":"connectionError","httpStatusCode":0,
                              "message":"It was lost.","terminal":false})")
            << u"connectionError – message: It was lost., terminal: false"_s;
    }
    void theUsefulPartComesFirst()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, shown);
        EventLogModel log;
        log.append(QJsonDocument::fromJson(json).object());
        QCOMPARE(log.index(0).data().toString(), shown);
        // All of it can still be found, and read in the tooltip.
        EventLogFilter filter;
        filter.setSourceModel(&log);
        filter.setSearch(u"\"event\""_s);
        QCOMPARE(filter.rowCount(), 1);
        QVERIFY(log.index(0).data(Qt::ToolTipRole).toString().contains("event"_L1));
    }

    void theTokenIsShownFirst()
    {
        EventLogModel log;
        log.append(makeEvent("messageAdded"));
        log.append(makeEvent("tokenUpdated"));
        EventLogView view(log);
        const auto *list = view.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY(list->model()->index(0, 0).data().toString().contains("tokenUpd"_L1));
        view.showOnly(EventLogFilter::AllEvents);
        QCOMPARE(list->model()->rowCount(), 2);
    }

    void failuresAreMarked()
    {
        EventLogModel log;
        log.append(makeEvent("tokenUpdateFailed"));
        log.append(makeEvent("tokenUpdated"));
        QVERIFY(log.index(0).data(EventLogModel::ProblemRole).toBool());
        QVERIFY(!log.index(1).data(EventLogModel::ProblemRole).toBool());
    }
};

QTEST_MAIN(tst_EventLog)
#include "tst_eventlog.moc"
