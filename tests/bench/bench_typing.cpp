// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What one typed character costs the composer until it is painted: at the end of a draft of 10,000
// characters, the worst that people do.

#include "chat/outboxstore.h"
#include "composer/composer.h"
#include "figure.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <ctime>

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

constexpr int Characters = 600;
constexpr int DraftLength = 10000;

/// Of this process's own work: what else runs on the machine does not count.
double millisecondsSince(std::clock_t start)
{
    return 1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    SystemClock clock;
    const auto drafts = chat::makeMemoryOutboxStore();
    ui::Composer composer(
        { .read = [&drafts](const QString &sid) { return drafts->draft(sid); },
          .write = [&drafts](const QString &sid,
                             const QString &text) { return drafts->setDraft(sid, text); } },
        clock);
    composer.resize(700, 200);
    composer.setAttribute(Qt::WA_DontShowOnScreen);
    composer.show();
    composer.setConversation(u"CH1"_s, u"General"_s);
    composer.setText(u"It was the best of times. "_s.repeated(DraftLength / 26));
    QImage picture(composer.size(), QImage::Format_ARGB32_Premultiplied);

    std::vector<double> milliseconds;
    for (int i = 0; i < Characters; ++i) {
        const QChar letter(i % 6 == 5 ? u' ' : u'a' + i % 26);
        QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QString(letter));
        const std::clock_t start = std::clock();
        QApplication::sendEvent(composer.field(), &press);
        composer.render(&picture);
        milliseconds.push_back(millisecondsSince(start));
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    bench::print({ .name = u"typing"_s,
                   .value = milliseconds[milliseconds.size() * 95 / 100],
                   .aim = 4,
                   .unit = u"ms"_s,
                   .detail = u"a character behind 10,000 others, painted; p95 of %1 "
                             "(median %2 ms)"_s.arg(Characters)
                                 .arg(bench::median(milliseconds), 0, 'f', 2) });
    return 0;
}
