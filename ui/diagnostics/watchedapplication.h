// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QApplication>

#include <chrono>

namespace parley::ui {

/// In debug builds it tells, on parley.ui, of every event whose handlers kept the window waiting
/// for longer than Limit. Handlers that run an event loop of their own (a menu) do not count.
class WatchedApplication final : public QApplication
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Limit { 50 };

    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// How often the limit was passed, and the longest time, by the processor's time of the
    /// window's thread: on a busy machine the clock on the wall says little.
    [[nodiscard]] int stalls() const { return m_stalls; }
    [[nodiscard]] std::chrono::milliseconds longest() const { return m_longest; }
    /// False: a delay from now on has a cause outside the program.
    void setWatching(bool watching) { m_watching = watching; }

private:
    bool notifyWatched(QObject *receiver, QEvent *event);

    bool m_watching = true;
    int m_depth = 0;
    int m_deepestLoop = 0; ///< while the outermost handler of the moment runs
    int m_stalls = 0;
    std::chrono::milliseconds m_longest { 0 };
};

} // namespace parley::ui
