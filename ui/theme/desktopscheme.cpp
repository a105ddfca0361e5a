// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/desktopscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace vci::ui {

namespace {

QString service()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}
QString path()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}
QString interface()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}
QString appearance()
{
    return QStringLiteral("org.freedesktop.appearance");
}
QString colorScheme()
{
    return QStringLiteral("color-scheme");
}

}  // namespace

DesktopScheme::DesktopScheme(QObject* parent)
    : QObject(parent)
{
    // Without an address libdbus would start a bus of its own, which knows no desktop.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") &&
        (runtime.isEmpty() || !QFileInfo::exists(runtime + QStringLiteral("/bus"))))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;

    bus.connect(service(), path(), interface(), QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
    call << appearance() << colorScheme();
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (!reply.isError()) accept(reply.value().variant());
        done->deleteLater();
    });
}

void DesktopScheme::onSettingChanged(const QString& nameSpace, const QString& key, const QDBusVariant& value)
{
    if (nameSpace == appearance() && key == colorScheme()) accept(value.variant());
}

void DesktopScheme::accept(QVariant value)
{
    // Read() wraps the value in one variant more than SettingChanged does.
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    const uint number = value.toUInt();
    std::optional<ColorScheme> preferred;
    if (number == 1) preferred = ColorScheme::Dark;
    if (number == 2) preferred = ColorScheme::Light;
    if (preferred == m_preferred) return;
    m_preferred = preferred;
    Q_EMIT preferredChanged();
}

}  // namespace vci::ui
