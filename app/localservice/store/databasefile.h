// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace parley::localservice {

/// What kind of file a database's path names, seen before SQLite opens it, and the files beside it.
class DatabaseFile final
{
public:
    enum class Kind {
        Memory, ///< `:memory:`
        New, ///< nothing there, or an empty file
        Own, ///< carries the mark of the service
        Unmarked, ///< SQLite's, without a mark: an older Parley's, or another program's
        Foreign, ///< SQLite's, with the mark of another program
        Unreadable, ///< a file that is no SQLite database: damaged, or something else
        NoFile, ///< a folder, a device, a pipe
    };
    /// SQLite's `application_id` of the databases of the service: "Prly".
    static constexpr qint32 ApplicationId = 0x50726c79;

    explicit DatabaseFile(QString path);

    /// Looks, and changes nothing.
    [[nodiscard]] Kind kind() const;
    /// Whether its pages should be checked when it is opened. That reads the whole file, so a large
    /// one is checked only after a run that did not end by itself.
    [[nodiscard]] bool needsCheck() const;
    /// Makes folder and file for the user alone. Only for Kind::New.
    [[nodiscard]] bool make() const;
    /// The folder of uploaded files beside it.
    [[nodiscard]] QString mediaFolder() const;
    /// Gives the file, its side files and its media names that tell the day and 'damaged'. Returns
    /// the new name of the file; empty: it could not be renamed.
    [[nodiscard]] std::optional<QString> setAside(const QString &day) const;

private:
    QString m_path;
};

} // namespace parley::localservice
