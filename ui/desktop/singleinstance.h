// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

class QLocalServer;
class QLocalSocket;
class QLockFile;

namespace parley::ui {

/// One program per user and name: a second start asks the first one to come to the front, and ends.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    /// \a folder: for the user alone, the same for both starts; empty: each start is the first.
    explicit SingleInstance(QString folder, QString name, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Role {
        First, ///< goes on; raiseRequested() comes when another one starts
        Second, ///< the first one has been asked to come to the front
    };
    /// Waits a few seconds for a first one that is about to answer, or to end.
    [[nodiscard]] Role claim();
    /// This program is about to end: one that starts from now on waits for that, and becomes the
    /// first. Not to be called by a slot of raiseRequested().
    void stopAnswering();
    /// The user's runtime folder, else one in the data folder \a dataFolder.
    [[nodiscard]] static QString usualFolder(const QString &dataFolder);

Q_SIGNALS:
    void raiseRequested();

private:
    [[nodiscard]] bool askFirst() const;
    void listen();
    void accept();
    void hear(QLocalSocket &socket);

    QString m_folder;
    QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace parley::ui
