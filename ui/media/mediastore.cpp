// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/mediastore.h"

#include "text/filenames.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int CacheKiB = 48 * 1024;
constexpr qsizetype MaxAtOnce = 3;
constexpr qsizetype MaxWanted = 24; ///< what was scrolled past longer ago is not loaded
const QSize PreviewBounds(720, 480);

} // namespace

MediaTransfers mediaTransfersOf(chat::ChatClient &client)
{
    return {
        .load =
            [&client](const chat::Media &media, qint64 maxBytes, QObject *context,
                      chat::Callback<QByteArray> done) {
                client.media().load(media, maxBytes, context, std::move(done));
            },
        .download =
            [&client](const chat::Media &media, const QString &path, QObject *context,
                      chat::ChatMedia::Progress progress, chat::Callback<QString> done) {
                client.media().download(media, path, context, std::move(progress), std::move(done));
            },
    };
}

MediaStore::MediaStore(MediaTransfers transfers, QString folder, QObject *parent)
    : QObject(parent)
    , m_transfers(std::move(transfers))
    , m_folder(std::move(folder))
    , m_previews(CacheKiB)
{ }

MediaStore::~MediaStore() = default;

bool MediaStore::hasPreview(const chat::Media &media) const
{
    return !media.sid.isEmpty() && isShownImageType(media.contentType) && media.size > 0
        && media.size <= MaxPreviewBytes && !m_failed.contains(media.sid);
}

QImage MediaStore::preview(const chat::Media &media)
{
    if (!hasPreview(media))
        return {};
    if (const QImage *known = m_previews.object(media.sid))
        return *known;
    if (!m_loading.contains(media.sid)) {
        const auto sameSid = [&media](const chat::Media &other) { return other.sid == media.sid; };
        m_wanted.removeIf(sameSid);
        m_wanted.append(media);
        if (m_wanted.size() > MaxWanted)
            m_wanted.removeFirst();
        loadNext();
    }
    return {};
}

void MediaStore::forgetFailures()
{
    const QSet<QString> failed = std::exchange(m_failed, {});
    for (const QString &sid : failed)
        Q_EMIT changed(sid);
}

void MediaStore::loadNext()
{
    while (m_loading.size() < MaxAtOnce && !m_wanted.isEmpty()) {
        const chat::Media media = m_wanted.takeLast();
        m_loading.insert(media.sid);
        m_transfers.load(
            media, MaxPreviewBytes, this,
            [this, media](const chat::Outcome<QByteArray> &outcome) { takeBytes(media, outcome); });
    }
}

void MediaStore::takeBytes(const chat::Media &media, const chat::Outcome<QByteArray> &outcome)
{
    const auto *bytes = std::get_if<QByteArray>(&outcome);
    if (bytes == nullptr) {
        takePreview(media.sid, {});
        return;
    }
    m_decoder.decode(*bytes, PreviewBounds, this,
                     [this, sid = media.sid](const QImage &image) { takePreview(sid, image); });
}

void MediaStore::takePreview(const QString &sid, const QImage &image)
{
    m_loading.remove(sid);
    if (image.isNull())
        m_failed.insert(sid);
    else
        m_previews.insert(sid, new QImage(image), std::max(1, int(image.sizeInBytes() / 1024)));
    loadNext();
    Q_EMIT changed(sid);
}

MediaStore::Download MediaStore::download(const QString &mediaSid) const
{
    return m_downloads.value(mediaSid);
}

void MediaStore::save(const chat::Media &media, const QString &path)
{
    if (media.sid.isEmpty() || m_contexts.contains(media.sid))
        return;
    if (path.isEmpty() && !isFolderUsable()) {
        Q_EMIT placeNeeded(media);
        return;
    }
    // A running download makes its file only at its end: until then its name is no less taken.
    const auto taken = [this](const QString &other) { return isTarget(other); };
    QString target = path;
    if (path.isEmpty())
        target = freePath(m_folder, safeFileName(media.filename, media.contentType), taken);
    else if (isTarget(path))
        target = freePath(QFileInfo(path).path(), QFileInfo(path).fileName(), taken);
    auto *context = new QObject(this);
    m_contexts.insert(media.sid, context);
    m_downloads.insert(media.sid, { Stage::Running, 0, target });
    m_transfers.download(
        media, target, context,
        [this, sid = media.sid](qint64 received, qint64 total) {
            takeProgress(sid, received, total);
        },
        [this, media](const chat::Outcome<QString> &outcome) { takeFile(media, outcome); });
    Q_EMIT changed(media.sid);
}

bool MediaStore::isFolderUsable() const
{
    return !m_folder.isEmpty() && QDir().mkpath(m_folder) && QFileInfo(m_folder).isWritable();
}

bool MediaStore::isTarget(const QString &path) const
{
    for (auto running = m_contexts.begin(); running != m_contexts.end(); ++running) {
        if (m_downloads.value(running.key()).path == path)
            return true;
    }
    return false;
}

void MediaStore::cancel(const QString &mediaSid)
{
    QObject *context = m_contexts.take(mediaSid);
    if (context == nullptr)
        return;
    delete context; // which drops the answer
    m_downloads.remove(mediaSid);
    Q_EMIT changed(mediaSid);
}

void MediaStore::takeProgress(const QString &sid, qint64 received, qint64 total)
{
    const auto entry = m_downloads.find(sid);
    if (entry == m_downloads.end() || total <= 0)
        return;
    const double progress = std::clamp(double(received) / double(total), 0.0, 1.0);
    if (progress - entry->progress < 0.01 && progress < 1)
        return; // nothing that could be seen
    entry->progress = progress;
    Q_EMIT changed(sid);
}

void MediaStore::takeFile(const chat::Media &media, const chat::Outcome<QString> &outcome)
{
    m_contexts.take(media.sid)->deleteLater(); // we may be inside one of its calls
    Download &entry = m_downloads[media.sid];
    const auto *path = std::get_if<QString>(&outcome);
    entry.stage = path != nullptr ? Stage::Saved : Stage::Failed;
    if (path != nullptr)
        entry.path = *path;
    const QPointer<MediaStore> guard(this);
    Q_EMIT changed(media.sid);
    if (guard != nullptr && path == nullptr)
        Q_EMIT downloadFailed(safeFileName(media.filename, media.contentType),
                              std::get<chat::ChatError>(outcome));
}

} // namespace parley::ui
