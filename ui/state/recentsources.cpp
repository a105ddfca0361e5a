// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/recentsources.h"

#include <QSettings>

#include <algorithm>

namespace vci::ui {

namespace {

QString key()
{
    return QStringLiteral("recentSources");
}

}  // namespace

RecentSources::RecentSources(QObject* parent)
    : QObject(parent)
{
    QSettings settings;
    const int count = settings.beginReadArray(key());
    for (int i = 0; i < count && m_entries.size() < kMaxEntries; ++i) {
        settings.setArrayIndex(i);
        m_entries.push_back(
            {settings.value(QStringLiteral("uri")).toString(), settings.value(QStringLiteral("label")).toString()});
    }
}

void RecentSources::add(const Entry& entry)
{
    if (entry.uri.isEmpty() || (!m_entries.empty() && m_entries.front() == entry)) return;
    std::erase_if(m_entries, [&](const Entry& known) { return known.uri == entry.uri; });
    m_entries.insert(m_entries.begin(), entry);
    if (m_entries.size() > kMaxEntries) m_entries.resize(kMaxEntries);
    save();
}

void RecentSources::remove(const QString& uri)
{
    std::erase_if(m_entries, [&](const Entry& known) { return known.uri == uri; });
    save();
}

void RecentSources::save()
{
    QSettings settings;
    settings.beginWriteArray(key(), static_cast<int>(m_entries.size()));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(QStringLiteral("uri"), m_entries[i].uri);
        settings.setValue(QStringLiteral("label"), m_entries[i].label);
    }
    settings.endArray();
    Q_EMIT changed();
}

}  // namespace vci::ui
