// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/themecolors.h"
#include "widgets/dialog.h"
#include "widgets/question.h"
#include "widgets/windowplacement.h"

#include <QDialogButtonBox>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr QRect Laptop(0, 27, 960, 573); // 1920 x 1200 at 200 %, with a panel at the top
constexpr QMargins Frame(2, 30, 2, 2);

} // namespace

/// What all dialogs and windows have in common: their place, and what Enter does in them.
class tst_Dialogs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsStayOnTheirScreen_data()
    {
        QTest::addColumn<QSize>("wanted");
        QTest::addColumn<QPoint>("center");
        QTest::addRow("fits") << QSize(400, 300) << Laptop.center();
        QTest::addRow("too wide") << QSize(1120, 300) << Laptop.center();
        QTest::addRow("too high") << QSize(400, 720) << Laptop.center();
        QTest::addRow("too large") << QSize(1120, 720) << Laptop.center();
        QTest::addRow("in the lower left corner") << QSize(400, 300) << QPoint(0, 600);
        QTest::addRow("on a screen that was taken away") << QSize(400, 300) << QPoint(3000, -900);
    }
    void windowsStayOnTheirScreen()
    {
        QFETCH(QSize, wanted);
        QFETCH(QPoint, center);
        const QRect place = placedIn(Laptop, wanted, Frame, center);
        QVERIFY(Laptop.contains(place.marginsAdded(Frame)));
        QCOMPARE(place.size(), wanted.boundedTo(Laptop.marginsRemoved(Frame).size()));
    }

    void aWindowKeepsThePlaceThatFits()
    {
        const QRect place(100, 100, 400, 300);
        QCOMPARE(placedIn(Laptop, place.size(), Frame, place.center()), place);
    }

    void aMinimumSizeGivesWayToTheScreen()
    {
        QWidget window;
        window.setMinimumSize(5000, 4000);
        window.resize(5000, 4000);
        placeWindow(window);
        QVERIFY(window.screen()->availableGeometry().contains(window.geometry()));
    }

    void aDialogIsNeverLargerThanTheScreen()
    {
        Dialog dialog;
        dialog.resize(5000, 4000);
        dialog.show();
        QVERIFY(dialog.screen()->availableGeometry().contains(dialog.geometry()));
    }

    void aSecondWindowDoesNotHideTheFirst()
    {
        QWidget window;
        window.setGeometry(50, 50, 300, 200);
        cascadeWindow(window);
        QVERIFY(window.pos() != QPoint(50, 50));
        QVERIFY(window.screen()->availableGeometry().contains(window.geometry()));
    }

    void enterInAFieldPressesNoButtonByAccident()
    {
        Dialog dialog;
        auto *field = new QLineEdit;
        auto *remove = new QPushButton(u"Remove"_s);
        auto *close = new QPushButton(u"Close"_s);
        auto *layout = new QVBoxLayout(&dialog);
        for (QWidget *widget : { static_cast<QWidget *>(remove), static_cast<QWidget *>(field),
                                 static_cast<QWidget *>(close) })
            layout->addWidget(widget);
        QSignalSpy removed(remove, &QPushButton::clicked);
        QSignalSpy closed(close, &QPushButton::clicked);
        dialog.show();
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Enter);
        QVERIFY(removed.isEmpty());
        QVERIFY(closed.isEmpty());
        QVERIFY(!remove->isDefault());
        QVERIFY(!close->isDefault());
    }

    void enterPressesTheDefaultButtonAndTheOneWithTheFocus()
    {
        Dialog dialog;
        auto *field = new QLineEdit(&dialog);
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
        auto *create = buttons->addButton(u"Create"_s, QDialogButtonBox::AcceptRole);
        auto *remove = buttons->addButton(u"Remove"_s, QDialogButtonBox::ActionRole);
        create->setDefault(true);
        QSignalSpy created(create, &QPushButton::clicked);
        QSignalSpy removed(remove, &QPushButton::clicked);
        dialog.show();
        dialog.activateWindow();
        QTRY_VERIFY(dialog.isActiveWindow());
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(created.size(), 1);
        QVERIFY(removed.isEmpty());
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Return);
        QCOMPARE(created.size(), 1);
        QCOMPARE(removed.size(), 1);
    }

    void aQuestionIsNotAnsweredByEnter()
    {
        QMessageBox *box = makeQuestion(nullptr, u"Remove"_s, u"Remove it?"_s, u"Remove"_s);
        QSignalSpy accepted(box, &QMessageBox::accepted);
        box->open();
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(accepted.isEmpty());
    }

    void questionsAreCalmAndMarkWhatCannotBeTakenBack()
    {
        QMessageBox *box = makeQuestion(nullptr, u"Remove"_s, u"Remove it?"_s, u"Remove"_s);
        box->open();
        QCOMPARE(box->icon(), QMessageBox::NoIcon);
        QCOMPARE(box->textFormat(), Qt::PlainText);
        const QList<QAbstractButton *> buttons = box->buttons();
        QCOMPARE(buttons.size(), 2);
        for (const QAbstractButton *button : buttons) {
            const bool isMarked = button->palette().color(QPalette::ButtonText)
                == colorsFor(button->palette()).error;
            QCOMPARE(isMarked,
                     box->buttonRole(const_cast<QAbstractButton *>(button))
                         == QMessageBox::AcceptRole);
        }
        box->close();
    }

    void noBoxHasTheSignsOfQt()
    {
        QDirIterator files(QStringLiteral(PARLEY_UI_FOLDER), { u"*.cpp"_s, u"*.h"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (const char *sign :
                 { "QMessageBox::Question", "QMessageBox::Warning", "QMessageBox::Information",
                   "QMessageBox::Critical", "QMessageBox::question(", "QMessageBox::warning(" })
                QVERIFY2(!text.contains(QLatin1String(sign)), qPrintable(file.fileName()));
        }
    }

    void everyDialogIsOneOfThese()
    {
        QDirIterator files(QStringLiteral(PARLEY_UI_FOLDER), { u"*.h"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        int dialogs = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            dialogs += int(text.count(": public Dialog"_L1));
            QVERIFY2(!text.contains(": public QDialog"_L1)
                         || file.fileName().endsWith("widgets/dialog.h"_L1),
                     qPrintable(file.fileName()));
        }
        QVERIFY(dialogs > 8);
    }
};

QTEST_MAIN(tst_Dialogs)
#include "tst_dialogs.moc"
