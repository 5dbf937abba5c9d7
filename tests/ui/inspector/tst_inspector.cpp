// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"
#include "inspector/claimsview.h"
#include "inspector/eventlogmodel.h"
#include "inspector/eventlogview.h"
#include "inspector/timelinedata.h"
#include "inspector/timelinedrawing.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokenfindings.h"
#include "inspector/tokeninspector.h"
#include "inspector/tokentimeline.h"
#include "inspector/whycard.h"
#include "presetprovider.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/testtoken.h"
#include "token/isotime.h"
#include "widgets/elidedlabel.h"

#include <QFile>
#include <QListView>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QWheelEvent>

#include <algorithm>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    Fixture()
    {
        manager.setExpectedIdentity(u"alice"_s);
        manager.start();
    }

    test::FakeClock clock;
    test::FakeReachability reachability;
    test::PresetProvider provider { clock };
    TokenManager manager {
        provider, { .clock = &clock, .reachability = &reachability, .random = [] { return 0.5; } }
    };
};

int countOf(const TimelineData &data, TimelineData::MarkKind kind)
{
    int count = 0;
    for (const TimelineData::Mark &mark : data.marks())
        count += mark.kind == kind ? 1 : 0;
    return count;
}

std::vector<Finding> findingsOf(const test::TokenSpec &spec, const TokenContext &context)
{
    return TokenFindings::of(test::makeToken(spec), context);
}

} // namespace

