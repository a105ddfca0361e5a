// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace vci::ui {

/// What the desktop prefers: `color-scheme` of org.freedesktop.portal.Settings (Qt 6.4 has no colorScheme()). Asks and listens
/// without waiting; silent where there is no portal.
class DesktopScheme : public QObject {
    Q_OBJECT

public:
    explicit DesktopScheme(QObject* parent = nullptr);

    /// Nothing until the portal has answered, or where it has no preference.
    [[nodiscard]] std::optional<ColorScheme> preferred() const { return m_preferred; }

Q_SIGNALS:
    void preferredChanged();

private Q_SLOTS:
    void onSettingChanged(const QString& nameSpace, const QString& key, const QDBusVariant& value);

private:
    void accept(QVariant value);
    std::optional<ColorScheme> m_preferred;
};

}  // namespace vci::ui
