// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/applicationid.h"
#include "theme/icons.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString read(const QString &name)
{
    QFile file(QStringLiteral(PARLEY_RESOURCES "/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// The files around the program agree with each other and with it.
class tst_Resources final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneIdEverywhere()
    {
        const QString id = parley::ui::applicationId();
        const QString desktop = read(id + u".desktop"_s);
        QVERIFY(desktop.contains(u"Icon="_s + id));
        QVERIFY(desktop.contains("Exec=parley"_L1));
        const QString metainfo = read(id + u".metainfo.xml"_s);
        QVERIFY(metainfo.contains(u"<id>%1</id>"_s.arg(id)));
        QVERIFY(metainfo.contains(id + u".desktop</launchable>"_s));
    }

    void everyIconIsDrawn_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList files
            = QDir(QStringLiteral(PARLEY_RESOURCES "/icons")).entryList({ u"*.svg"_s });
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            QTest::addRow("%s", qPrintable(file)) << file.chopped(4);
    }
    void everyIconIsDrawn()
    {
        QFETCH(QString, name);
        const QImage image = parley::ui::themedIcon(name).pixmap(24, 24).toImage().convertToFormat(
            QImage::Format_ARGB32);
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
        }
        QVERIFY2(inked > 5, "the icon is not in the program, or empty");
    }

    void translationsAreComplete_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addRow("English plurals") << u"i18n/parley_en.ts"_s;
        QTest::addRow("German") << u"i18n/parley_de.ts"_s;
    }
    void translationsAreComplete()
    {
        QFETCH(QString, file);
        const QString text = read(file);
        QVERIFY(text.contains("<translation"_L1));
        QVERIFY(!text.contains("type=\"unfinished\""_L1));
    }

    void translationsKeepTheirPlaceholders()
    {
        static const QRegularExpression message(
            u"<source>(.*?)</source>.*?<translation>(.*?)</translation>"_s,
            QRegularExpression::DotMatchesEverythingOption);
        QRegularExpressionMatchIterator it = message.globalMatch(read(u"i18n/parley_de.ts"_s));
        int count = 0;
        while (it.hasNext()) {
            const QRegularExpressionMatch match = it.next();
            ++count;
            for (const char *placeholder : { "%1", "%2", "%3", "%n" }) {
                const QLatin1String mark(placeholder);
                QVERIFY2(match.captured(1).contains(mark) == match.captured(2).contains(mark),
                         qPrintable(match.captured(1)));
            }
        }
        QVERIFY(count > 300);
    }
};

QTEST_MAIN(tst_Resources)
#include "tst_resources.moc"