class tst_Inspector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrongWithAToken_data()
    {
        QTest::addColumn<int>("life");
        QTest::addColumn<int>("age");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("words");
        const QString alice = u"alice"_s;
        QTest::addRow("nothing") << 3600 << 10 << 0 << alice << u"Nothing is wrong"_s;
        QTest::addRow("too short") << 90 << 10 << 0 << alice << u"three minutes is"_s;
        QTest::addRow("too long") << 48 * 3600 << 10 << 0 << alice << u"24 hours"_s;
        QTest::addRow("expired") << 3600 << 3700 << 0 << alice << u"has expired"_s;
        QTest::addRow("last minutes") << 3600 << 3500 << 0 << alice << u"last three minutes"_s;
        QTest::addRow("another user") << 3600 << 10 << 0 << u"bob"_s << u"another user"_s;
        QTest::addRow("clock behind") << 3600 << 10 << 600 << alice << u"slow"_s;
        QTest::addRow("clock ahead") << 3600 << 10 << -5 << alice << u"fast"_s;
    }
    void saysWhatIsWrongWithAToken()
    {
        QFETCH(int, life);
        QFETCH(int, age);
        QFETCH(int, offset);
        QFETCH(QString, expected);
        QFETCH(QString, words);
        const test::FakeClock clock;
        test::TokenSpec spec;
        const WallTime serverNow = clock.wallNow() + std::chrono::seconds(offset);
        spec.issuedAt = std::chrono::time_point_cast<std::chrono::seconds>(
            serverNow - std::chrono::seconds(age));
        spec.life = std::chrono::seconds(life);
        const std::vector<Finding> findings
            = findingsOf(spec, { expected, std::chrono::seconds(offset), clock.wallNow() });
        QCOMPARE(findings.size(), size_t(1));
        QVERIFY2(findings.front().text.contains(words), qPrintable(findings.front().text));
    }

    void theClaimsNeverShowTheToken()
    {
        Fixture f;
        f.clock.advance(1s);
        ClaimsView view(f.manager, f.clock);
        view.setExpectedIdentity(u"alice"_s);
        view.refresh();
        QCOMPARE(view.findings().front().weight, Finding::Weight::Fine);
        const QString jwt = QString::fromLatin1(f.manager.token()->jwt());
        const QList<QWidget *> widgets = view.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const QString said = widget->accessibleName() + widget->toolTip();
            for (qsizetype i = 0; i + 20 <= jwt.size(); i += 20)
                QVERIFY(!said.contains(jwt.mid(i, 20)));
        }
    }

    void theTimelineTellsTheStory()
    {
        Fixture f;
        TimelineData data(f.manager, f.clock);
        f.clock.advance(1s);
        QCOMPARE(data.lives().size(), size_t(1));
        QCOMPARE(countOf(data, TimelineData::MarkKind::Arrived), 1);
        QVERIFY(data.plannedRefresh());
        QVERIFY(*data.plannedRefresh() > f.clock.wallNow() + 40min);
        QVERIFY(data.lives().back().lastMinutes == data.lives().back().until - 3min);

        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        f.clock.advance(59min);
        QVERIFY(countOf(data, TimelineData::MarkKind::Failed) >= 3);
        QCOMPARE(countOf(data, TimelineData::MarkKind::AboutToExpire), 1);
        QCOMPARE(countOf(data, TimelineData::MarkKind::Expired), 0);
        f.clock.advance(2min);
        QCOMPARE(countOf(data, TimelineData::MarkKind::Expired), 1);

        f.provider.giveTokens(3600s);
        f.clock.advance(2min);
        QCOMPARE(data.lives().size(), size_t(2));
        QCOMPARE(countOf(data, TimelineData::MarkKind::Arrived), 2);
    }

    void theTimelineMovesWithTime()
    {
        Fixture f;
        TokenTimeline timeline(f.manager, f.clock);
        timeline.resize(300, timeline.sizeHint().height());
        f.clock.advance(1s);
        const double before
            = TimeWindow::around(timeline.data(), 120s).fraction(timeline.data().marks()[0].at);
        const QImage first = timeline.grab().toImage();
        f.clock.advance(30s);
        timeline.advance();
        const double after
            = TimeWindow::around(timeline.data(), 120s).fraction(timeline.data().marks()[0].at);
        QVERIFY(after < before);
        QVERIFY(qAbs(before - after - 30.0 / 120) < 0.01);
        f.clock.advance(10min);
        timeline.advance();
        QVERIFY(timeline.grab().toImage() != first);
    }

    void theTimelineZoomsByKeys()
    {
        Fixture f;
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        QCOMPARE(timeline.zoom().span(), 0s);
        QVERIFY(!timeline.zoom().canZoomOut());
        QTest::keyClick(&timeline, Qt::Key_Plus);
        QCOMPARE(timeline.zoom().span(), 3600s);
        while (timeline.zoom().canZoomIn())
            timeline.zoom().zoomIn();
        QCOMPARE(timeline.zoom().span(), 120s);
        QTest::keyClick(&timeline, Qt::Key_Minus);
        QCOMPARE(timeline.zoom().span(), 600s);
        QVERIFY(timeline.accessibleDescription().contains("1 token"_L1));
    }

    void theTimelineShowsWhatHappensNow()
    {
        Fixture f;
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        QSignalSpy zoomed(&timeline.zoom(), &TimelineZoom::changed);
        QCOMPARE(timeline.zoom().span(), 0s); // one token and nothing else: its whole life
        f.clock.advance(20min);
        f.manager.refresh(&timeline, [](const auto &) {});
        f.clock.advance(1s);
        timeline.advance();
        QCOMPARE(timeline.zoom().span(), 0s); // the first one came long before
        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        f.clock.advance(30s);
        f.manager.refresh(&timeline, [](const auto &) {});
        f.clock.advance(1s);
        timeline.advance();
        QVERIFY(countOf(timeline.data(), TimelineData::MarkKind::Failed) > 0);
        QCOMPARE(timeline.zoom().span(), 120s); // a token and a failure within a minute
        QVERIFY(!zoomed.isEmpty()); // the buttons follow
        f.provider.giveTokens(3600s);
        f.clock.advance(4min);
        timeline.advance();
        QCOMPARE(timeline.zoom().span(), 600s);
        const auto since = timeline.data().recentSince();
        QVERIFY(since);
        QVERIFY(TimeWindow::around(timeline.data(), timeline.zoom().span()).fraction(*since) >= 0);
        f.clock.advance(10min);
        timeline.advance();
        QCOMPARE(timeline.zoom().span(), 0s); // quiet for a while
    }

    void shortTokensDoNotPushTheirFutureAside()
    {
        Fixture f;
        f.provider.giveTokens(180s);
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        f.manager.refresh(&timeline, [](const auto &) {});
        f.clock.advance(40min); // a token every one or two minutes
        timeline.advance();
        QVERIFY(countOf(timeline.data(), TimelineData::MarkKind::Arrived) > 10);
        QCOMPARE(timeline.zoom().span(), 600s);
        const double end = timeline.zoom().shown().fraction(timeline.data().lives().back().until);
        QVERIFY2(end > 0.6 && end <= 1, qPrintable(QString::number(end)));
    }

    void aZoomThatWasChosenStays()
    {
        Fixture f;
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        timeline.zoom().zoomIn();
        f.clock.advance(2min);
        f.manager.refresh(&timeline, [](const auto &) {});
        f.clock.advance(1s);
        timeline.advance();
        QCOMPARE(timeline.zoom().span(), 3600s);
        while (timeline.zoom().canZoomIn() && timeline.zoom().span() != 600s)
            timeline.zoom().zoomIn();
        QCOMPARE(timeline.zoom().span(), 600s); // what fits now: it follows again
        f.clock.advance(10min);
        timeline.advance();
        QCOMPARE(timeline.zoom().span(), 0s);
    }

    void theTimelineIsMovedAndFollowsAgain()
    {
        Fixture f;
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        timeline.resize(300, timeline.sizeHint().height());
        timeline.show();
        while (timeline.zoom().canZoomIn())
            timeline.zoom().zoomIn();
        const TimeWindow before = timeline.zoom().shown();
        QTest::mousePress(&timeline, Qt::LeftButton, {}, QPoint(100, 20));
        QMouseEvent move(QEvent::MouseMove, QPointF(40, 20), timeline.mapToGlobal(QPointF(40, 20)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&timeline, &move);
        QTest::mouseRelease(&timeline, Qt::LeftButton, {}, QPoint(40, 20));
        const TimeWindow dragged = timeline.zoom().shown();
        QVERIFY(dragged.from > before.from + 20s); // 60 of 280 pixels of two minutes
        QVERIFY(dragged.from < before.from + 40s);
        QVERIFY(dragged.until - dragged.from == before.until - before.from);
        QVERIFY(!timeline.zoom().isFollowing());
        f.clock.advance(10s);
        timeline.advance();
        QVERIFY(timeline.zoom().shown().from == dragged.from); // it stays where it was put

        QTest::keyClick(&timeline, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(timeline.zoom().shown().from == dragged.from + 30s);
        for (int i = 0; i < 1000; ++i)
            timeline.zoom().moveBy(-1);
        QVERIFY(timeline.zoom().shown().until
                > timeline.data().marks().front().at); // never out of sight
        QTest::keyClick(&timeline, Qt::Key_Home);
        QVERIFY(timeline.zoom().isFollowing());
        QVERIFY(timeline.zoom().shown().fraction(f.clock.wallNow()) >= 0);

        // The wheel zooms, sideways it moves.
        const auto turn = [&timeline](const QPoint &delta) {
            QWheelEvent wheel(QPointF(100, 20), timeline.mapToGlobal(QPointF(100, 20)), {}, delta,
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&timeline, &wheel);
        };
        const std::chrono::seconds span = timeline.zoom().span();
        turn({ 0, 120 });
        QVERIFY(timeline.zoom().span() != span);
        turn({ 0, -120 });
        QCOMPARE(timeline.zoom().span(), span);
        turn({ -120, 0 });
        QVERIFY(!timeline.zoom().isFollowing());
    }

    void aMarkShowsItsEvent()
    {
        Fixture f;
        EventLogModel log;
        connect(&f.manager, &TokenManager::tokenUpdateFailed, &log, [&log, &f] {
            log.append({ { u"event"_s, u"tokenUpdateFailed"_s },
                         { u"at"_s, isoTime(f.clock.wallNow()) } });
        });
        f.clock.advance(1s);
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(320, 800);
        inspector.show();
        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        for (int i = 0; i < 2; ++i) {
            f.clock.advance(40s);
            f.manager.refresh(&inspector, [](const auto &) {});
            f.clock.advance(1s);
        }
        TokenTimeline *timeline = inspector.timeline();
        timeline->advance();
        QSignalSpy requested(timeline, &TokenTimeline::eventRequested);
        QTest::keyClick(timeline, Qt::Key_Left); // the newest mark
        QTest::keyClick(timeline, Qt::Key_Return);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.last().first().value<WallTime>(), timeline->data().marks().back().at);
        const auto *list = inspector.log()->findChild<QListView *>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->currentIndex().row(), list->model()->rowCount() - 1);
        while (requested.last().first().value<WallTime>() != timeline->data().marks().front().at) {
            QTest::keyClick(timeline, Qt::Key_Left);
            QTest::keyClick(timeline, Qt::Key_Return);
            QVERIFY(requested.size() < 50);
        }
        QCOMPARE(list->currentIndex().row(), 0);

        // By a click, on whichever sign is the last mark's.
        const int before = int(requested.size());
        for (int x = 0; x < timeline->width() && requested.size() == before; ++x)
            QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(x, 30));
        QCOMPARE(requested.size(), before + 1);
    }

    void theTimelineHasAWindowOfItsOwn()
    {
        Fixture f;
        EventLogModel log;
        f.clock.advance(1s);
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(320, 500); // so low that the legend is left out
        inspector.show();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        TimelinePanel &panel = *inspector.timelinePanel();
        TokenTimeline &timeline = *panel.timeline();
        const QSize before = timeline.size();
        const int room = inspector.pages()->height();
        QSignalSpy zoomed(&timeline.zoom(), &TimelineZoom::changed);
        timeline.zoom().zoomIn();
        const std::chrono::seconds span = timeline.zoom().span();

        panel.windowAction()->trigger();
        QVERIFY(panel.isWindow() && panel.isVisible());
        QCOMPARE(inspector.timeline(), &timeline); // the same one, not another
        QCOMPARE(timeline.zoom().span(), span);
        QTRY_VERIFY(timeline.width() > before.width()); // with the legend
        QVERIFY(timeline.sizeHint().height() > before.height());
        QTRY_VERIFY(inspector.pages()->height() > room); // they have its room
        QVERIFY(panel.screen()->availableGeometry().contains(panel.geometry()));
        panel.resize(panel.width() - 100, panel.height() + 50);
        QTRY_VERIFY(timeline.height() > timeline.sizeHint().height()); // the bars grow

        // It goes on also while the inspector is hidden.
        inspector.hide();
        QVERIFY(panel.isVisible());
        const WallTime end = timeline.zoom().shown().until;
        const QImage picture = timeline.grab().toImage();
        f.clock.advance(10min);
        QVERIFY(timeline.zoom().shown().until > end);
        QVERIFY(timeline.grab().toImage() != picture);
        inspector.show();

        // Escape closes it, and then it is back where it was.
        const QSize large = panel.size();
        QTest::keyClick(&timeline, Qt::Key_Escape);
        QTRY_VERIFY(!panel.isWindow());
        QVERIFY(panel.isVisible());
        QCOMPARE(panel.window(), &inspector);
        QVERIFY(!panel.windowAction()->isChecked());
        QTRY_COMPARE(timeline.size(), before);
        QCOMPARE(timeline.zoom().span(), span);

        // It opens where it was closed; the inspector has a way to have it back.
        panel.windowAction()->trigger();
        QCOMPARE(panel.size(), large);
        const QList<QPushButton *> buttons = inspector.findChildren<QPushButton *>();
        const auto back
            = std::ranges::find(buttons, u"Put the timeline back"_s, &QPushButton::text);
        QVERIFY(back != buttons.end() && (*back)->isVisible());
        QTest::keyClick(*back, Qt::Key_Space);
        QTRY_VERIFY(!panel.isWindow() && panel.isVisible());
        QVERIFY(!(*back)->isVisible());
    }

    void aWideTimelineLeadsToItsEvents()
    {
        Fixture f;
        EventLogModel log;
        connect(&f.manager, &TokenManager::tokenUpdated, &log, [&log, &f] {
            log.append(
                { { u"event"_s, u"tokenUpdated"_s }, { u"at"_s, isoTime(f.clock.wallNow()) } });
        });
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(320, 800);
        inspector.show();
        f.clock.advance(1s);
        TokenTimeline *timeline = inspector.timeline();
        inspector.timelinePanel()->windowAction()->trigger();
        QTRY_VERIFY(timeline->width() > 400);
        QSignalSpy requested(timeline, &TokenTimeline::eventRequested);
        for (int x = 0; x < timeline->width() && requested.isEmpty(); ++x)
            QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(x, 30));
        QCOMPARE(requested.size(), 1);
        const auto *list = inspector.log()->findChild<QListView *>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->currentIndex().row(), 0);
    }

    void theTimelineBecomesAPicture()
    {
        Fixture f;
        f.clock.advance(1s);
        TokenTimeline timeline(f.manager, f.clock);
        timeline.resize(300, timeline.sizeHint().height());
        QTemporaryDir folder;
        const QString png = folder.filePath(u"t.png"_s);
        QVERIFY(timeline.exportTo(png));
        QVERIFY(QImage(png).width() >= 2 * timeline.width());
        const QString svg = folder.filePath(u"t.svg"_s);
        QVERIFY(timeline.exportTo(svg));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("<svg") && text.contains("<path"));
        QVERIFY(!timeline.exportTo(folder.filePath(u"missing/t.png"_s)));
        QVERIFY(!timeline.exportTo(folder.filePath(u"missing/t.svg"_s)));
    }

    void noSignHidesAnother()
    {
        Fixture f;
        TimelineData data(f.manager, f.clock);
        f.clock.advance(1s);
        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        f.clock.advance(62min);
        f.provider.giveTokens(3600s);
        f.clock.advance(2min);
        QVERIFY(data.marks().size() > 8);
        QVERIFY(data.plannedRefresh());
        for (const std::chrono::seconds span : { 0s, 120s, 600s, 3600s }) {
            constexpr double Length = 256;
            constexpr double Size = 11;
            const TimeWindow window = TimeWindow::around(data, span);
            const std::vector<TimelineSign> signs = placeSigns(data, window, Length, Size);
            QVERIFY(!signs.empty());
            size_t shown = 0;
            for (size_t i = 0; i < signs.size(); ++i) {
                QVERIFY(signs[i].x >= 0 && signs[i].x <= Length);
                QVERIFY(i == 0 || signs[i].x - signs[i - 1].x >= Size - 0.001);
                shown += signs[i].count;
            }
            const auto inWindow = std::ranges::count_if(data.marks(), [&window](const auto &mark) {
                return window.fraction(mark.at) >= 0 && window.fraction(mark.at) <= 1;
            });
            QCOMPARE(shown, size_t(inWindow)); // each mark is told by one sign
            QCOMPARE(signs.back().kind, TimelineSign::Kind::Planned);
            // It is not told to be at the end of the line if it comes later than that.
            QCOMPARE(signs.back().isLater, window.fraction(*data.plannedRefresh()) > 1);
        }
        // What came after the window is no part of it.
        const WallTime first = data.marks().front().at;
        const std::vector<TimelineSign> early
            = placeSigns(data, { first - 1min, first + 1min }, 256, 11);
        QCOMPARE(early.size(), size_t(2)); // the first token and the planned refresh
        QCOMPARE(early.front().count, size_t(1));
    }

    void theWholeLifeIsShown()
    {
        Fixture f;
        f.clock.advance(1s);
        TimelineData data(f.manager, f.clock);
        const TimeWindow window = TimeWindow::around(data, 0s);
        QVERIFY(window.fraction(data.lives().back().until) > 0.95);
        QVERIFY(window.fraction(data.lives().back().until) < 1.0);
        QVERIFY(window.fraction(*data.plannedRefresh()) > 0.5);
    }

    void nothingBesideTheRingIsCut_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addRow("English") << u"en"_s;
        QTest::addRow("German") << u"de"_s;
    }
    void nothingBesideTheRingIsCut()
    {
        QFETCH(QString, language);
        QTranslator translator;
        if (!translator.load(u":/parley/i18n/parley_"_s + language))
            QSKIP("built without translations");
        QCoreApplication::installTranslator(&translator);
        Fixture f;
        f.clock.advance(1s);
        EventLogModel log;
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(inspector.minimumWidth(), 700);
        inspector.show();
        const QList<ElidedLabel *> labels = inspector.findChildren<ElidedLabel *>();
        const auto state
            = std::ranges::find(labels, ErrorTexts::state(f.manager.state()), &ElidedLabel::text);
        QVERIFY(state != labels.end());
        const QFontMetrics metrics((*state)->font());
        for (const TokenManager::State each :
             { TokenManager::State::SignedOut, TokenManager::State::Loading,
               TokenManager::State::Fetching, TokenManager::State::Ready,
               TokenManager::State::Refreshing, TokenManager::State::Degraded,
               TokenManager::State::Expired, TokenManager::State::NeedsSignIn,
               TokenManager::State::Blocked }) {
            const QString text = ErrorTexts::state(each);
            QVERIFY2(metrics.horizontalAdvance(text) <= (*state)->width(), qPrintable(text));
        }
        QCoreApplication::removeTranslator(&translator);
    }

    void theCardTellsWhy()
    {
        Fixture f;
        EventLogModel log;
        connect(&f.manager, &TokenManager::traced, &log, &EventLogModel::appendTrace);
        f.clock.advance(1s);
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(320, 800);
        inspector.show();
        const WhyCard &card = *inspector.why();
        QVERIFY2(card.headline().startsWith("The token came with the sign-in at"_L1),
                 qPrintable(card.headline()));
        QVERIFY(card.focusPolicy() & Qt::TabFocus);

        TokenError down;
        down.code = TokenError::Code::ServerError;
        down.httpStatus = 503;
        f.provider.fail(down);
        f.clock.advance(*f.manager.nextAttemptIn() + 500ms);
        QCOMPARE(f.manager.state(), TokenManager::State::Degraded);
        QVERIFY(card.headline().startsWith("The attempt to get a new token failed"_L1));
        f.clock.advance(20s);
        f.clock.advance(1s - f.clock.wallNow().time_since_epoch() % 1s); // to a tick
        // The card says what explain() decides, sentence for sentence.
        QStringList expected;
        const TokenExplanation why = explain(f.manager.snapshot(), f.clock.wallNow());
        for (const TokenExplanation::Line &line : why.lines)
            expected.append(ErrorTexts::words(line.sentence, why.at));
        QCOMPARE(card.text(), expected.join(u' '));
        QCOMPARE(card.accessibleDescription(), card.text());
        QVERIFY(card.text().contains("(HTTP 503)"_L1));

        // Its link shows the lines that it is about, from the request on.
        QTest::keyClick(card.findChild<QPushButton *>(), Qt::Key_Space);
        const auto *list = inspector.log()->findChild<QListView *>();
        QVERIFY(list->isVisible());
        QModelIndexList rows = list->selectionModel()->selectedIndexes();
        std::sort(rows.begin(), rows.end());
        QVERIFY(!rows.isEmpty());
        const auto kindOf = [](const QModelIndex &row) {
            return row.data(EventLogModel::EventRole).toJsonObject()["kind"_L1].toString();
        };
        QCOMPARE(kindOf(rows.first()), u"request"_s);
        QCOMPARE(rows.first().data(EventLogModel::EventRole).toJsonObject()["attempt"_L1].toInt(),
                 1);
        QCOMPARE(std::ranges::count(rows, u"failed"_s, kindOf),
                 qsizetype(f.manager.snapshot().failures));
        QCOMPARE(rows.last().row(), list->model()->rowCount() - 1);
    }

    void theCardDoesNotMoveWhatIsBelow()
    {
        Fixture f;
        EventLogModel log;
        f.clock.advance(1s);
        TokenInspector inspector(f.manager, log, nullptr, f.clock);
        inspector.resize(320, 800);
        inspector.show();
        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        f.clock.advance(*f.manager.nextAttemptIn() + 20s);
        QVERIFY(f.manager.state() == TokenManager::State::Degraded);
        const int top = inspector.timeline()->y();
        int highest = top;
        for (int i = 0; i < 60; ++i) {
            f.clock.advance(1s);
            QVERIFY(inspector.timeline()->y() >= highest); // it may grow, never to and fro
            highest = inspector.timeline()->y();
        }
    }

    void theTraceHasTheCauseOfEachRequest()
    {
        Fixture f;
        EventLogModel log;
        connect(&f.manager, &TokenManager::traced, &log, &EventLogModel::appendTrace);
        f.clock.advance(50min);
        QString all;
        for (int row = 0; row < log.rowCount(); ++row) {
            QCOMPARE(log.index(row).data(EventLogModel::GroupRole).toInt(),
                     int(EventLogModel::Group::Trace));
            all += log.index(row).data().toString() + u'\n';
        }
        QVERIFY2(all.contains("trigger: deadline"_L1), qPrintable(all));
        EventLogFilter filter;
        filter.setSourceModel(&log);
        filter.setGroup(EventLogFilter::AllButTrace);
        QCOMPARE(filter.rowCount(), 0);
        filter.setGroup(int(EventLogModel::Group::Trace));
        QCOMPARE(filter.rowCount(), log.rowCount());
        QVERIFY(!log.toJsonLines().contains(f.manager.token()->jwt().left(20)));
    }
};

QTEST_MAIN(tst_Inspector)
#include "tst_inspector.moc"
