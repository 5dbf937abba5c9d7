// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/logrecorder.h"
#include "diagnostics/logwindow.h"

#include <QLineEdit>
#include <QLoggingCategory>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 15000;

Q_LOGGING_CATEGORY(lcTest, "parley.test")

} // namespace

/// The log as it grows before the reader's eyes.
class tst_LogWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_recorder = std::make_unique<LogRecorder>();
        qCWarning(lcTest) << "the first line";
        m_window = std::make_unique<LogWindow>(*m_recorder, [] { return QString(); });
        m_window->show();
    }

    void cleanup()
    {
        m_window.reset();
        m_recorder.reset();
    }

    void newLinesLeaveTheSelection()
    {
        QVERIFY(shows("the first line"));
        QTextCursor line(text()->document());
        line.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        text()->setTextCursor(line);
        const QString selected = text()->textCursor().selectedText();
        QVERIFY(!selected.isEmpty());
        qCWarning(lcTest) << "the second line";
        QTRY_VERIFY_WITH_TIMEOUT(shows("the second line"), Wait);
        QCOMPARE(text()->textCursor().selectedText(), selected);
        QCOMPARE(text()->toPlainText().count("the first line"_L1), 1);
    }

    void aBurstIsOneChange()
    {
        QSignalSpy changes(text(), &QPlainTextEdit::textChanged);
        for (int i = 0; i < 50; ++i) {
            qCWarning(lcTest) << "line" << i;
            QCoreApplication::sendPostedEvents(m_recorder.get());
        }
        QTRY_VERIFY_WITH_TIMEOUT(shows("line 49"), Wait);
        QVERIFY2(changes.size() <= 5, qPrintable(QString::number(changes.size())));
    }

    void nothingIsDoneOutOfSight()
    {
        m_window->hide();
        qCWarning(lcTest) << "a line in the dark";
        QCoreApplication::sendPostedEvents(m_recorder.get());
        QVERIFY(!shows("a line in the dark"));
        m_window->show();
        QVERIFY(shows("a line in the dark"));
    }

    void theFilterHoldsForNewLines()
    {
        m_window->findChild<QLineEdit *>()->setText(u"wanted"_s);
        QVERIFY(text()->toPlainText().isEmpty());
        qCWarning(lcTest) << "something else";
        qCWarning(lcTest) << "the wanted one";
        QTRY_VERIFY_WITH_TIMEOUT(shows("the wanted one"), Wait);
        QVERIFY(!shows("something else"));
        m_window->findChild<QLineEdit *>()->clear();
        QVERIFY(shows("something else"));
        QVERIFY(shows("the first line"));
    }

    void keepsTheNewest()
    {
        for (qsizetype i = 0; i < LogRecorder::Capacity + 20; ++i)
            qCWarning(lcTest) << "number" << i << ".";
        QTRY_VERIFY_WITH_TIMEOUT(shows("number 2019 ."), Wait);
        QVERIFY(!shows("number 19 ."));
        QVERIFY(shows("number 20 ."));
        QCOMPARE(text()->blockCount(), int(LogRecorder::Capacity));
    }

private:
    [[nodiscard]] QPlainTextEdit *text() const { return m_window->findChild<QPlainTextEdit *>(); }
    [[nodiscard]] bool shows(const char *words) const
    {
        return text()->toPlainText().contains(QLatin1String(words));
    }

    std::unique_ptr<LogRecorder> m_recorder;
    std::unique_ptr<LogWindow> m_window;
};

QTEST_MAIN(tst_LogWindow)
#include "tst_logwindow.moc"
