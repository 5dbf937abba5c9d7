// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace parley::ui {

/// The kinds of picture that are shown: those that cannot reach for anything outside themselves.
[[nodiscard]] bool isShownImageType(const QString &contentType);

/// How much work one picture may make. A file decides how often its pixels are painted over, so a
/// limit on the pixels is none on the time.
struct DecodeLimit
{
    std::chrono::milliseconds time { 2000 };
    const std::atomic<bool> *isCancelled = nullptr; ///< may be set by another thread
};

/// A picture from \a bytes that fits \a bounds, never made larger; null if it is none, of another
/// kind, or would need too much memory or time. Only the small picture is ever held where the
/// format allows that. Any thread.
[[nodiscard]] QImage decodeImage(const QByteArray &bytes, const QSize &bounds,
                                 const DecodeLimit &limit = {});

/// Decodes beside the window's thread.
class ImageDecoder final
{
public:
    ImageDecoder();
    ~ImageDecoder(); ///< ends what runs, and does not wait for it

    /// \a done once, later, in this thread, unless \a context dies before.
    void decode(const QByteArray &bytes, const QSize &bounds, QObject *context,
                std::function<void(const QImage &)> done);

    /// The same for a file on the disk, which is read in another thread, too; null for what is too
    /// large for a picture.
    void decodeFile(const QString &path, const QSize &bounds, QObject *context,
                    std::function<void(const QImage &)> done);

private:
    void start(std::function<QByteArray()> read, const QSize &bounds, QObject *context,
               std::function<void(const QImage &)> done);

    struct Shared;
    std::shared_ptr<Shared> m_shared; ///< also held by the other threads
    std::unique_ptr<QThreadPool> m_pool;
};

} // namespace parley::ui
