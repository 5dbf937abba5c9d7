// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/attachmentstrip.h"
#include "composertest.h"
#include "support/processortime.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is pasted or attached.
class tst_ComposerFiles final : public test::ComposerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aTextThatIsTooLongBecomesAFile_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addRow("a little") << chat::MaxBodyBytes + 1;
        QTest::addRow("five megabytes in one line") << qsizetype(5'000'000);
    }
    void aTextThatIsTooLongBecomesAFile()
    {
        QFETCH(qsizetype, length);
        QTest::keyClicks(m_composer->field(), u"see"_s);
        QMimeData text;
        text.setText(QString(length, u'x'));
        QCOMPARE_LT(parley::test::processorTime([&] { paste(text); }), 1s);
        QCOMPARE(m_composer->text(), u"see"_s);
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->attachments()[0].data.size(), length);
        QVERIFY(!m_composer->hint().isEmpty());
    }

    void aTextThatJustFitsIsPasted()
    {
        QMimeData text;
        text.setText(QString(chat::MaxBodyBytes, u'x'));
        paste(text);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes);
        QVERIFY(m_composer->attachments().empty());
        text.setText(u"x"_s);
        m_composer->field()->moveCursor(QTextCursor::End);
        paste(text);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes);
    }

    void blanksAreSentAsTheyWerePasted()
    {
        const QString written = u"10\u00A0km\u202F!\nnext\tline"_s;
        QMimeData text;
        text.setText(written);
        paste(text);
        QCOMPARE(m_composer->text(), written);
        QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(sent.first().first().toString(), written);
    }

    void filesThatCannotBeSentAreNamed()
    {
        QTemporaryDir folder;
        QList<QUrl> urls;
        for (const char *name : { "good.txt", "empty.txt", "nothing.txt" }) {
            const QString path = folder.filePath(QLatin1String(name));
            writeFile(path, QLatin1String(name) == "good.txt"_L1 ? 5 : 0);
            urls.append(QUrl::fromLocalFile(path));
        }
        m_composer->addFiles(urls);
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QVERIFY2(m_composer->hint().contains("empty.txt"_L1), qPrintable(m_composer->hint()));
        QVERIFY(m_composer->hint().contains("nothing.txt"_L1));
    }

    void pastedFilesAndPicturesAreAttached()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"notes.txt"_s);
        writeFile(path, 10);
        QMimeData files;
        files.setUrls({ QUrl::fromLocalFile(path) });
        files.setText(path); // as file managers do
        paste(files);
        QVERIFY(m_composer->text().isEmpty());
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->attachments()[0].filePath, path);

        QImage image(8, 6, QImage::Format_RGB32);
        image.fill(Qt::red);
        QMimeData picture;
        picture.setImageData(image);
        paste(picture);
        QCOMPARE(m_composer->attachments().size(), size_t(2));
        const chat::Attachment &pasted = m_composer->attachments()[1];
        QCOMPARE(pasted.contentType, u"image/png"_s);
        QCOMPARE(QImage::fromData(pasted.data, "PNG").size(), image.size());

        QMimeData web;
        web.setUrls({ QUrl(u"https://example.com/"_s) });
        web.setText(u"https://example.com/"_s);
        paste(web);
        QCOMPARE(m_composer->text(), u"https://example.com/"_s);
        QCOMPARE(m_composer->attachments().size(), size_t(2));
    }

    void pastedPicturesAreShownSmall()
    {
        m_composer->addPicture(png(QSize(3000, 2000), Qt::red));
        m_composer->addPicture(png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>({ Qt::red, Qt::blue }), 20000);
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        const QList<QLabel *> labels = strip->widget()->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY(label->pixmap().width() <= label->width() * label->devicePixelRatioF());
        Q_EMIT strip->removeRequested(0);
        QTRY_COMPARE(thumbs(), QList<QColor>(1, Qt::blue));
    }

    void picturesOnTheDiskAreShownSmall()
    {
        QTemporaryDir folder;
        const auto add = [this, &folder](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
            file.close();
            m_composer->addFiles({ QUrl::fromLocalFile(file.fileName()) });
        };
        add(u"red.png"_s, png(QSize(900, 600), Qt::red));
        add(u"blue without a suffix"_s, png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>({ Qt::red, Qt::blue }), 20000);
        add(u"no picture.png"_s, QByteArray(2000, 'x'));
        QTRY_COMPARE(thumbs().size(), 3); // the clip
        const QList<QColor> colors = thumbs();
        QVERIFY(colors[2] != QColor(Qt::red) && colors[2] != QColor(Qt::blue));
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        Q_EMIT strip->removeRequested(0);
        QTRY_COMPARE(thumbs().value(0), QColor(Qt::blue));
    }

    void thumbsOfWhatWasTakenOffAreDropped()
    {
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        m_composer->addPicture(png(QSize(1500, 1500), Qt::red));
        Q_EMIT strip->removeRequested(0);
        m_composer->addPicture(png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>(1, Qt::blue), 20000);
        m_composer->addPicture(png(QSize(1500, 1500), Qt::red));
        m_composer.reset(); // closing in the middle of it is nothing special
    }

    void filesAloneCanBeSentAndTakenOff()
    {
        QTemporaryDir folder;
        addFile(folder, u"a.txt"_s, 10);
        addFile(folder, u"b.txt"_s, 10);
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        QVERIFY(strip->isVisible());
        Q_EMIT strip->removeRequested(0);
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QVERIFY(m_composer->attachments()[0].filePath.endsWith("b.txt"_L1));
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        m_composer->accept();
        QVERIFY(m_composer->attachments().empty());
        QVERIFY(!strip->isVisible());
    }

    void tooManyOrTooLargeFilesAreToldBeforeSending()
    {
        QTemporaryDir folder;
        chat::MediaLimits limits;
        limits.maxCount = 2;
        limits.maxBytes = 100;
        limits.maxTotalBytes = 150;
        m_composer->setLimits(limits);
        addFile(folder, u"large.bin"_s, 101);
        QVERIFY(m_composer->hint().contains("large.bin"_L1));
        addFile(folder, u"one.bin"_s, 80);
        QVERIFY(m_composer->hint().isEmpty());
        addFile(folder, u"two.bin"_s, 80); // too much together
        QVERIFY(m_composer->hint().contains("two.bin"_L1));
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        addFile(folder, u"three.bin"_s, 20);
        addFile(folder, u"four.bin"_s, 20);
        QVERIFY(!m_composer->hint().isEmpty());
        QCOMPARE(m_composer->attachments().size(), size_t(2));
        m_composer->addFiles({ QUrl::fromLocalFile(folder.path()) });
        m_composer->addFiles({ QUrl::fromLocalFile(folder.filePath(u"gone"_s)) });
        QCOMPARE(m_composer->attachments().size(), size_t(2));
    }

private:
    void paste(const QMimeData &source)
    {
        auto *copy = new QMimeData;
        for (const QString &format : source.formats())
            copy->setData(format, source.data(format));
        if (source.hasImage())
            copy->setImageData(source.imageData());
        if (source.hasUrls())
            copy->setUrls(source.urls());
        QApplication::clipboard()->setMimeData(copy);
        m_composer->field()->paste();
    }
    static QByteArray png(const QSize &size, const QColor &color)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(color);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        [&] { QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG")); }();
        return bytes;
    }
    /// What colour the small pictures of the attachments have.
    [[nodiscard]] QList<QColor> thumbs() const
    {
        QList<QColor> colors;
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        const QList<QLabel *> labels = strip->widget()->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            const QImage image = label->pixmap().toImage();
            if (!image.isNull() && !label->parentWidget()->isHidden())
                colors.append(image.pixelColor(image.rect().center()));
        }
        return colors;
    }
};

QTEST_MAIN(tst_ComposerFiles)
#include "tst_composerfiles.moc"
