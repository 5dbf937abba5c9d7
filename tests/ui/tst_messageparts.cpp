// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "fakemessagemodel.h"
#include "media/mediastore.h"
#include "messages/row/rowpainter.h"
#include "messages/view/messageview.h"
#include "support/processortime.h"
#include "text/emoji.h"
#include "theme/themecolors.h"
#include "token/utc.h"

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace std::chrono_literals;
using parley::chat::Message;
using parley::test::FakeMessageModel;
using parley::ui::MediaStore;
using parley::ui::MessageAction;
using parley::ui::MessageRow;
using parley::ui::MessageView;
using parley::ui::Names;
using parley::ui::RowHit;
using parley::ui::RowLayout;
using parley::ui::RowMetrics;

namespace {

Names names()
{
    return { QStringLiteral("alice"), [](const QString &identity) { return identity.toUpper(); } };
}

FakeMessageModel::Row rowOf(const QString &author, const QString &body)
{
    FakeMessageModel::Row row;
    row.index = 5;
    row.author = author;
    row.own = author == QLatin1String("alice");
    row.body = body;
    row.created = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Utc);
    return row;
}

chat::Media mediaOf(const QString &sid, const QString &name, const QString &type, qint64 size)
{
    chat::Media media;
    media.sid = sid;
    media.filename = name;
    media.contentType = type;
    media.size = size;
    return media;
}

