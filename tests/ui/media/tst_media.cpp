// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/mediastore.h"
#include "media/picturedialog.h"
#include "media/pictureview.h"
#include "support/processortime.h"
#include "text/filenames.h"
#include "widgets/placeholder.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImageWriter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::ui::MediaStore;

namespace {

QByteArray encoded(const QSize &size, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::green);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

/// A progressive JPEG whose last scan is there \a more times.
QByteArray withScans(int more)
{
    QImage image(QSize(2000, 2000), QImage::Format_RGB32);
    image.fill(Qt::green);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setProgressiveScanWrite(true);
    writer.write(image);
    const qsizetype scan = bytes.lastIndexOf(QByteArrayView("\xFF\xDA", 2));
    const QByteArray last = bytes.mid(scan, bytes.size() - 2 - scan);
    return bytes.chopped(2) + last.repeated(more) + bytes.last(2);
}

/// A PNG that claims to be enormous: only its head matters.
QByteArray bomb()
{
    QByteArray bytes = encoded(QSize(2, 2), "PNG");
    const auto put = [&bytes](int at, quint32 value) {
        for (int i = 0; i < 4; ++i)
            bytes[at + i] = char(value >> (24 - 8 * i));
    };
    put(16, 60000);
    put(20, 60000);
    return bytes;
}

chat::Media picture(const QString &sid, qint64 size = 1000)
{
    chat::Media media;
    media.sid = sid;
    media.filename = sid + u".png"_s;
    media.contentType = u"image/png"_s;
    media.size = size;
    return media;
}

} // namespace

