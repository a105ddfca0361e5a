// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include "ui/theme/desktopscheme.h"
#include "ui/theme/palette.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/tabularfont.h"

#include <QApplication>
#include <QIcon>
#include <QPalette>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QWidget>

namespace vci::ui {

namespace {

QFont sized(const QString& family, qreal pixels)
{
    QFont font(family);
    // Points, because pixel sizes are whole numbers in Qt: 12.5 px at 96 dpi.
    font.setPointSizeF(pixels * 72.0 / 96.0);
    return font;
}

void findIconFolders()
{
    // A platform without a desktop (offscreen, a bare X server) names none.
    const QStringList folders =
        QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"), QStandardPaths::LocateDirectory);
    QStringList known = QIcon::themeSearchPaths();
    for (const QString& folder : folders)
        if (!known.contains(folder)) known << folder;
    QIcon::setThemeSearchPaths(known);
}

}  // namespace

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
    : m_palette(tokensOf(m_scheme))
{
}

void Theme::install()
{
    if (m_installed) return;
    m_installed = true;
    const QPalette platform = QApplication::palette();
    findIconFolders();
    m_platformIsDark = platform.color(QPalette::Window).lightness() < platform.color(QPalette::WindowText).lightness();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(textFont());
    m_desktop = new DesktopScheme(this);
    connect(m_desktop, &DesktopScheme::preferredChanged, this, [this] {
        if (m_followsDesktop) adoptDesktop();
    });
    if (m_followsDesktop) m_scheme = m_platformIsDark ? ColorScheme::Dark : ColorScheme::Light;
    apply();
}

void Theme::dress(QWidget& window)
{
    const auto wear = [this, &window] { window.setStyleSheet(styleSheet(m_palette)); };
    wear();
    connect(this, &Theme::changed, &window, wear);
}

void Theme::setScheme(ColorScheme scheme)
{
    m_followsDesktop = false;
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    apply();
}

void Theme::followDesktop()
{
    m_followsDesktop = true;
    adoptDesktop();
}

void Theme::adoptDesktop()
{
    ColorScheme scheme = m_platformIsDark ? ColorScheme::Dark : ColorScheme::Light;
    if (m_desktop && m_desktop->preferred()) scheme = *m_desktop->preferred();
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    apply();
}

void Theme::apply()
{
    m_palette = tokensOf(m_scheme);
    if (!m_installed) return;
    QIcon::setThemeName(m_scheme == ColorScheme::Dark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
    QApplication::setPalette(applicationPalette(m_palette));
    Q_EMIT changed();
}

QColor Theme::familyColor(const QString& family) const
{
    if (family == QLatin1String("call")) return m_palette.call;
    if (family == QLatin1String("ai")) return m_palette.ai;
    if (family == QLatin1String("agent")) return m_palette.agent;
    if (family == QLatin1String("customer")) return m_palette.customer;
    if (family == QLatin1String("transaction")) return m_palette.transaction;
    if (family == QLatin1String("credit")) return m_palette.credit;
    if (family == QLatin1String("security")) return m_palette.security;
    return m_palette.other;
}

QFont Theme::textFont() const
{
    return sized(textFamily(), 12.5);
}

QFont Theme::secondaryFont() const
{
    return sized(textFamily(), 11.0);
}

QFont Theme::monoFont() const
{
    return sized(monoFamily(), 12.0);
}

}  // namespace vci::ui