QByteArray pngBytes(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

/// What a message has besides its words: quote, reactions, files, what can be done about it.
namespace {

/// What the view wanted to be done.
MessageAction actionOf(const QSignalSpy &spy, int number = 0)
{
    return spy.at(number).first().value<MessageAction>();
}

} // namespace

class tst_MessageParts final : public QObject
{
    Q_OBJECT

private:
    RowLayout layoutOf(const FakeMessageModel &model, int width = 600,
                       Qt::LayoutDirection direction = Qt::LeftToRight, MediaStore *store = nullptr)
    {
        return { MessageRow::read(model, 0, -1, names()),
                 RowMetrics(qApp->font()),
                 width,
                 direction,
                 QDate(2026, 1, 1),
                 store };
    }

    /// How long it takes to read, lay out and paint a message once.
    std::chrono::milliseconds timeFor(const FakeMessageModel &model)
    {
        return parley::test::processorTime([&] {
            const RowLayout layout = layoutOf(model);
            QImage image(600, 800, QImage::Format_ARGB32_Premultiplied);
            QPainter painter(&image);
            painter.translate(0, -layout.height() / 2.0);
            paintRow(painter, layout, RowMetrics(qApp->font()), parley::ui::lightColors(), {});
        });
    }

    /// A view on one message, and where \a point of that row is in its viewport.
    struct Shown
    {
        explicit Shown(FakeMessageModel &model, MediaStore *store = nullptr)
        {
            view.resize(600, 400);
            view.rows().setNames(names());
            view.rows().setMedia(store);
            view.show();
            view.setModel(&model, -1);
        }
        void click(const QPointF &point)
        {
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                              view.rowRect(0).topLeft() + point.toPoint());
        }
        RowLayout layout(const FakeMessageModel &model, MediaStore *store = nullptr) const
        {
            return { MessageRow::read(model, 0, -1, names()),
                     RowMetrics(view.font()),
                     view.viewport()->width(),
                     Qt::LeftToRight,
                     QDate::currentDate(),
                     store };
        }
        MessageView view;
    };

private Q_SLOTS:
    void aMessageOfManyLinksIsPaintedAtOnce()
    {
        QString body;
        for (int i = 0; i < 2970; ++i)
            body += QStringLiteral("https://a.io ");
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), body));
        QCOMPARE(layoutOf(model).links().size(), size_t(2970));
        QCOMPARE_LT(timeFor(model), 400ms);
    }

    void everyLinkIsPaintedAtEveryWidth()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"),
                           QStringLiteral("Here is **bold** and `code`\n```\nint main();\n```\n> "
                                          "quoted\n\nsee [docs](https://example.com/a) and "
                                          "https://example.org/x_y_z")));
        const parley::ui::ThemeColors &colors = parley::ui::lightColors();
        for (int width = 260; width < 700; width += 7) {
            const RowLayout layout = layoutOf(model, width);
            QCOMPARE(layout.links().size(), size_t(2));
            QImage image(width, int(layout.height()), QImage::Format_ARGB32_Premultiplied);
            image.fill(colors.window);
            QPainter painter(&image);
            paintRow(painter, layout, RowMetrics(qApp->font()), colors, {});
            painter.end();
            for (const parley::ui::Link &link : layout.links()) {
                const QTextLine line = layout.text().lineForTextPosition(link.start + 1);
                const QRect rect = line.rect().translated(layout.textOrigin()).toRect();
                int painted = 0;
                for (int y = rect.top(); y < rect.bottom(); ++y) {
                    for (int x = rect.left(); x < std::min(rect.right(), width); ++x) {
                        const QColor color = image.pixelColor(x, y);
                        painted += color.blue() > color.red() + 60 ? 1 : 0;
                    }
                }
                QVERIFY2(
                    painted > 20,
                    qPrintable(QStringLiteral("%1 at %2").arg(link.url.toString()).arg(width)));
            }
        }
    }

    void manyReactionsAreShownInPart()
    {
        FakeMessageModel::Row row = rowOf(QStringLiteral("bob"), QStringLiteral("look"));
        for (int i = 0; i < 200; ++i) {
            chat::Reaction reaction;
            reaction.emoji = QString::number(i) + QChar(0x202E);
            for (int j = 0; j < 100; ++j)
                reaction.identities.append(QStringLiteral("user%1").arg(j));
            row.reactions.append(reaction);
        }
        FakeMessageModel model;
        model.append(row);
        const MessageRow read = MessageRow::read(model, 0, -1, names());
        QVERIFY(read.reactions.size() <= 40);
        QCOMPARE(read.reactions[0].count, 100);
        QVERIFY(read.reactions[0].names.size() <= 20);
        QCOMPARE(read.reactions[0].label, QStringLiteral("0"));
        const QString words = parley::ui::MessageTexts::reaction(read.reactions[0]);
        QVERIFY2(words.contains(QLatin1String("80 other")), qPrintable(words));
        QCOMPARE_LT(timeFor(model), 400ms);
    }

    void aReplyShowsWhomItAnswersAndLeadsThere()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("alice"), QStringLiteral("At ten."));
        row.reply = chat::Reply { QStringLiteral("IM2"), 2, QStringLiteral("bob"),
                                  QStringLiteral("When do we meet?") };
        model.append(row);
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        QVERIFY(layout.bubbleRect().contains(layout.quoteRect()));
        QVERIFY(layout.quoteRect().bottom() <= layout.textOrigin().y());
        QCOMPARE(layout.row().replyName, QStringLiteral("BOB"));
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.quoteRect().center());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::ShowQuoted);
        QCOMPARE(actionOf(spy).index, 2);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains(QLatin1String("BOB: When do we meet?")), qPrintable(text));
    }

    void assistiveTechnologyCanActOnAMessage()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QStringLiteral("At ten."));
        row.reply = chat::Reply { QStringLiteral("IM2"), 2, QStringLiteral("alice"),
                                  QStringLiteral("When?") };
        model.append(row);
        Shown shown(model);
        QAccessibleInterface *item = QAccessible::queryAccessibleInterface(&shown.view)->child(0);
        QAccessibleActionInterface *actions = item->actionInterface();
        QVERIFY(actions != nullptr);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        actions->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(spy.size(), 1);
        actions->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(shown.view.currentRow(), 0);
        actions->doAction(QAccessibleActionInterface::showMenuAction());
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        menu->close();
        model.remove(0);
        QVERIFY(!item->isValid());
        actions->doAction(QAccessibleActionInterface::pressAction()); // the row is gone: nothing
        QCOMPARE(spy.size(), 1);
    }

    void aGroupMessageTellsWhoHasReadIt()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("alice"), QStringLiteral("Lunch?"));
        row.own = true;
        model.append(row);
        Shown shown(model);
        Names names;
        names.own = QStringLiteral("alice");
        names.readersOf = [&row](qint64 index) {
            return index == row.index ? QStringList { QStringLiteral("Bob"), QStringLiteral("Eve") }
                                      : QStringList();
        };
        shown.view.rows().setNames(names);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains(QLatin1String("Read by Bob")), qPrintable(text));
        shown.view.showRowMenu(0);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        QVERIFY2(texts.join(u'|').contains(QLatin1String("Read by Bob")),
                 qPrintable(texts.join(u'|')));
        menu->close();
        names.readersOf = [](qint64) { return QStringList(); };
        shown.view.rows().setNames(names);
        QVERIFY(!shown.view.rows().description(0).contains(QLatin1String("Read by")));
    }

    void codeIsCopiedByItsButton()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"),
                           QStringLiteral("Try **this**:\n```cpp\nint a = 1;\n  return a;\n```")));
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        const auto &boxes = layout.words().boxes();
        QCOMPARE(boxes.size(), size_t(1));
        QVERIFY(boxes[0].isCode);
        const QRectF code = boxes[0].rect.translated(layout.textOrigin());
        QVERIFY(layout.bubbleRect().contains(code));
        QVERIFY(layout.timeRect().top() >= code.bottom()); // the time is not on the code
        QCOMPARE(layout.text().text().left(9), QStringLiteral("Try this:"));
        shown.click(boxes[0].copyRect.translated(layout.textOrigin()).center());
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("int a = 1;\n  return a;"));
        shown.view.setCurrentRow(0);
        QTest::keyClick(&shown.view, Qt::Key_C); // the message as it was written
        QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("**this**")));
    }

    void quotesAndListsAreSetIn_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addRow("left to right") << QStringLiteral(
            "Plain\n> quoted words\n> two\n- a point that is long enough to need a second line "
            "in a bubble of this width, and then some more words to be sure of it");
        QTest::addRow("right to left") << QStringLiteral(
            "שלום\n> מילים\n> עוד\n- נקודה ארוכה מספיק כדי להזדקק לשורה שנייה בבועה ברוחב הזה, "
            "ועוד כמה מילים כדי להיות בטוחים לגמרי שכן");
    }
    void quotesAndListsAreSetIn()
    {
        QFETCH(QString, body);
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), body));
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        const bool isRightToLeft = layout.words().isRightToLeft();
        const auto edgeOf = [&layout, isRightToLeft](int line) {
            const QRectF rect = layout.text().lineAt(line).naturalTextRect();
            return isRightToLeft ? layout.words().width() - rect.right() : rect.left();
        };
        QVERIFY(edgeOf(1) > edgeOf(0) + 8);
        QVERIFY(edgeOf(3) > edgeOf(0) + 4);
        QVERIFY(layout.text().lineCount() > 4);
        QVERIFY(edgeOf(4) > edgeOf(3)); // below the words, not below the bullet
        QCOMPARE(layout.words().boxes().size(), size_t(1)); // one bar for both lines
        QVERIFY(layout.bubbleRect().contains(
            layout.words().boxes()[0].rect.translated(layout.textOrigin())));
        QVERIFY(!shown.view.grab().isNull());
    }

    void messagesCanBeShownAsWritten()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), QStringLiteral("**a** and **b**")));
        RowMetrics metrics(qApp->font());
        metrics.isFormatted = false;
        const RowLayout layout(MessageRow::read(model, 0, -1), metrics, 600, Qt::LeftToRight,
                               QDate::currentDate());
        QCOMPARE(layout.text().text(), QStringLiteral("**a** and **b**"));
        Shown shown(model);
        const int before = shown.view.rows().layoutCount();
        shown.view.rows().setFormatted(false);
        QCOMPARE(shown.view.rows().layoutCount(), before + 1); // each message is read once
        shown.view.rows().setFormatted(false);
        QVERIFY(!shown.view.grab().isNull());
        QCOMPARE(shown.view.rows().layoutCount(), before + 1);
    }

    void reactionsAreCountedAndToggled()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QStringLiteral("Done!"));
        row.reactions
            = { { QStringLiteral("🎉"), { QStringLiteral("alice"), QStringLiteral("carol") } },
                { QStringLiteral("👍"), { QStringLiteral("bob") } } };
        model.append(row);
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        QCOMPARE(layout.reactions().size(), size_t(2));
        QCOMPARE(layout.row().reactions[0].count, 2);
        QVERIFY(layout.row().reactions[0].own);
        QVERIFY(!layout.row().reactions[1].own);
        QVERIFY(layout.reactions()[0].top() >= layout.bubbleRect().bottom());
        QVERIFY(layout.height() >= layout.reactions()[0].bottom());
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.reactions()[0].center());
        shown.click(layout.reactions()[1].center());
        QCOMPARE(spy.size(), 2);
        QCOMPARE(actionOf(spy).text, QStringLiteral("🎉"));
        QCOMPARE(actionOf(spy).isOn, false); // it was the own one: taken back
        QCOMPARE(actionOf(spy, 1).isOn, true);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains(QLatin1String("you")) && text.contains(QLatin1String("CAROL")),
                 qPrintable(text));
    }

    void newReactionsMakeRoomWithoutAJump()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(60, 0));
        MessageView view;
        view.resize(600, 400);
        view.show();
        view.setModel(&model, -1);
        view.scrollToRow(20);
        const int first = view.firstVisibleRow();
        const int below = view.rowRect(first).bottom();
        model.react(first + 2, { { QStringLiteral("👍"), { QStringLiteral("bob") } } });
        QCOMPARE(view.rowRect(first).bottom(), below);
    }

    void manyReactionsWrap()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("alice"), QStringLiteral("x"));
        for (int i = 0; i < 30; ++i)
            row.reactions.append({ QStringLiteral("word%1").arg(i), { QStringLiteral("bob") } });
        model.append(row);
        for (const auto direction : { Qt::LeftToRight, Qt::RightToLeft }) {
            const RowLayout layout = layoutOf(model, 400, direction);
            for (const QRectF &rect : layout.reactions())
                QVERIFY(rect.left() >= 0 && rect.right() <= 400);
            QVERIFY(layout.reactions().back().top() > layout.reactions().front().top());
        }
    }

    void filesAreALineEach()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QString());
        row.media = { mediaOf(QStringLiteral("ME1"), QStringLiteral("../../etc/passwd"),
                              QStringLiteral("text/plain"), 2000),
                      mediaOf(QStringLiteral("ME2"), QString(), QStringLiteral("application/pdf"),
                              3000) };
        model.append(row);
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        QCOMPARE(layout.media().size(), size_t(2));
        QVERIFY(layout.bubbleRect().contains(layout.media()[1].rect));
        QVERIFY(layout.text().lineCount() == 0); // no empty line for the missing words
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.media()[1].rect.center());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).media.sid, QStringLiteral("ME2"));
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains(QLatin1String("passwd")) && !text.contains(QLatin1String("..")),
                 qPrintable(text));
    }

    void aDoubleClickDoesItOnce()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QString());
        row.media = { mediaOf(QStringLiteral("ME1"), QStringLiteral("a.pdf"),
                              QStringLiteral("application/pdf"), 2000) };
        model.append(row);
        Shown shown(model);
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
        auto row = rowOf(QStringLiteral("bob"), QString());
        for (int i = 0; i < 12; ++i) {
            row.index = i;
            row.media = { mediaOf(QStringLiteral("ME%1").arg(i), QStringLiteral("a.pdf"),
                                  QStringLiteral("application/pdf"), 2000) };
            model.append(row);
        }
        Shown shown(model);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        QWidget *viewport = shown.view.viewport();
        // All rows but the first are alike: the middle of the last one's chip.
        const QRect last = shown.view.rowRect(11);
        const QPoint point(shown.layout(model).media()[0].rect.center().toPoint().x(),
                           last.center().y());
        QTest::mousePress(viewport, Qt::LeftButton, {}, point);
        row.index = 12;
        row.media = { mediaOf(QStringLiteral("ME12"), QStringLiteral("a.pdf"),
                              QStringLiteral("application/pdf"), 2000) };
        model.append(row); // at the end the others move up by just its height
        QVERIFY(shown.view.rowRect(12).contains(point));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, point);
        QCOMPARE(spy.size(), 0);
        QTest::mouseClick(viewport, Qt::LeftButton, {}, point);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).media.sid, QStringLiteral("ME12"));
    }

    void aPictureArrivesWithoutMovingAnything()
    {
        std::vector<chat::Callback<QByteArray>> answers;
        ui::MediaTransfers transfers;
        transfers.load = [&answers](const chat::Media &, qint64, QObject *,
                                    chat::Callback<QByteArray> done) { answers.push_back(done); };
        MediaStore store(transfers, QString());
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QStringLiteral("Look!"));
        row.media = { mediaOf(QStringLiteral("ME1"), QStringLiteral("a.png"),
                              QStringLiteral("image/png"), 2000) };
        model.append(row);
        Shown shown(model, &store);
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

    void thePartnerIsNotNamedAtEveryMessage()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), QStringLiteral("Hello")));
        const auto read = [&model](const QString &partner) {
            Names all = names();
            all.partner = partner;
            return RowLayout(MessageRow::read(model, 0, -1, all), RowMetrics(qApp->font()), 600,
                             Qt::LeftToRight, QDate(2026, 1, 1));
        };
        const RowLayout inGroup = read({});
        QVERIFY(!inGroup.nameRect().isEmpty());
        QVERIFY(!inGroup.avatarRect().isEmpty());
        const RowLayout ofTwo = read(QStringLiteral("bob"));
        QVERIFY(ofTwo.nameRect().isEmpty());
        QVERIFY(ofTwo.avatarRect().isEmpty());
        QVERIFY(ofTwo.bubbleRect().left() < inGroup.bubbleRect().left());
        // A third person who was added is named.
        QVERIFY(!read(QStringLiteral("carol")).nameRect().isEmpty());
        // Who cannot see on which side the bubble is hears who wrote it.
        const QString words = ui::MessageTexts::description(ofTwo.row());
        QVERIFY2(words.startsWith(QLatin1String("bob")), qPrintable(words));

        MessageView view;
        view.resize(600, 400);
        view.show();
        view.rows().setNames(names());
        view.setModel(&model, -1);
        const int height = view.rowRect(0).height();
        Names two = names();
        two.partner = QStringLiteral("bob");
        view.rows().setNames(two);
        QVERIFY(view.rowRect(0).height() < height); // what is shown changes at once
    }

    void deletedMessagesLeaveALine_data()
    {
        QTest::addColumn<QList<int>>("deleted");
        QTest::addColumn<QList<int>>("behind"); // of the rows with the indexes 0, 1, 4
        QTest::newRow("none") << QList<int> {} << QList<int> { 0, 0, 0 };
        QTest::newRow("between two") << QList<int> { 2 } << QList<int> { 0, 1, 0 };
        QTest::newRow("two in one place") << QList<int> { 2, 3 } << QList<int> { 0, 2, 0 };
        QTest::newRow("the newest") << QList<int> { 5 } << QList<int> { 0, 0, 1 };
        QTest::newRow("one that is still there") << QList<int> { 1 } << QList<int> { 0, 0, 0 };
    }
    void deletedMessagesLeaveALine()
    {
        using List = QList<int>;
        QFETCH(List, deleted);
        QFETCH(List, behind);
        const std::set<qint64> indexes(deleted.begin(), deleted.end());
        FakeMessageModel model;
        for (const qint64 index : { 0, 1, 4 }) {
            auto row = rowOf(QStringLiteral("bob"), QStringLiteral("x"));
            row.index = index;
            model.append(row);
        }
        MessageView view;
        view.resize(600, 400);
        view.show();
        view.rows().setNames(names());
        view.setModel(&model, -1);
        List heights;
        for (int i = 0; i < 3; ++i)
            heights.append(view.rowRect(i).height());
        view.rows().setDeleted(indexes);
        for (int i = 0; i < 3; ++i) {
            const MessageRow row = MessageRow::read(model, i, -1, names(), indexes);
            QCOMPARE(row.deletedBehind, behind[i]);
            QCOMPARE(view.rowRect(i).height() > heights[i], behind[i] > 0);
            const QString words = view.rows().description(i);
            QCOMPARE(words.contains(QStringLiteral("deleted")), behind[i] > 0);
        }
        QVERIFY(!view.grab().isNull());
    }

    void anUploadCanBeCancelled()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("alice"), QString());
        row.index = -1;
        row.delivery = Message::Delivery::Sending;
        row.uploadProgress = 0.42;
        row.media = { mediaOf(QString(), QStringLiteral("film.mp4"), QStringLiteral("video/mp4"),
                              90000) };
        model.append(row);
        Shown shown(model);
        const RowLayout layout = shown.layout(model);
        QVERIFY2(layout.footerText().contains(QLatin1String("42")),
                 qPrintable(layout.footerText()));
        QVERIFY(layout.retryRect().isEmpty());
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.discardRect().center());
        QCOMPARE(spy.size(), 1);
    }

    void aFailedMessageCanBeDiscardedOrRetried()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("alice"), QStringLiteral("x"));
        row.index = -1;
        row.delivery = Message::Delivery::Failed;
        model.append(row);
        for (const auto direction : { Qt::LeftToRight, Qt::RightToLeft }) {
            const RowLayout layout = layoutOf(model, 600, direction);
            QCOMPARE(layout.hit(layout.retryRect().center()).kind, RowHit::Kind::Retry);
            QCOMPARE(layout.hit(layout.discardRect().center()).kind, RowHit::Kind::Discard);
            QVERIFY(!layout.retryRect().intersects(layout.discardRect()));
        }
    }

    void fewEmojiAloneAreLarge_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("large");
        QTest::newRow("one") << QStringLiteral("👍") << true;
        QTest::newRow("three with spaces") << QStringLiteral("🎉 🎉 🚀") << true;
        QTest::newRow("a heart with its variation") << QStringLiteral("❤️") << true;
        QTest::newRow("a family joined from four")
            << QStringLiteral("👨‍👩‍👧‍👦") << true;
        QTest::newRow("with a word") << QStringLiteral("👍 ok") << false;
        QTest::newRow("a pattern") << QStringLiteral("🟢").repeated(60) << false;
        QTest::newRow("digits") << QStringLiteral("10") << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void fewEmojiAloneAreLarge()
    {
        QFETCH(QString, text);
        QFETCH(bool, large);
        QCOMPARE(ui::isEmojiOnly(text), large);
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), text));
        const RowMetrics metrics(qApp->font());
        QCOMPARE(layoutOf(model).text().font().pointSizeF() > metrics.bodyFont.pointSizeF(), large);
    }

    void theEndIsNoneWhileThereIsMore()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(60, 0));
        MessageView view;
        view.resize(600, 400);
        view.show();
        view.setModel(&model, -1);
        view.rows().setHasNewer(true);
        QSignalSpy newerSpy(&view, &MessageView::newerNeeded);
        view.scrollToEnd();
        QVERIFY(!view.isAtEnd());
        QVERIFY(!newerSpy.isEmpty());
        const int first = view.firstVisibleRow();
        const QRect before = view.rowRect(first);
        model.insert(60, FakeMessageModel::many(30, 60)); // a page of newer ones
        QCOMPARE(view.rowRect(first), before);
        view.rows().setHasNewer(false);
        view.scrollToEnd();
        QVERIFY(view.isAtEnd());
        QCOMPARE(view.lastVisibleRow(), 89);
    }

    void jumpingShowsTheRowInTheMiddle()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(200, 0));
        MessageView view;
        view.resize(600, 400);
        view.show();
        view.setModel(&model, -1);
        view.jumpToRow(80);
        const QRect rect = view.rowRect(80);
        QVERIFY(!rect.isEmpty());
        QVERIFY(std::abs(rect.center().y() - view.viewport()->height() / 2) < 30);
        QCOMPARE(view.currentRow(), 80);
    }

    void daysAreNamedAnewAtMidnight()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("bob"), QStringLiteral("x")));
        const MessageRow row = MessageRow::read(model, 0, -1);
        const RowMetrics metrics(qApp->font());
        const QDate day(2026, 1, 1);
        const RowLayout today(row, metrics, 600, Qt::LeftToRight, day);
        const RowLayout later(row, metrics, 600, Qt::LeftToRight, day.addDays(1));
        QCOMPARE(today.dayText(), QStringLiteral("Today"));
        QCOMPARE(later.dayText(), QStringLiteral("Yesterday"));
        MessageView view;
        view.resize(600, 400);
        view.rows().setToday(day);
        view.show();
        view.setModel(&model, -1);
        const int layouts = view.rows().layoutCount();
        view.rows().setToday(day.addDays(1));
        QVERIFY(view.rows().layoutCount() > layouts);
    }

    void theMenuOffersWhatFits()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("alice"), QStringLiteral("mine")));
        Shown shown(model);
        shown.view.setCurrentRow(0);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Space);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        for (const char *wanted : { "Reply\tR", "React", "Copy text\tC", "Select\tCtrl+Space",
                                    "Edit\tE", "Delete\tDel" })
            QVERIFY2(texts.contains(QString::fromUtf8(wanted)), qPrintable(texts.join(u',')));
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        menu->actions().first()->trigger();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::Reply);
        QCOMPARE(actionOf(spy).index, 5);
        menu->close();
    }

    void theMenuPinsAndUnpins_data()
    {
        QTest::addColumn<bool>("isPinned");
        QTest::addRow("pins") << false;
        QTest::addRow("unpins") << true;
    }

    void theMenuPinsAndUnpins()
    {
        QFETCH(bool, isPinned);
        FakeMessageModel model;
        FakeMessageModel::Row row = rowOf(QStringLiteral("bob"), QStringLiteral("rules"));
        row.isPinned = isPinned;
        model.append(row);
        Shown shown(model);
        QCOMPARE(shown.view.rows().description(0).contains(QStringLiteral("pinned")), isPinned);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.view.setCurrentRow(0);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Space);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        const QString wanted = isPinned ? QStringLiteral("Unpin\tP") : QStringLiteral("Pin\tP");
        const QList<QAction *> entries = menu->actions();
        const auto entry = std::ranges::find(entries, wanted, &QAction::text);
        QVERIFY(entry != entries.end());
        (*entry)->trigger();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::Pin);
        QCOMPARE(actionOf(spy).index, 5);
        QCOMPARE(actionOf(spy).isOn, !isPinned);
        menu->close();
        QTest::keyClick(&shown.view, Qt::Key_P);
        QCOMPARE(spy.size(), 2);
        QCOMPARE(actionOf(spy, 1).isOn, !isPinned);
    }
};

QTEST_MAIN(tst_MessageParts)
#include "tst_messageparts.moc"
