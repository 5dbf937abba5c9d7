// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "media/imagedecoder.h"

#include <QCache>
#include <QHash>
#include <QSet>

#include <memory>

namespace parley::ui {

/// How the bytes of files come; see the functions of ChatClient.
struct MediaTransfers
{
    std::function<void(const chat::Media &, qint64 maxBytes, QObject *context,
                       chat::Callback<QByteArray>)>
        load {};
    std::function<void(const chat::Media &, const QString &path, QObject *context,
                       chat::ChatMedia::Progress, chat::Callback<QString>)>
        download {};
};
/// \a client must outlive what it returns.
[[nodiscard]] MediaTransfers mediaTransfersOf(chat::ChatClient &client);

/// Previews of pictures and downloads of files, for as long as the window lives. Previews are
/// loaded when a view asks for them, a few at a time, only of pictures that are small enough, and
/// forgotten when there are too many.
class MediaStore final : public QObject
{
    Q_OBJECT

public:
    /// Larger pictures are files until the user asks for them.
    static constexpr qint64 MaxPreviewBytes = 8 * 1024 * 1024;

    enum class Stage { None, Running, Saved, Failed };
    struct Download
    {
        Stage stage = Stage::None;
        double progress = 0; ///< 0 … 1
        QString path {}; ///< where it is, or shall be
    };

    /// Files are saved in \a folder unless another place is asked for.
    MediaStore(MediaTransfers transfers, QString folder, QObject *parent = nullptr);
    ~MediaStore() override;

    /// A picture that is shown without being asked for.
    [[nodiscard]] bool hasPreview(const chat::Media &media) const;
    /// Null until it is there; changed() tells when.
    [[nodiscard]] QImage preview(const chat::Media &media);
    /// Previews that did not come (offline …) are tried again when they are asked for.
    void forgetFailures();

    [[nodiscard]] Download download(const QString &mediaSid) const;
    /// Saves it; empty \a path: in the usual folder, which is made if need be, under a name that is
    /// free there.
    void save(const chat::Media &media, const QString &path);
    void cancel(const QString &mediaSid);

    [[nodiscard]] const MediaTransfers &transfers() const { return m_transfers; }
    [[nodiscard]] ImageDecoder &decoder() { return m_decoder; }
    [[nodiscard]] QString folder() const { return m_folder; }

Q_SIGNALS:
    void changed(const QString &mediaSid);
    /// The download has ended without a file.
    void downloadFailed(const QString &filename, const parley::chat::ChatError &error);
    /// The usual folder cannot be used: the user has to say where the file goes.
    void placeNeeded(const parley::chat::Media &media);

private:
    void loadNext();
    void takeBytes(const chat::Media &media, const chat::Outcome<QByteArray> &outcome);
    void takePreview(const QString &sid, const QImage &image);
    void takeProgress(const QString &sid, qint64 received, qint64 total);
    [[nodiscard]] bool isFolderUsable() const;
    [[nodiscard]] bool isTarget(const QString &path) const; ///< of a running download
    void takeFile(const chat::Media &media, const chat::Outcome<QString> &outcome);

    MediaTransfers m_transfers;
    QString m_folder;
    QCache<QString, QImage> m_previews; // cost in KiB
    QSet<QString> m_failed;
    QSet<QString> m_loading; ///< being loaded or decoded
    QList<chat::Media> m_wanted; ///< the last is the next
    QHash<QString, Download> m_downloads;
    QHash<QString, QObject *> m_contexts; ///< of running downloads; destroying one cancels
    ImageDecoder m_decoder;
};

} // namespace parley::ui
