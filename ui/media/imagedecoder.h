// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <functional>

namespace parley::ui {

/// The kinds of picture that are shown: those that cannot reach for anything outside themselves.
[[nodiscard]] bool isShownImageType(const QString &contentType);

/// A picture from \a bytes that fits \a bounds, never made larger; null if it is none, of another
/// kind, or would need too much memory. Only the small picture is ever held where the format allows
/// that. Any thread.
[[nodiscard]] QImage decodeImage(const QByteArray &bytes, const QSize &bounds);

/// Decodes beside the window's thread.
class ImageDecoder final
{
public:
    ImageDecoder();
    ~ImageDecoder(); ///< waits for what runs

    /// \a done once, later, in this thread, unless \a context dies before.
    void decode(const QByteArray &bytes, const QSize &bounds, QObject *context,
                std::function<void(const QImage &)> done);

private:
    QObject m_receiver; // of what the other thread has made
    QThreadPool m_pool;
};

} // namespace parley::ui