class tst_Media final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesAreDecodedSmall_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QSize>("size");
        QTest::newRow("small stays") << encoded(QSize(20, 10), "PNG") << QSize(20, 10);
        QTest::newRow("wide") << encoded(QSize(400, 100), "PNG") << QSize(100, 25);
        QTest::newRow("JPEG") << encoded(QSize(200, 400), "JPEG") << QSize(50, 100);
        QTest::newRow("a bomb") << bomb() << QSize();
        QTest::newRow("no picture") << QByteArray("hello") << QSize();
        QTest::newRow("SVG may reach outside")
            << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
            << QSize();
        QTest::newRow("nothing") << QByteArray() << QSize();
        QTest::newRow("cut off") << encoded(QSize(400, 400), "JPEG").left(200) << QSize();
    }
    void picturesAreDecodedSmall()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QSize, size);
        if (qstrcmp(QTest::currentDataTag(), "cut off") == 0)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Invalid JPEG"_s));
        const QImage image = ui::decodeImage(bytes, QSize(100, 100));
        QCOMPARE(image.isNull(), size.isEmpty());
        if (!size.isEmpty())
            QCOMPARE(image.size(), size);
    }

    void tooMuchWorkIsGivenUp()
    {
        const QByteArray many = withScans(20'000);
        QCOMPARE_LT(parley::test::processorTime(
                        [&] { QVERIFY(ui::decodeImage(many, QSize(100, 100)).isNull()); }),
                    3s);
        QVERIFY(!ui::decodeImage(withScans(0), QSize(100, 100)).isNull());
        // The time is up before the first byte.
        QVERIFY(
            ui::decodeImage(encoded(QSize(9, 9), "PNG"), QSize(99, 99), { .time = -1ms }).isNull());
        const std::atomic<bool> isCancelled = true;
        QVERIFY(ui::decodeImage(encoded(QSize(9, 9), "JPEG"), QSize(99, 99),
                                { .isCancelled = &isCancelled })
                    .isNull());
    }

    void theEndDoesNotWaitForADecoder()
    {
        auto decoder = std::make_unique<ui::ImageDecoder>();
        QObject context;
        bool isAnswered = false;
        const QByteArray hard = withScans(80); // as many as are tried
        for (int i = 0; i < 8; ++i)
            decoder->decode(hard, QSize(4000, 4000), &context,
                            [&isAnswered](const QImage &) { isAnswered = true; });
        QCOMPARE_LT(parley::test::processorTime([&] { decoder.reset(); }), 1s);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!isAnswered);
    }

    void decodedElsewhereAndAnsweredHere()
    {
        ui::ImageDecoder decoder;
        int answers = 0;
        auto context = std::make_unique<QObject>();
        decoder.decode(encoded(QSize(9, 9), "PNG"), QSize(99, 99), context.get(),
                       [&answers](const QImage &image) {
                           QCOMPARE(image.size(), QSize(9, 9));
                           ++answers;
                       });
        QCOMPARE(answers, 0); // never before it has returned
        QTRY_COMPARE(answers, 1);
        decoder.decode(encoded(QSize(9, 9), "PNG"), QSize(99, 99), context.get(),
                       [&answers](const QImage &) { ++answers; });
        context.reset();
        QObject later;
        bool done = false;
        decoder.decode({}, QSize(9, 9), &later, [&done](const QImage &) { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(answers, 1); // its context had gone
    }

    void onlySmallPicturesAreLoadedUnasked()
    {
        MediaStore store({}, QString());
        QVERIFY(store.hasPreview(picture(u"ME1"_s)));
        QVERIFY(!store.hasPreview(picture(u"ME1"_s, 50'000'000)));
        QVERIFY(!store.hasPreview(picture(QString()))); // not uploaded yet
        chat::Media svg = picture(u"ME1"_s);
        svg.contentType = u"image/svg+xml"_s;
        QVERIFY(!store.hasPreview(svg));
    }

    void aFewPreviewsAreLoadedAtATimeTheLatestFirst()
    {
        QStringList asked;
        std::vector<chat::Callback<QByteArray>> answers;
        ui::MediaTransfers transfers;
        transfers.load
            = [&](const chat::Media &media, qint64, QObject *, chat::Callback<QByteArray> done) {
                  asked.append(media.sid);
                  answers.push_back(done);
              };
        MediaStore store(transfers, QString());
        for (int i = 0; i < 6; ++i)
            (void)store.preview(picture(QString::number(i)));
        QCOMPARE(asked, QStringList({ u"0"_s, u"1"_s, u"2"_s }));
        answers[0](chat::ChatError { chat::ChatError::Code::Offline });
        QCOMPARE(asked.last(), u"5"_s);
        QVERIFY(!store.hasPreview(picture(u"0"_s))); // a file now
        QSignalSpy spy(&store, &MediaStore::changed);
        store.forgetFailures();
        QCOMPARE(spy.size(), 1);
        QVERIFY(store.hasPreview(picture(u"0"_s)));
    }

    void aDownloadTellsItsProgressAndItsEnd()
    {
        QTemporaryDir folder;
        chat::ChatMedia::Progress progress;
        chat::Callback<QString> done;
        QString path;
        ui::MediaTransfers transfers;
        transfers.download = [&](const chat::Media &, const QString &target, QObject *,
                                 chat::ChatMedia::Progress report, chat::Callback<QString> end) {
            path = target;
            progress = std::move(report);
            done = std::move(end);
        };
        MediaStore store(transfers, folder.path());
        const chat::Media media = picture(u"ME1"_s);
        store.save(media, {});
        QCOMPARE(path, folder.filePath(u"ME1.png"_s));
        QCOMPARE(store.download(media.sid).stage, MediaStore::Stage::Running);
        progress(500, 1000);
        QCOMPARE(store.download(media.sid).progress, 0.5);
        done(path);
        QCOMPARE(store.download(media.sid).stage, MediaStore::Stage::Saved);

        QSignalSpy failedSpy(&store, &MediaStore::downloadFailed);
        store.save(media, {});
        done(chat::ChatError { chat::ChatError::Code::FileNotWritten });
        QCOMPARE(store.download(media.sid).stage, MediaStore::Stage::Failed);
        QCOMPARE(failedSpy.size(), 1);
    }

    void aCancelledDownloadIsForgotten()
    {
        QPointer<QObject> context;
        ui::MediaTransfers transfers;
        transfers.download
            = [&](const chat::Media &, const QString &, QObject *object, chat::ChatMedia::Progress,
                  chat::Callback<QString>) { context = object; };
        MediaStore store(transfers, u"/nowhere"_s);
        store.save(picture(u"ME1"_s), {});
        QVERIFY(context != nullptr);
        store.cancel(u"ME1"_s);
        QVERIFY(context == nullptr); // which is what cancels
        QCOMPARE(store.download(u"ME1"_s).stage, MediaStore::Stage::None);
    }

    void theFolderForFilesIsMade()
    {
        QTemporaryDir folder;
        QStringList paths;
        ui::MediaTransfers transfers;
        transfers.download
            = [&](const chat::Media &, const QString &path, QObject *, chat::ChatMedia::Progress,
                  const chat::Callback<QString> &) { paths.append(path); };
        MediaStore store(transfers, folder.filePath(u"home/Downloads"_s));
        QSignalSpy needed(&store, &MediaStore::placeNeeded);
        store.save(picture(u"ME1"_s), {});
        QCOMPARE(paths, QStringList(folder.filePath(u"home/Downloads/ME1.png"_s)));
        QVERIFY(QFileInfo(folder.filePath(u"home/Downloads"_s)).isDir());
        QVERIFY(needed.isEmpty());
    }

    void withoutAFolderThePlaceIsAsked()
    {
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath(u"Downloads"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        int downloads = 0;
        ui::MediaTransfers transfers;
        transfers.download
            = [&](const chat::Media &, const QString &, QObject *, chat::ChatMedia::Progress,
                  const chat::Callback<QString> &) { ++downloads; };
        MediaStore store(transfers, inTheWay.fileName());
        QSignalSpy needed(&store, &MediaStore::placeNeeded);
        store.save(picture(u"ME1"_s), {});
        QCOMPARE(needed.size(), 1);
        QCOMPARE(downloads, 0);
        store.save(picture(u"ME1"_s), folder.filePath(u"chosen.png"_s));
        QCOMPARE(downloads, 1);
    }

    void filesOfOneNameDoNotReplaceEachOther()
    {
        QTemporaryDir folder;
        QStringList paths;
        std::vector<chat::Callback<QString>> answers;
        ui::MediaTransfers transfers;
        transfers.download = [&](const chat::Media &, const QString &path, QObject *,
                                 chat::ChatMedia::Progress, chat::Callback<QString> done) {
            paths.append(path);
            answers.push_back(std::move(done));
        };
        MediaStore store(transfers, folder.path());
        for (const QString &sid : { u"ME1"_s, u"ME2"_s, u"ME3"_s }) {
            chat::Media media = picture(sid);
            media.filename = u"scan.png"_s;
            store.save(media, sid == u"ME3" ? paths.first() : QString()); // all at the same time
        }
        QCOMPARE(paths,
                 QStringList({ folder.filePath(u"scan.png"_s), folder.filePath(u"scan (2).png"_s),
                               folder.filePath(u"scan (3).png"_s) }));
        answers[0](chat::ChatError { chat::ChatError::Code::Offline });
        store.save(picture(u"ME4"_s), paths.first()); // which is free again
        QCOMPARE(paths.last(), paths.first());
    }

    void aPictureIsShownInFull()
    {
        std::vector<chat::Callback<QByteArray>> answers;
        ui::MediaTransfers transfers;
        transfers.load = [&answers](const chat::Media &, qint64, QObject *,
                                    chat::Callback<QByteArray> done) { answers.push_back(done); };
        MediaStore store(transfers, QString());
        ui::PictureDialog dialog({ picture(u"ME1"_s) }, 0, store);
        dialog.show();
        auto *placeholder = dialog.findChild<ui::Placeholder *>();
        QVERIFY(placeholder->isVisible());
        answers.back()(chat::ChatError { chat::ChatError::Code::Offline });
        QVERIFY(placeholder->isVisible());
        Q_EMIT placeholder->actionTriggered(); // try again
        QCOMPARE(answers.size(), size_t(2));
        answers.back()(QByteArray("no picture"));
        Q_EMIT placeholder->actionTriggered();
        answers.back()(encoded(QSize(300, 200), "PNG"));
        QTRY_COMPARE(dialog.image().size(), QSize(300, 200));
        QVERIFY(!placeholder->isVisible());
        QSignalSpy spy(&dialog, &ui::PictureDialog::saveAsRequested);
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().contains("Save"_L1))
                button->click();
        }
        QCOMPARE(spy.size(), 1);

        ui::PictureDialog tooLarge({ picture(u"ME2"_s, 90'000'000) }, 0, store);
        QCOMPARE(answers.size(), size_t(3)); // it is not even asked for
    }

    void theArrowsGoThroughThePictures()
    {
        QStringList asked;
        chat::Callback<QByteArray> answer;
        ui::MediaTransfers transfers;
        transfers.load
            = [&](const chat::Media &media, qint64, QObject *, chat::Callback<QByteArray> done) {
                  asked.append(media.sid);
                  answer = std::move(done);
              };
        MediaStore store(transfers, QString());
        ui::PictureDialog dialog({ picture(u"ME1"_s), picture(u"ME2"_s), picture(u"ME3"_s) }, 1,
                                 store);
        dialog.show();
        QVERIFY(dialog.windowTitle().contains(u"2 of 3"_s));
        answer(encoded(QSize(30, 20), "PNG"));
        QTRY_COMPARE(dialog.image().size(), QSize(30, 20));
        QTest::keyClick(&dialog, Qt::Key_Right);
        QVERIFY(dialog.image().isNull()); // the old one is not shown for the new one
        QCOMPARE(dialog.media().sid, u"ME3"_s);
        QTest::keyClick(&dialog, Qt::Key_Right); // there is none behind it
        QTest::keyClick(&dialog, Qt::Key_Left);
        QTest::keyClick(&dialog, Qt::Key_Left);
        QTest::keyClick(&dialog, Qt::Key_Left);
        QCOMPARE(dialog.media().sid, u"ME1"_s);
        QCOMPARE(asked, (QStringList { u"ME2"_s, u"ME3"_s, u"ME2"_s, u"ME1"_s }));
    }

    void aPictureIsZoomed()
    {
        ui::PictureView view;
        view.resize(400, 300);
        view.show();
        QImage image(800, 300, QImage::Format_RGB32);
        image.fill(Qt::red);
        view.setImage(image);
        QVERIFY(view.isFitted());
        const double fitting = view.zoom();
        QVERIFY(std::abs(fitting - 0.5 * view.devicePixelRatioF()) < 0.01);
        view.toggleZoom();
        QCOMPARE(view.zoom(), 1.0);
        QVERIFY(!view.isFitted());
        view.setZoom(100);
        QCOMPARE(view.zoom(), ui::PictureView::MaxZoom);
        view.setZoom(0.01);
        QVERIFY(view.isFitted());
        QCOMPARE(view.zoom(), fitting);
        view.resize(800, 300); // it goes on to fit
        QVERIFY(view.zoom() > fitting);
    }

    void namesOfOthersAreHarmless_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << u"report.pdf"_s << u"report.pdf"_s;
        QTest::newRow("a path") << u"../../.bashrc"_s << u"bashrc"_s;
        QTest::newRow("a path of Windows") << u"C:\\temp\\a.txt"_s << u"a.txt"_s;
        QTest::newRow("hidden ending") << u"photo\u202Egpj.exe"_s << u"photogpj.exe"_s;
        QTest::newRow("control characters") << u"a\nb\tc"_s << u"a b c"_s;
        QTest::newRow("none") << QString() << u"file.txt"_s;
        QTest::newRow("dots") << u".."_s << u"file.txt"_s;
        QTest::newRow("too long") << QString(500, u'x') + u".png"_s
                                  << QString(196, u'x') + u".png"_s;
        QTest::newRow("too long in bytes")
            << QString(100, QChar(0x20AC)) + u".png"_s << QString(65, QChar(0x20AC)) + u".png"_s;
        QTest::newRow("much too long")
            << QString(100'000, u'x') + u".png"_s << QString(196, u'x') + u".png"_s;
        QTest::newRow("no ending") << QString(300, u'x') << QString(200, u'x');
        QTest::newRow("a device") << u"CON"_s << u"_CON"_s;
        QTest::newRow("a device with an ending") << u"nul.tar.gz"_s << u"_nul.tar.gz"_s;
        QTest::newRow("a port") << u"Com\u00b9 .txt"_s << u"_Com\u00b9 .txt"_s;
        QTest::newRow("no device") << u"console.txt"_s << u"console.txt"_s;
        QTest::newRow("dots at the end") << u"a.exe. . ."_s << u"a.exe"_s;
        QTest::newRow("a blank letter") << u"a.pdf\u3164\u2800\u3164.exe"_s << u"a.pdf.exe"_s;
        QTest::newRow("many marks")
            << u"a"_s + QString(50, QChar(0x0301)) << u"a"_s + QString(5, QChar(0x0301));
        QTest::newRow("from right to left") << u"\u05d0\u05d1.txt"_s << u"\u05d0\u05d1.txt"_s;
    }
    void namesOfOthersAreHarmless()
    {
        QFETCH(QString, name);
        QFETCH(QString, safe);
        QCOMPARE(ui::safeFileName(name, u"text/plain"_s), safe);
    }

    void nothingIsOverwritten()
    {
        QTemporaryDir folder;
        const QString first = ui::freePath(folder.path(), u"a.tar.gz"_s);
        QFile file(first);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString second = ui::freePath(folder.path(), u"a.tar.gz"_s);
        QVERIFY(second != first);
        QVERIFY(second.endsWith(".gz"_L1));
    }
};

QTEST_MAIN(tst_Media)
#include "tst_media.moc"
