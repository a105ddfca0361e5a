// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <mutex>
#include <vector>

namespace vci::ui {

/// One line of the activity log: what an operator did, where, why, and how it ended.
struct Activity {
    QString time;  ///< RFC 3339, UTC; given by the log where it is empty
    QString source;
    QString tenant;
    QString login;
    QString act;
    QString reason;
    QString outcome;  ///< started, done, failed, cancelled
    QString detail;   ///< a sentence, or empty
    /// Of an act that changed a source: the word for the custody log of a case. Not kept in the file.
    QString inCustody = {};
    friend bool operator==(const Activity&, const Activity&) = default;
};

/// What operators did on this machine, kept in a file of JSON Lines that is only ever appended to. Safe to use from any thread.
class ActivityLog : public QObject {
    Q_OBJECT

public:
    /// The file and its folder are made when something is written.
    explicit ActivityLog(QString file, QObject* parent = nullptr);

    [[nodiscard]] const QString& file() const { return m_file; }
    /// On the medium when it returns. Errors: Io with the file's name.
    [[nodiscard]] Result<void> append(Activity activity);
    /// The newest, oldest first; a line that is none of ours is shown as it stands, as detail. An absent file is an empty log.
    [[nodiscard]] Result<std::vector<Activity>> newest(std::size_t limitRows) const;

Q_SIGNALS:
    /// Emitted by the thread that wrote.
    void appended(const vci::ui::Activity& activity);

private:
    QString m_file;
    std::mutex m_writing;  // one line after another
};

}  // namespace vci::ui
