// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

#include <vector>

namespace vci::ui {

/// The sources opened lately, newest first, kept in the user's settings. Never holds a password.
class RecentSources : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString uri;
        QString label;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    static constexpr std::size_t kMaxEntries = 8;

    /// Reads the settings of the application.
    explicit RecentSources(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    void add(const Entry& entry);
    void remove(const QString& uri);

Q_SIGNALS:
    void changed();

private:
    void save();
    std::vector<Entry> m_entries;
};

}  // namespace vci::ui
