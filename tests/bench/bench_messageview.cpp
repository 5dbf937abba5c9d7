// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What a long history costs the message view: frames while scrolling from the newest of 100,000
// messages upwards and back, and opening at the end. Each is measured again with 1,000 messages, in
// turn, since neither may depend on the length. Frames are painted into a picture of the size of a
// window.

#include "fakemessagemodel.h"
#include "figure.h"
#include "messages/view/messageview.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <ctime>

using namespace parley;
using namespace Qt::StringLiterals;
using test::FakeMessageModel;

namespace {

constexpr int Long = 100000;
constexpr int Short = 1000;
constexpr int FramesPerRound = 250;
constexpr int Rounds = 8;
constexpr int StepPixels = 60; ///< between two frames: a quick turn of the wheel
const QSize ViewSize(800, 700);

/// As developers write: short ones, paragraphs, links, emoji, right-to-left, quotes, reactions, and
/// half of them with Markdown.
std::vector<FakeMessageModel::Row> messages(int count)
{
    auto rows = FakeMessageModel::many(count, 0);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % 5 == 1)
            rows[i].body += u" see https://example.com/%1 🎉"_s.arg(i);
        if (i % 11 == 3)
            rows[i].body = u"שלום עולם, זו הודעה ארוכה יותר"_s;
        if (i % 2 == 0)
            rows[i].body += u" **now** with `code()` and ~~no~~ *more*\n- a list\n> said"_s;
        if (i % 20 == 6)
            rows[i].body += u"\n```cpp\nfor (int i = 0; i < n; ++i)\n    f(i);\n```"_s;
        if (i % 7 == 2)
            rows[i].reactions = { { u"👍"_s, { u"bob"_s } } };
        if (i % 13 == 4)
            rows[i].reply = chat::Reply { u"IM1"_s, 1, u"bob"_s, u"What was said before"_s };
    }
    return rows;
}

/// Of this process's own work: what else runs on the machine does not count.
double millisecondsSince(std::clock_t start)
{
    return 1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC;
}

class Bench
{
public:
    explicit Bench(int count)
        : m_picture(ViewSize, QImage::Format_ARGB32_Premultiplied)
    {
        m_model.insert(0, messages(count));
        m_view.resize(ViewSize);
        m_view.setAttribute(Qt::WA_DontShowOnScreen);
        m_view.show();
    }

    double open()
    {
        m_view.setModel(nullptr, -1);
        const std::clock_t start = std::clock();
        m_view.setModel(&m_model, -1);
        m_view.render(&m_picture);
        return millisecondsSince(start);
    }

    /// One round up, or down again.
    void scroll(int direction, std::vector<double> &milliseconds)
    {
        QScrollBar *bar = m_view.verticalScrollBar();
        for (int i = 0; i < FramesPerRound; ++i) {
            const std::clock_t start = std::clock();
            bar->setValue(bar->value() + direction * StepPixels);
            m_view.render(&m_picture);
            milliseconds.push_back(millisecondsSince(start));
        }
    }

private:
    FakeMessageModel m_model;
    ui::MessageView m_view;
    QImage m_picture;
};

double percentile99(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() * 99 / 100];
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Bench large(Long);
    Bench small(Short);
    std::vector<double> openLarge;
    std::vector<double> openSmall;
    std::vector<double> framesLarge;
    std::vector<double> framesSmall;
    large.open(); // fonts and the like are loaded by the first ones
    small.open();
    for (int round = 0; round < Rounds; ++round) {
        openLarge.push_back(large.open());
        openSmall.push_back(small.open());
        for (const int direction : { -1, 1 }) {
            large.scroll(direction, framesLarge);
            small.scroll(direction, framesSmall);
        }
    }
    const double frame = percentile99(framesLarge);
    const double opening = bench::median(openLarge);
    bench::print({ .name = u"scroll"_s,
                   .value = frame,
                   .aim = 16,
                   .unit = u"ms"_s,
                   .detail = u"frame while scrolling 100,000 messages, p99 of %1"_s.arg(
                       framesLarge.size()) });
    bench::print({ .name = u"scroll"_s,
                   .value = bench::median(framesLarge) / bench::median(framesSmall),
                   .aim = 1.2,
                   .detail = u"the same, median, 100,000 / 1,000 messages (%1 / %2 "
                             "ms)"_s.arg(bench::median(framesLarge), 0, 'f', 2)
                                 .arg(bench::median(framesSmall), 0, 'f', 2) });
    bench::print({ .name = u"opening"_s,
                   .value = opening,
                   .aim = 100,
                   .unit = u"ms"_s,
                   .detail = u"100,000 messages at their end, painted, median"_s });
    bench::print({ .name = u"opening"_s,
                   .value = opening / bench::median(openSmall),
                   .aim = 1.2,
                   .detail = u"100,000 / 1,000 messages (%1 / %2 ms)"_s.arg(opening, 0, 'f', 2)
                                 .arg(bench::median(openSmall), 0, 'f', 2) });
    return 0;
}
