// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/mediastore.h"
#include "shownmessage.h"

#include <QApplication>
#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using chat::Message;

/// Files and pictures of a message, and clicks on them.
class tst_MessageFiles final : public QObject
{
    Q_OBJECT

private:
    static QByteArray pngBytes(const QSize &size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::blue);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    }

private Q_SLOTS:
    void filesAreALineEach()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, QString());
        row.media = { mediaOf(u"ME1"_s, u"../../etc/passwd"_s, u"text/plain"_s, 2000),
                      mediaOf(u"ME2"_s, QString(), u"application/pdf"_s, 3000) };
        model.append(row);
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        QCOMPARE(layout.media().size(), size_t(2));
        QVERIFY(layout.bubbleRect().contains(layout.media()[1].rect));
        QVERIFY(layout.text().lineCount() == 0); // no empty line for the missing words
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.media()[1].rect.center());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).media.sid, u"ME2"_s);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains("passwd"_L1) && !text.contains(".."_L1), qPrintable(text));
    }

    void aDoubleClickDoesItOnce()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, QString());
        row.media = { mediaOf(u"ME1"_s, u"a.pdf"_s, u"application/pdf"_s, 2000) };
        model.append(row);
        ShownMessage shown(model);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        const QPoint point = shown.view.rowRect(0).topLeft()
            + shown.layout(model).media()[0].rect.center().toPoint();
        QWidget *viewport = shown.view.viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, point);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, point);
        QMouseEvent second(QEvent::MouseButtonDblClick, point, viewport->mapToGlobal(point),
                           Qt::LeftButton, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &second);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, point);
        QCOMPARE(spy.size(), 1);
    }

    void aRowThatMovedUnderThePointerIsNotClicked()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, QString());
        for (int i = 0; i < 12; ++i) {
            row.index = i;
            row.media = { mediaOf(u"ME%1"_s.arg(i), u"a.pdf"_s, u"application/pdf"_s, 2000) };
            model.append(row);
        }
        ShownMessage shown(model);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        QWidget *viewport = shown.view.viewport();
        // All rows but the first are alike: the middle of the last one's chip.
        const QRect last = shown.view.rowRect(11);
        const QPoint point(shown.layout(model).media()[0].rect.center().toPoint().x(),
                           last.center().y());
        QTest::mousePress(viewport, Qt::LeftButton, {}, point);
        row.index = 12;
        row.media = { mediaOf(u"ME12"_s, u"a.pdf"_s, u"application/pdf"_s, 2000) };
        model.append(row); // at the end the others move up by just its height
        QVERIFY(shown.view.rowRect(12).contains(point));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, point);
        QCOMPARE(spy.size(), 0);
        QTest::mouseClick(viewport, Qt::LeftButton, {}, point);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).media.sid, u"ME12"_s);
    }

    void aPictureArrivesWithoutMovingAnything()
    {
        std::vector<chat::Callback<QByteArray>> answers;
        ui::MediaTransfers transfers;
        transfers.load = [&answers](const chat::Media &, qint64, QObject *,
                                    chat::Callback<QByteArray> done) { answers.push_back(done); };
        MediaStore store(transfers, QString());
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, u"Look!"_s);
        row.media = { mediaOf(u"ME1"_s, u"a.png"_s, u"image/png"_s, 2000) };
        model.append(row);
        ShownMessage shown(model, &store);
        QCOMPARE(answers.size(), size_t(1));
        const int height = shown.view.rowRect(0).height();
        QSignalSpy changedSpy(&store, &MediaStore::changed);
        answers[0](pngBytes(QSize(900, 300)));
        QTRY_COMPARE(changedSpy.size(), 1);
        QCOMPARE(shown.view.rowRect(0).height(), height);
        QCOMPARE(store.preview(row.media[0]).size(), QSize(720, 240));
        QVERIFY(!shown.view.grab().isNull());
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(shown.layout(model, &store).media()[0].rect.center());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(answers.size(), size_t(1)); // it is loaded once
    }

    void aPictureIsSeenWhole_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isTile");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("a photo") << QSize(300, 200) << false << true;
        QTest::newRow("twelve times as wide as high") << QSize(720, 60) << false << true;
        QTest::newRow("a very high one") << QSize(60, 720) << false << true;
        QTest::newRow("a photo among others") << QSize(300, 200) << true << false;
        QTest::newRow("a very wide one among others") << QSize(720, 60) << true << true;
        QTest::newRow("a very high one among others") << QSize(60, 720) << true << true;
    }
    void aPictureIsSeenWhole()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isTile);
        QFETCH(bool, isWhole);
        const QRectF frame = isTile ? QRectF(10, 20, 120, 120) : QRectF(10, 20, 400, 200);
        const QRectF area = ui::pictureArea(size, { 0, true, frame, isTile });
        QCOMPARE(area.center(), frame.center());
        QVERIFY(std::abs(area.width() / area.height() - double(size.width()) / size.height())
                < 0.05);
        QCOMPARE(frame.contains(area), isWhole);
        QVERIFY(isWhole || area.contains(frame));
    }

    void anUploadCanBeCancelled()
    {
        FakeMessageModel model;
        auto row = rowOf(u"alice"_s, QString());
        row.index = -1;
        row.delivery = Message::Delivery::Sending;
        row.uploadProgress = 0.42;
        row.media = { mediaOf(QString(), u"film.mp4"_s, u"video/mp4"_s, 90000) };
        model.append(row);
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        QVERIFY2(layout.footerText().contains("42"_L1), qPrintable(layout.footerText()));
        QVERIFY(layout.retryRect().isEmpty());
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.discardRect().center());
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_MessageFiles)
#include "tst_messagefiles.moc"
